"""Bodies of requests: what broke off is refused, and who is slow to send holds up nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Event, Thread
from typing import Any

import pytest
from people import PASSWORD
from sqlalchemy import select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from forum.accounts import actions
from forum.db import db, utcnow
from forum.threads.models import Post
from forum.web import bodies

TITLE = "Cramp in the calf at night"
WHOLE = "It wakes me at three. " * 20 + "I take no medicine."
QUESTION = {"title": TITLE, "body": WHOLE, "post": "1", "submit_token": "one-form"}


def sent(**more: Any) -> dict[str, Any]:
    """Return a question as it is sent by somebody who is not signed in."""
    return EnvironBuilder("/questions/ask", method="POST", data=QUESTION).get_environ() | more


def broken_off(missing: int) -> dict[str, Any]:
    """Return how Granian hands on a question whose last bytes did not come."""
    body = sent()["wsgi.input"].read()
    return {"wsgi.input": BytesIO(body[:-missing]), "wsgi.input_terminated": True}


@pytest.fixture
def marie(one_app) -> Any:
    member = actions.add_member("marie", "marie@example.org", PASSWORD, frozenset(), utcnow())
    return one_app.test_client(user=member)


def test_a_question_that_broke_off_is_not_posted_and_can_be_sent_again(marie) -> None:
    marie.get("/questions/ask")
    half = marie.post("/questions/ask", data=QUESTION, environ_overrides=broken_off(missing=30))
    assert half.status_code == 400
    assert db.session.scalars(select(Post)).all() == []
    assert marie.post("/questions/ask", data=QUESTION).status_code == 303
    assert db.session.scalars(select(Post.source)).one().strip() == WHOLE


def test_a_body_that_does_not_say_its_length_is_refused(marie) -> None:
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    for length in ({}, {"CONTENT_LENGTH": ""}):
        sent_so = marie.post("/questions/ask", data=QUESTION, environ_overrides=chunked | length)
        assert sent_so.status_code == 411
    assert db.session.scalars(select(Post)).all() == []


def test_a_body_that_is_too_long_is_refused_unread(one_app) -> None:
    body = BytesIO(b"a=b")
    assert (
        status(one_app, "192.0.2.1", {"CONTENT_LENGTH": "10000000000", "wsgi.input": body}) == 413
    )
    assert body.tell() == 0


class Stalled:
    """A body that does not come."""

    def __init__(self) -> None:
        self.waited_for, self.given_up = Event(), Event()

    def read(self, _size: int = -1) -> bytes:
        """Wait, as for a phone that lost its network."""
        self.waited_for.set()
        self.given_up.wait(30)
        return b""


@contextmanager
def stalled(app: Any, number: int, address: str) -> Iterator[None]:
    """So many bodies from one address do not come."""
    waiting = [Stalled() for _ in range(number)]
    threads = [
        Thread(
            target=run_wsgi_app,
            args=(app, sent(REMOTE_ADDR=address) | {"wsgi.input": body}),
        )
        for body in waiting
    ]
    try:
        for thread in threads:
            thread.start()
        assert all(body.waited_for.wait(30) for body in waiting)
        yield
    finally:
        for body in waiting:
            body.given_up.set()
        for thread in threads:
            thread.join()


def status(app: Any, address: str, more: dict[str, Any] | None = None) -> int:
    """Return what is answered to whom sends a question without being signed in."""
    _, line, headers = run_wsgi_app(app, sent(REMOTE_ADDR=address) | (more or {}))
    assert (headers.get("Retry-After") == "30") == line.startswith("503")
    return int(line[:3])


def test_who_waits_to_be_read_takes_no_turn_from_others(one_app) -> None:
    with stalled(one_app, bodies.TURNS + 1, "192.0.2.1"):
        assert one_app.test_client().get("/").status_code == 200


def test_one_address_cannot_take_all_the_places(one_app) -> None:
    with stalled(one_app, bodies.SENDING_EACH, "192.0.2.1"):
        assert status(one_app, "192.0.2.1") == 503
        assert status(one_app, "192.0.2.2") == 401
    assert status(one_app, "192.0.2.1") == 401


def test_who_has_sent_all_gives_back_their_own_place_alone(one_app) -> None:
    with stalled(one_app, bodies.SENDING_EACH - 1, "192.0.2.1"):
        for _ in range(2):
            with stalled(one_app, 1, "192.0.2.1"):
                assert status(one_app, "192.0.2.1") == 503


def test_when_all_places_are_taken_the_pages_can_still_be_read(one_app, monkeypatch) -> None:
    monkeypatch.setattr(bodies, "SENDING", bodies.SENDING_EACH)
    with stalled(one_app, bodies.SENDING_EACH, "192.0.2.1"):
        assert status(one_app, "192.0.2.2") == 503
        assert one_app.test_client().get("/").status_code == 200
