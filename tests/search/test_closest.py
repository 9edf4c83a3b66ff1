"""The passages of articles that are closest to a text, and where they are shown."""

import pytest
from factories import answer, ask, make_member, make_moderator
from sqlalchemy import select, update

from forum.db import db, set_writing, utcnow
from forum.library.actions import import_document
from forum.library.documents import Document
from forum.permissions import Visibility
from forum.search.closest import closest_passages
from forum.threads import actions
from forum.threads.models import Thread
from forum.threads.queries import load_post
from forum.threads.visibility import show_thread

STRETCH = "A slow stretch against a wall lets a knotted calf go after half a minute or so."
MAGNESIUM = "Magnesium tablets were no better than dummy tablets in trials with older people."


@pytest.fixture(autouse=True)
def article(app):
    body = f"## Stretching\n\n{STRETCH}\n\n## Tablets\n\n{MAGNESIUM}\n\nShort."
    document = Document("Calves at night", "calves-at-night", body, "d" * 64)
    return import_document(document, utcnow(), pin=1).article.thread


def headings(*text):
    return [passage.heading for passage in closest_passages(*text)]


def test_the_closest_comes_with_its_heading_and_the_words_it_shares(app):
    (found,) = closest_passages("Do magnesium tablets help?", "I am told so.")
    assert (found.slug, found.heading, found.text) == ("calves-at-night", "Tablets", MAGNESIUM)
    assert found.words == ("magnesium", "tablets")
    assert found.anchor.startswith("p-")


def test_inflected_words_and_lay_words_find_what_they_mean(app):
    assert headings("Stretched my calves") == ["Stretching"]
    assert headings("Do tabs help?") == ["Tablets"]


@pytest.mark.parametrize("title", ["", "Soup with basil", "Does it help every night?", "the of"])
def test_what_shares_nothing_telling_finds_nothing(app, title):
    assert closest_passages(title) == []


def test_a_changed_a_hidden_and_a_new_article_are_seen_at_once(app, article):
    assert headings("magnesium tablets")
    post = load_post(1)
    actions.edit_post(
        make_moderator(),
        post,
        "Zinc lozenges taste of metal, as everyone knows who ever tried one of them.",
        utcnow(),
    )
    assert headings("magnesium tablets") == []
    assert len(closest_passages("zinc lozenges")) == 1
    show_thread(post.thread, Visibility.HIDDEN)
    db.session.commit()
    assert closest_passages("zinc lozenges") == []
    import_document(Document("Zinc", "zinc", f"{STRETCH} So says zinc.", "z" * 64), utcnow())
    assert [found.slug for found in closest_passages("zinc")] == ["zinc"]


def page_of(client, question):
    return client.get(f"/questions/{question.thread_id}/{question.thread.slug}")


def test_a_question_without_an_answer_shows_them_marked_as_automatic(app, client):
    question = ask(title="Do magnesium tablets help my calf?")
    page = page_of(client, question).text
    assert MAGNESIUM in page
    assert "Chosen automatically" in page
    question = load_post(question.id)
    answer(question)
    assert "Chosen automatically" not in page_of(client, question).text


def test_they_cost_one_statement_and_only_until_there_is_an_answer(app, client, queries):
    question = ask(title="Do magnesium tablets help my calf?")
    address = f"/questions/{question.thread_id}/{question.thread.slug}"
    client.get(address)  # reads the articles
    with queries() as unanswered:
        client.get(address)
    answer(load_post(question.id))
    with queries() as answered:
        client.get(address)
    assert len(unanswered) == len(answered) + 1


def test_the_preview_of_a_question_shows_what_is_known(app, sign_in):
    ask(title="Do magnesium tablets make one sleepy?", body="They do with me.")
    form = {"title": "Are magnesium tablets worth it?", "body": "My calf knots at night."}
    page = sign_in(make_member()).post("/questions/ask", data=form | {"preview": "1"}).text
    assert "Does one of these help already?" in page
    assert "Do magnesium tablets make one sleepy?" in page
    assert MAGNESIUM in page


def test_the_first_three_stand_in_a_line_each_and_all_with_their_reasons_behind_them(client):
    for body in ("One.", "Two.", "Three."):
        ask(title="Do magnesium tablets make one sleepy?", body=body)
    piece = client.get("/search/similar?title=Are+magnesium+tablets+worth+it").text
    folded, _, first = piece.partition("</details>")
    assert (folded.count("<li>"), first.count("<li>")) == (4, 3)
    assert "Show all 4, and why" in folded
    assert "shares" in folded
    assert "shares" not in first


def test_while_the_title_is_typed_the_same_comes_as_a_piece_of_a_page(app, client):
    piece = client.get("/search/similar?title=Are+magnesium+tablets+worth+it").text
    assert MAGNESIUM in piece
    assert "<html" not in piece
    assert client.get("/search/similar?title=basil+soup").text.strip() == ""


def test_who_began_to_read_before_an_article_was_hidden_does_not_keep_it_for_others(app, article):
    db.session.rollback()
    set_writing(False)
    db.session.execute(select(Thread.id)).all()
    with db.engine.begin() as another:
        another.execute(update(Thread).values(visibility=Visibility.HIDDEN))
    closest_passages("magnesium tablets")
    db.session.rollback()
    assert headings("magnesium tablets") == []
