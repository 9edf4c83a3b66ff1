"""Somebody holds the database's lock for longer than we wait: nothing breaks, nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import factories
import pytest
from flask import Flask
from flask.testing import FlaskClient
from people import PASSWORD
from sqlalchemy import func, select
from web.whole_site import Site

from forum import db as database
from forum.accounts import actions
from forum.db import db, utcnow
from forum.threads.models import Post, Thread

WORDS = "Words that took an hour to write."


@pytest.fixture
def impatient(one_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application waits a tenth of a second for a lock."""
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 100)
    db.engine.dispose()
    yield one_app
    db.session.remove()
    db.engine.dispose()


@pytest.fixture
def member(impatient: Flask) -> FlaskClient:
    """A member's browser, and a site with one question."""
    factories.ask()
    marie = actions.add_member("marie", "marie@example.org", PASSWORD, frozenset(), utcnow())
    browser = impatient.test_client(user=marie)
    db.session.commit()
    return browser


@pytest.fixture
def locked(impatient: Flask, member: FlaskClient) -> Iterator[sqlite3.Connection]:
    """Another process is writing."""
    path = impatient.config["DATA_DIR"] / "forum.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


def test_a_question_is_refused_with_every_word_kept(member, locked) -> None:
    response = member.post("/questions/ask", data={"title": WORDS, "body": WORDS, "post": "1"})
    text = response.get_data(as_text=True)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert text.count(WORDS) == 2
    assert response.headers["X-Request-Id"] in text


def test_it_goes_out_once_the_lock_is_gone(member, locked) -> None:
    data = {"title": WORDS, "body": WORDS, "post": "1", "submit_token": "a" * 32}
    assert member.post("/questions/ask", data=data).status_code == 503
    locked.execute("ROLLBACK")
    assert member.post("/questions/ask", data=data).status_code == 303
    assert db.session.scalar(select(func.count()).where(Post.source == WORDS)) == 1


@pytest.mark.parametrize("path", ["/", "/questions", "/account", "/inbox", "/search?q=water"])
def test_reading_goes_on(member, locked, path: str) -> None:
    assert member.get(path).status_code == 200


def test_signing_in_waits_for_better_times(impatient, locked) -> None:
    data = {"email": "marie", "password": PASSWORD}
    assert impatient.test_client().post("/sign-in", data=data).status_code == 503
    wrong = impatient.test_client().post("/sign-in", data=data | {"password": "wrong one 1"})
    assert wrong.status_code == 422  # looking is reading


def test_argon2_works_while_nobody_holds_the_lock(impatient, member, monkeypatch) -> None:
    """Otherwise everyone who posts would wait for those who sign in."""
    import argon2.low_level as low_level

    free: list[bool] = []
    path = impatient.config["DATA_DIR"] / "forum.db"

    def looking(real):
        def wrapped(*args, **kwargs):
            with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as other:
                other.execute("BEGIN IMMEDIATE")
                other.execute("ROLLBACK")
            free.append(True)
            return real(*args, **kwargs)

        return wrapped

    for name in ("hash_secret", "verify_secret"):
        monkeypatch.setattr(low_level, name, looking(getattr(low_level, name)))
    new = "nine lamps behind a wooden door"
    for browser, path_, data in (
        (impatient.test_client(), "/sign-in", {"email": "marie", "password": PASSWORD}),
        (impatient.test_client(), "/forgot-password", {"email": "marie@example.org"}),
        (
            impatient.test_client(),
            "/sign-up",
            {"username": "anna", "email": "anna@example.org", "password": PASSWORD},
        ),
        (
            member,
            "/account/password",
            {"password": PASSWORD, "new_password": new, "new_password_confirm": new},
        ),
    ):
        assert browser.post(path_, data=data).status_code < 400
    assert len(free) >= 5


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_a_row_that_is_held_on_postgresql_is_not_waited_for_for_ever(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 100)
    db.engine.dispose()
    asker = site.browsers()["asker"]
    path = f"/threads/{site.thread_id}/answer"
    with db.engine.connect() as other:
        other.execute(select(Thread).with_for_update())
        held = asker.post(path, data={"body": WORDS})
    assert held.status_code == 503
    assert WORDS in held.get_data(as_text=True)
    db.engine.dispose()
