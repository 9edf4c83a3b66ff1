"""Browsers of several people in one test, and posts whose care level the test chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from unittest import mock

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.db import db
from forum.threads.models import Post
from forum.triage import Assessment, Level


@pytest.fixture
def browser(app: Flask) -> Callable[..., FlaskClient]:
    """`browser(member)`, or `browser()` for a visitor: several people in one test."""
    return lambda member=None: app.test_client(user=member)


@pytest.fixture
def set_level() -> Callable[[Post, Level], Post]:
    """Let a post show a level, as if triage had found it."""

    def at_level(post: Post, level: Level) -> Post:
        assert post.assessment is not None
        post.assessment.level, post.assessment.failed = level, False
        if post.kind == "question":
            post.thread.level = level
        db.session.commit()
        return post

    return at_level


@pytest.fixture(autouse=True)
def finds_nothing() -> Iterator[None]:
    """Triage finds nothing in any text: what it would find is not these tests' concern."""
    calm = Assessment(Level.NONE, (), (), "calm")
    with mock.patch("forum.triage.assess", return_value=calm):
        yield
