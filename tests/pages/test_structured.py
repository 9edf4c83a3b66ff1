import json
import re

import pytest
from factories import answer, ask, make_member, make_moderator
from sqlalchemy import select, update

from forum.db import db, utcnow
from forum.library.actions import import_document
from forum.library.documents import Document
from forum.library.documents.document import Source
from forum.moderation import actions
from forum.permissions import Visibility
from forum.threads.models import AdviceReview, AdviceState, Post
from forum.threads.queries import load_post

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
HOSTILE = 'Why </script><script>alert(1)</script> <!-- "me" & you\u2028?'


def address_of(question):
    return f"/questions/{question.thread_id}/{question.thread.slug}"


def data_of(page):
    blocks = BLOCK.findall(page)
    assert len(blocks) == 1
    return json.loads(blocks[0])


def test_a_question_says_in_schemas_terms_who_asked_and_what_was_answered(app, client):
    question = ask(make_member("Juniper"), title="How much water?", body="On a long walk.")
    here = address_of(question)
    answer(question, make_member("Wren"), body="A litre for every two hours.")
    helped = answer(question, body="More when it is hot.")
    db.session.execute(update(Post).where(Post.id == helped.id).values(helped_asker=True, score=3))
    db.session.commit()
    data = data_of(client.get(here).text)
    full = f"http://127.0.0.1:8000{here}"
    assert (data["@context"], data["@type"]) == ("https://schema.org", "QAPage")
    about = data["mainEntity"]
    assert (about["@type"], about["name"], about["text"]) == (
        "Question",
        "How much water?",
        "On a long walk.",
    )
    assert about["answerCount"] == 2
    assert about["author"] == {
        "@type": "Person",
        "name": "Juniper",
        "url": "http://127.0.0.1:8000/members/Juniper",
    }
    (accepted,), (suggested,) = about["acceptedAnswer"], about["suggestedAnswer"]
    assert (accepted["text"], accepted["upvoteCount"]) == ("More when it is hot.", 3)
    assert accepted["url"] == f"{full}#post-{helped.id}"
    assert suggested["author"]["name"] == "Wren"
    assert suggested["datePublished"].endswith("+00:00")


def test_no_alias_is_undone(app, client):
    author = make_member("Juniper")
    question = ask(author, alias=True)
    here = address_of(question)
    answer(question, author, alias=True)
    page = client.get(here).text
    about = data_of(page)["mainEntity"]
    assert "Juniper" not in page
    for who in (about["author"], about["suggestedAnswer"][0]["author"]):
        assert who == {"@type": "Person", "name": question.alias}


@pytest.mark.parametrize("state", list(Visibility))
def test_an_answer_out_of_sight_is_in_no_data(app, client, state):
    question = ask()
    here = address_of(question)
    canary = answer(question, body="A canary in the mine.")
    db.session.execute(update(Post).where(Post.id == canary.id).values(visibility=state))
    db.session.commit()
    page = client.get(here).text
    assert ("canary" in json.dumps(data_of(page))) == (state is Visibility.PUBLISHED)


def test_what_has_a_caution_beside_it_is_not_quoted_without_it(app, client):
    question = ask()
    here = address_of(question)
    post = answer(question, body="A canary in the mine.")
    db.session.merge(
        AdviceReview(
            post_id=post.id, state=AdviceState.CAUTIONED, caution="Ask first.", found_at=utcnow()
        )
    )
    db.session.commit()
    page = client.get(here).text
    assert "canary" in page
    assert "canary" not in json.dumps(data_of(page))


def test_hostile_words_stay_inside_the_block(app, client):
    question = ask(title=HOSTILE, body=HOSTILE)
    here = address_of(question)
    page = client.get(here).text
    data = data_of(page)
    assert "</script>" in data["mainEntity"]["name"]
    assert "<script>alert" not in page


def test_members_do_not_load_what_is_for_engines(app, client, sign_in):
    question = ask()
    address = address_of(question)
    browser = sign_in(make_member())
    assert not BLOCK.findall(browser.get(address).text)
    assert BLOCK.findall(client.get(address).text)


def test_an_article_says_where_it_comes_from_and_leads_on_from_its_old_addresses(app, client):
    moderator = make_moderator()
    document = Document(
        "Calves at night",
        "calves-at-night",
        "Stretch before bed.",
        "d" * 64,
        author="J. Moss",
        sources=(Source("A review", "https://example.org/review"),),
    )
    thread_id = import_document(document, utcnow()).article.thread_id
    post_id = db.session.scalar(select(Post.id).where(Post.thread_id == thread_id))
    data = data_of(client.get("/articles/calves-at-night").text)
    assert (data["@type"], data["headline"]) == ("Article", "Calves at night")
    assert data["author"] == {"@type": "Person", "name": "J. Moss"}
    assert data["citation"][0]["url"] == "https://example.org/review"
    assert {"datePublished", "dateModified", "publisher", "mainEntityOfPage"} <= data.keys()
    seen = "Calves at night"
    for title in ("Calves by day", "Calves at dawn"):
        actions.retitle(moderator, load_post(post_id), title, "Why.", utcnow(), seen=seen)
        seen = title
    for old in ("calves-at-night", "calves-by-day"):
        response = client.get(f"/articles/{old}?page=1")
        assert (response.status_code, response.location) == (
            301,
            "/articles/calves-at-dawn?page=1",
        )
    assert client.get("/articles/calves-at-dawn").status_code == 200
    assert client.get("/articles/calves-at-noon").status_code == 404


def test_pages_name_their_one_address_and_how_they_look_when_shared(app, client):
    question = ask(title='Water & "salt"?')
    here = address_of(question)
    profile = f"/members/{make_member().username}"
    for path in ("/", "/questions", "/tags", "/body", "/articles", profile, here):
        page = client.get(path).text
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{path}">' in page, path
        assert f'<meta property="og:url" content="http://127.0.0.1:8000{path}">' in page
        assert page.count('property="og:title"') == 1
        assert page.count('property="og:description" content="') == 1
    assert 'og:title" content="Water &amp; &#34;salt&#34;?"' in page
    assert 'rel="canonical"' not in client.get("/questions?sort=active").text


def test_a_moderator_keeps_a_thread_out_of_search_engines(app, client, sign_in):
    moderator = make_moderator()
    question = ask(make_member(), title="A canary in the mine", tags=("mine",))
    address = address_of(question)
    lists = "/sitemap-0.xml", "/feeds/questions.atom", "/feeds/tags/mine.atom"
    assert all("canary-in" in client.get(path).text for path in lists)
    assert "X-Robots-Tag" not in client.get(address).headers
    actions.unlist(moderator, load_post(question.id), "They wished it.", utcnow())
    for path in (address, f"/feeds/questions/{question.thread_id}.atom"):
        assert client.get(path).headers["X-Robots-Tag"] == "noindex"
    page = client.get(address).text
    assert '<meta name="robots" content="noindex">' in page
    assert not BLOCK.findall(page)
    assert not any("canary-in" in client.get(path).text for path in lists)
    assert "A canary" in client.get("/questions").text
    actions.relist(moderator, load_post(question.id), "They think so no longer.", utcnow())
    assert "X-Robots-Tag" not in client.get(address).headers
    assert all("canary-in" in client.get(path).text for path in lists)
