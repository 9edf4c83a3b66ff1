"""A moderator changes an article: what is made of its text follows, what people wrote stays."""

from dataclasses import replace

from factories import NOON, ask, make_moderator
from sqlalchemy import select

from forum.db import db, utcnow
from forum.library.actions import import_document
from forum.library.documents import Document
from forum.threads.actions import edit_post
from forum.threads.models import Post

CALVES = Document(
    title="Calves at night",
    slug="calves-at-night",
    body="## Why calves tire\n\nCalves tire when they are used for longer than usual.",
    digest="c" * 64,
)
CHANGED = "## What *wakes* a calf?\n\nIt is used for longer than it is used to in the daytime."


def change(document: Document, body: str) -> None:
    thread_id = import_document(document, utcnow(), pin=1).article.thread_id
    post_id = db.session.scalars(select(Post.id).where(Post.thread_id == thread_id)).one()
    edit_post(make_moderator(), db.session.get_one(Post, post_id), body, NOON)
    db.session.commit()


def test_the_contents_are_those_of_the_new_text(app, client):
    change(CALVES, CHANGED)
    page = client.get("/articles/calves-at-night").text
    contents = page[page.index('<ol class="in-thread-list">') :].partition("</ol>")[0]
    assert "What wakes a calf?</a>" in contents
    assert "Why calves tire" not in page


def test_its_line_on_the_shelf_follows_the_text_that_it_was_made_of(app, client):
    change(CALVES, CHANGED)
    assert "longer than it is used to" in client.get("/").text


def test_a_summary_that_somebody_wrote_stays(app, client):
    change(replace(CALVES, summary="All about calves."), CHANGED)
    assert "All about calves." in client.get("/").text


def test_an_article_does_not_ask_about_the_one_that_it_links_to(app, client):
    link = "(/articles/calves-at-night#p-0badcafe)"
    knees = replace(CALVES, title="Knees", slug="knees", digest="k" * 64)
    change(knees, f"How a knee bends is told [elsewhere]{link}.")
    question = ask(title="Marmalade on toast", body=f"> [Calves]{link}\n\nIs that so, in spring?")
    page = client.get(f"/threads/{question.thread_id}/related").text
    assert "asks about the same article" not in page
