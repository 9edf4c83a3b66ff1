"""From an article to a question about one of its paragraphs, and back."""

import re
from urllib.parse import parse_qs, urlsplit

from factories import ask, make_member

from forum.db import db, utcnow
from forum.library.actions import import_document
from forum.library.documents import Document
from forum.library.passages import passages
from forum.permissions import Visibility
from forum.threads import actions
from forum.threads.models import Citation
from forum.threads.queries import load_post
from forum.threads.visibility import show_thread

BODY = (
    "## Why calves tire\n\nCalves tire when they are used for longer than they are used to.\n\n"
    "## What helps\n\nA slow stretch against a wall lets a calf go after half a minute."
)


def make_article(body=BODY):
    document = Document("Calves at night", "calves-at-night", body, "d" * 64)
    return import_document(document, utcnow(), pin=1).article.thread


def anchor_of(client, words):
    page = client.get("/articles/calves-at-night").text
    found = re.search(rf'id="(p-[^"]+)">{words}', page)
    assert found
    return found[1]


def test_each_paragraph_leads_to_a_question_that_cites_it(app, client, sign_in):
    make_article()
    anchor = anchor_of(client, "A slow stretch")
    assert (
        f"/articles/calves-at-night/ask?about={anchor}"
        in client.get("/articles/calves-at-night").text
    )
    led = client.get(f"/articles/calves-at-night/ask?about={anchor}")
    assert led.status_code == 302
    body = parse_qs(urlsplit(led.location).query)["body"][0]
    assert f"> [From “Calves at night”](</articles/calves-at-night#{anchor}>):" in body
    form = sign_in(make_member()).get(led.location)
    assert "A slow stretch against a wall" in form.text


def test_who_asks_about_a_paragraph_is_not_answered_with_it(app, client):
    make_article()
    anchor = anchor_of(client, "A slow stretch")
    words = "A slow stretch against a wall lets a calf go after half a minute."
    asked = {"title": "A slow stretch against a wall?", "body": f"{words} Is that so?"}
    page = client.get(f"/questions/{ask(**asked).thread_id}", follow_redirects=True).text
    assert "Until someone answers" in page
    asked["body"] = f"> [C](/articles/calves-at-night#{anchor})\n>\n> {words}\n\nIs that so?"
    page = client.get(f"/questions/{ask(**asked).thread_id}", follow_redirects=True).text
    assert "Until someone answers" not in page


def test_what_is_no_paragraph_cannot_be_asked_about(app, client):
    make_article()
    for about in ("", "p-00000000", "s-what-helps"):
        assert client.get(f"/articles/calves-at-night/ask?about={about}").status_code == 404


def test_the_paragraph_lists_the_questions_about_it(app, client):
    make_article()
    anchor = anchor_of(client, "A slow stretch")
    body = f"> [Calves at night](/articles/calves-at-night#{anchor})\n\nHow far from the wall?"
    question = ask(title="How far from the wall do I stand?", body=body)
    page = client.get("/articles/calves-at-night").text
    assert "1 question about this" in page
    assert "How far from the wall do I stand?" in page
    show_thread(load_post(question.id).thread, Visibility.HIDDEN)
    db.session.commit()
    assert "How far from the wall do I stand?" not in client.get("/articles/calves-at-night").text


def test_an_edit_changes_what_is_cited(app):
    make_article()
    member = make_member()
    body = "> [Calves](/articles/calves-at-night#p-12345678)\n\nWhy is that so?"
    question = ask(member, body=body)
    assert db.session.query(Citation.anchor).all() == [("p-12345678",)]
    actions.edit_question(
        member,
        load_post(question.id),
        title="Another",
        body="Something else altogether.",
        tags=[],
        now=utcnow(),
    )
    assert db.session.query(Citation).count() == 0


def test_questions_about_what_an_article_said_before_are_kept_at_its_end(app, client):
    make_article()
    ask(title="About an older text", body="> [C](/articles/calves-at-night#p-0badcafe)\n\nWhy so?")
    page = client.get("/articles/calves-at-night").text
    assert page.index("Questions about earlier versions") < page.index("About an older text")


def test_the_article_costs_the_same_however_many_ask_about_it(app, client, queries):
    make_article()
    costs = []
    for number in (1, 12):
        for _ in range(number):
            ask(body="> [C](/articles/calves-at-night#p-0badcafe)\n\nWhy is it so?")
        db.session.remove()
        with queries() as counted:
            client.get("/articles/calves-at-night")
        costs.append(len(counted))
    assert costs[0] == costs[1]


def test_passages_joined_are_the_article_again(one_app):
    thread = make_article(
        BODY + "\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nLast words."
    )
    post = load_post(1)
    assert post.thread.id == thread.id
    parts = passages(post.html)
    assert "".join(part.html for part in parts) == post.html
    assert [part.text for part in parts if part.level] == ["Why calves tire", "What helps"]
    assert parts[-1].heading == "What helps"
    assert passages("") == []


def test_related_threads_come_with_their_reason(app, client):
    make_article()
    body = "> [C](/articles/calves-at-night#p-0badcafe)\n\nWhy is that so, in the evening?"
    first = ask(title="Marmalade toast at breakfast", body=body)
    ask(title="Why does marmalade toast stick?", body="It sticks to my fork at breakfast.")
    ask(title="Sunday walks", body=body)
    db.session.commit()
    page = client.get(f"/threads/{first.thread_id}/related").text
    assert "asks about the same article" in page
    assert "Sunday walks" in page
    assert "shares" in page
    assert "Why does marmalade toast stick?" in page
    assert 'name="robots" content="noindex"' in page


def test_related_threads_out_of_sight_are_not_shown(app, client):
    first = ask(title="Marmalade toast at breakfast")
    second = ask(title="Marmalade toast and secrets")
    show_thread(load_post(second.id).thread, Visibility.HIDDEN)
    db.session.commit()
    assert "secrets" not in client.get(f"/threads/{first.thread_id}/related").text
    assert client.get(f"/threads/{second.thread_id}/related").status_code == 404
