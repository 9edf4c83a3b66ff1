from __future__ import annotations

from typing import Any

import pytest
from factories import NOON, ask, make_moderator
from flask import Flask
from sqlalchemy import select

from forum.db import db
from forum.moderation.actions import AlreadyChanged, hide, pin, unpin
from forum.permissions import VISITOR
from forum.threads.models import Thread
from forum.threads.reading.threads import load_pinned


def shelf() -> list[tuple[int, int | None]]:
    rows = db.session.execute(
        select(Thread.id, Thread.pinned_position)
        .where(Thread.pinned_position.is_not(None))
        .order_by(Thread.pinned_position)
    )
    return [(id_, position) for id_, position in rows]


def test_threads_stand_in_the_order_in_which_they_are_placed(app: Flask, log: Any) -> None:
    moderator, posts = make_moderator(), [ask() for _ in range(4)]
    a, b, c, d = (post.thread_id for post in posts)
    for post, place in zip(posts, (None, None, 1, 2), strict=True):
        pin(moderator, post, place, "Often asked.", NOON, seen=None)
    assert shelf() == [(c, 1), (d, 2), (a, 3), (b, 4)]
    assert [thread.id for thread in load_pinned(VISITOR)] == [c, d, a, b]
    assert log()[-1][5:] == ({"place": None}, {"place": 2})


def test_moving_and_unpinning(app: Flask, fresh: Any, log: Any) -> None:
    moderator, posts = make_moderator(), [ask() for _ in range(3)]
    a, b, c = (post.thread_id for post in posts)
    for post in posts:
        pin(moderator, post, None, "Often asked.", NOON, seen=None)
    pin(moderator, posts[0], 3, "Less asked.", NOON, seen=1)
    assert shelf() == [(b, 1), (c, 2), (a, 3)]
    assert log()[-1][5:] == ({"place": 1}, {"place": 3})
    unpin(moderator, posts[1], "No room.", NOON)
    assert [id_ for id_, _ in shelf()] == [c, a]
    pin(moderator, posts[1], 99, "Room again.", NOON, seen=None)
    assert shelf() == [(c, 1), (a, 2), (b, 3)]


def test_a_place_that_changed_since_it_was_seen_is_not_taken(app: Flask) -> None:
    question = ask()
    pin(make_moderator(), question, None, "Often asked.", NOON, seen=None)
    with pytest.raises(AlreadyChanged):
        pin(make_moderator(), question, 1, "Often asked.", NOON, seen=None)


def test_what_is_hidden_cannot_be_pinned_and_leaves_the_shelf_while_hidden(app: Flask) -> None:
    moderator, question = make_moderator(), ask()
    pin(moderator, question, None, "Often asked.", NOON, seen=None)
    hide(moderator, question, "Spam.", NOON)
    assert load_pinned(VISITOR) == []
    with pytest.raises(AlreadyChanged):
        pin(moderator, question, 1, "Often asked.", NOON, seen=1)
    unpin(moderator, question, "Spam.", NOON)
    with pytest.raises(AlreadyChanged):
        unpin(moderator, question, "Spam.", NOON)
