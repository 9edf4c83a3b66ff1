"""A question is merged, or parted again, in the middle of somebody's reading it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread as PythonThread
from typing import Any

import pytest
from factories import NOON, ask, make_member, make_moderator
from flask import Flask
from sqlalchemy import event

from forum.db import db, set_writing
from forum.moderation.actions import merge, unmerge
from forum.threads.models import Post
from forum.threads.queries import load_post

WHY = "Both ask the same."


@contextmanager
def before_statement(app: Flask, number: int, act: Callable[[], None]) -> Iterator[None]:
    """Let somebody else act just before a statement of what runs here; the first is 1."""
    engine, seen = db.engine, 0

    def acted() -> None:
        with app.app_context():
            set_writing(True)
            act()

    def note(*_: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            other = PythonThread(target=acted)
            other.start()
            other.join()

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", note)


def loaded(post_id: int) -> Post:
    post = load_post(post_id)
    assert post is not None
    return post


@pytest.mark.parametrize("number", range(1, 10))
@pytest.mark.parametrize("parted", [True, False], ids=["parted", "merged"])
def test_whose_page_is_read_while_it_moves_is_found_all_the_same(
    app: Flask, browser: Any, number: int, parted: bool
) -> None:
    home, question = ask(), ask(body="Twitching of the upper lid since the exams.")
    by, post_id, home_id = make_moderator(), question.id, home.thread_id
    path = f"/questions/{question.thread_id}/{question.thread.slug}"
    if parted:
        merge(by, question, home_id, WHY, NOON)
    reader = browser(make_member())

    def act() -> None:
        moderator = db.session.merge(by)
        if parted:
            unmerge(moderator, loaded(post_id), WHY, NOON)
        else:
            merge(moderator, loaded(post_id), home_id, WHY, NOON)

    with before_statement(app, number, act):
        first = reader.get(path)
    assert first.status_code in (200, 301, 302)
    if first.location:
        assert reader.get(first.location, follow_redirects=True).status_code == 200
    assert "upper lid since" in reader.get(path, follow_redirects=True).text


BESIDE_THE_PAGE = {
    "/feeds/questions/{}.atom": 200,
    "/threads/{}/related": 200,
    "/threads/{}/answer": 200,
    "/threads/{}/ask-reopening": 403,  # it is open
}


@pytest.mark.parametrize("number", range(1, 6))
@pytest.mark.parametrize("path", BESIDE_THE_PAGE)
def test_what_stands_beside_a_page_is_found_while_the_question_is_parted_again(
    app: Flask, browser: Any, number: int, path: str
) -> None:
    home, question, by = ask(), ask(body="Twitching of the upper lid."), make_moderator()
    post_id, thread_id = question.id, question.thread_id
    merge(by, question, home.thread_id, WHY, NOON)
    reader = browser(make_member())

    def act() -> None:
        unmerge(db.session.merge(by), loaded(post_id), WHY, NOON)

    with before_statement(app, number, act):
        assert reader.get(path.format(thread_id)).status_code == BESIDE_THE_PAGE[path]
