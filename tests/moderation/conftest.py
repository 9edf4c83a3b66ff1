"""Browsers of several people in one test, and posts whose care level the test chooses."""

from __future__ import annotations

import contextvars
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from forum.accounts.models import Member
from forum.db import db
from forum.threads.models import Post
from forum.triage import Assessment, Level


class Browser:
    """Someone's browser; each request has a context and a session of its own, as when served."""

    def __init__(self, app: Flask, member: Member | None) -> None:
        self._client = app.test_client(user=member) if member else app.test_client()

    def get(self, path: str, **options: Any) -> TestResponse:
        return self._open("get", path, options)

    def post(self, path: str, **options: Any) -> TestResponse:
        return self._open("post", path, options)

    def _open(self, method: str, path: str, options: dict[str, Any]) -> TestResponse:
        db.session.commit()  # the test's own transaction would hold SQLite's write lock
        answer = contextvars.Context().run(getattr(self._client, method), path, **options)
        db.session.expire_all()
        return answer


@pytest.fixture
def browser(app: Flask) -> Callable[..., Browser]:
    """`browser(member)`, or `browser()` for a visitor."""
    return lambda member=None: Browser(app, member)


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
