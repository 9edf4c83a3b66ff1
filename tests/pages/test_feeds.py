import xml.etree.ElementTree as ET

import pytest
from factories import answer, ask, make_member, reply
from sqlalchemy import update

from forum.db import db
from forum.permissions import Visibility
from forum.threads.models import Post, Thread

ASKED = {"title": "How much water is sensible on a long walk?", "tags": ""}
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response.mimetype == "application/atom+xml"
    return ET.fromstring(response.data)


def titles(root) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def test_the_newest_questions_come_first_with_what_atom_demands(app, client):
    ask(title="The older question")
    ask(make_member("Wren"), title="A <b>bold</b> & newer one")
    root = feed(client, "/feeds/questions.atom")
    assert titles(root) == ["A <b>bold</b> & newer one", "The older question"]
    entry = root.find(f"{ATOM}entry")
    for name in ("id", "updated", "published", "summary"):
        assert entry.findtext(f"{ATOM}{name}")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Wren"
    assert entry.find(f"{ATOM}link").get("href").startswith("http://127.0.0.1:8000/questions/")


def test_a_tags_feed_has_its_questions_alone(app, client):
    ask(title="About cramp, this one", tags=("cramp",))
    ask(title="About something else")
    assert titles(feed(client, "/feeds/tags/cramp.atom")) == ["About cramp, this one"]
    assert client.get("/feeds/tags/nothing.atom").status_code == 404


def test_a_threads_feed_has_its_posts_as_safe_html(app, client):
    question = ask(body="Is *this* <script>alert(1)</script> safe to read?")
    reply(answer(question))
    root = feed(client, f"/feeds/questions/{question.thread_id}.atom")
    contents = [entry.findtext(f"{ATOM}content") for entry in root.iter(f"{ATOM}entry")]
    assert len(contents) == 3
    assert "<em>this</em>" in contents[-1]
    assert "<script" not in "".join(contents)


@pytest.mark.parametrize("state", [Visibility.HELD, Visibility.HIDDEN, Visibility.DELETED])
def test_what_is_out_of_sight_is_in_no_feed_and_no_sitemap(app, client, sign_in, state):
    author = make_member()
    question = ask(author, title="A canary in the mine", tags=("canary",))
    seen = ask(title="A sparrow in the hedge")
    post = answer(seen, author, body="A canary answer.")
    for model, row in ((Thread, question.thread_id), (Post, post.id)):
        db.session.execute(update(model).where(model.id == row).values(visibility=state))
    db.session.commit()
    for reader in (client, sign_in(author)):
        for address in (
            "/feeds/questions.atom",
            "/feeds/tags/canary.atom",
            f"/feeds/questions/{seen.thread_id}.atom",
            "/sitemap-0.xml",
        ):
            assert "canary-in" not in reader.get(address).text
            assert "canary answer" not in reader.get(address).text
    assert client.get(f"/feeds/questions/{question.thread_id}.atom").status_code == 404


def test_an_alias_is_not_undone_by_a_feed(app, client):
    author = make_member("Juniper")
    question = ask(author, alias=True, tags=("cramp",))
    answer(question, author, alias=True)
    for address in ("questions", f"questions/{question.thread_id}", "tags/cramp"):
        assert "Juniper" not in client.get(f"/feeds/{address}.atom").text


def test_a_threads_feed_was_updated_when_any_of_its_posts_was(app, client, sign_in):
    author = make_member()
    question = ask(author)
    answer(question)
    sign_in(author).post(f"/posts/{question.id}/edit", data={**ASKED, "body": "Another body."})
    root = feed(client, f"/feeds/questions/{question.thread_id}.atom")
    entries = [entry.findtext(f"{ATOM}updated") for entry in root.iter(f"{ATOM}entry")]
    assert root.findtext(f"{ATOM}updated") == max(entries) == entries[-1]


def test_an_empty_forum_has_a_feed_and_a_sitemap(app, client):
    assert titles(feed(client, "/feeds/questions.atom")) == []
    assert client.get("/sitemap.xml").status_code == 200


def test_the_sitemap_names_its_parts_and_every_thread_with_its_last_change(app, client):
    thread = ask().thread
    address = f"/questions/{thread.id}/{thread.slug}"
    index = client.get("/sitemap.xml").text
    assert f"/sitemap-0.xml</loc><lastmod>{thread.active_at.isoformat()}</lastmod>" in index
    part = client.get("/sitemap-0.xml").text
    assert f"{address}</loc><lastmod>20" in part
    assert client.get("/sitemap-9.xml").status_code == 404


def test_a_part_of_the_sitemap_loads_only_what_it_lists(app, client, queries):
    for _ in range(3):
        ask(tags=("cramp",))
    db.session.remove()
    with queries() as counted:
        assert client.get("/sitemap-0.xml").text.count("<lastmod>") == 3
    assert len(counted) == 2
    assert not any("excerpt" in statement for statement in counted.statements)


def test_feeds_and_pages_say_when_they_last_changed_and_only_the_tag_decides(app, client):
    question = ask()
    answered = answer(question)
    page = f"/questions/{question.thread_id}/{question.thread.slug}"
    feed_of = f"/feeds/questions/{question.thread_id}.atom"
    moment = answered.created_at.replace(microsecond=0)
    for address in (page, feed_of):
        response = client.get(address)
        assert response.last_modified == moment
        since = {"If-Modified-Since": response.headers["Last-Modified"]}
        assert client.get(address, headers=since).status_code == 200
        tagged = since | {"If-None-Match": response.headers["ETag"]}
        assert client.get(address, headers=tagged).status_code == 304
    asked = client.get("/feeds/questions.atom").last_modified
    assert asked == question.created_at.replace(microsecond=0)
