"""Robots get the answer that everyone gets, and no account."""

from __future__ import annotations

import re
import time
from unittest import mock

import pytest
from flask.testing import FlaskClient
from people import PASSWORD, flashes
from werkzeug.test import TestResponse

from forum.accounts.queries import load_member

NEW = {"username": "marie", "email": "marie@example.org", "password": PASSWORD}


def sign_up(client: FlaskClient, **more: str) -> TestResponse:
    return client.post("/sign-up", data=NEW | more)


@pytest.fixture
def guarded(app, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms carry tokens, and one that comes back within three seconds is a robot's."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    monkeypatch.setitem(app.config, "SIGN_UP_MIN_SECONDS", 3)


def opened(client: FlaskClient) -> str:
    """Open the form, and return its token."""
    page = client.get("/sign-up").get_data(as_text=True)
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_field_that_nobody_sees_catches_robots_silently(app, client, outbox) -> None:
    robot = app.test_client()
    caught, honest = sign_up(robot, website="http://spam.example"), sign_up(client)
    assert (caught.status_code, caught.location) == (honest.status_code, honest.location)
    assert flashes(robot) == flashes(client)
    assert [message["To"] for message in outbox.messages()] == ["marie@example.org"]


def test_a_caught_robot_made_nothing(client, outbox) -> None:
    sign_up(client, website="x")
    assert load_member("marie") is None
    assert len(outbox) == 0


def test_a_form_that_comes_back_at_once_is_a_robots(client, guarded, outbox) -> None:
    response = sign_up(client, csrf_token=opened(client))
    assert (response.status_code, response.location) == (302, "/sign-in")
    assert load_member("marie") is None


def test_a_form_that_took_a_while_is_a_persons(client, guarded, outbox) -> None:
    token = opened(client)
    with mock.patch("forum.accounts.signing_up.time.time", return_value=time.time() + 5):
        sign_up(client, csrf_token=token)
    assert load_member("marie") is not None


def test_unless_it_is_switched_on_nobody_is_too_quick(app, client, monkeypatch, outbox) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    sign_up(client, csrf_token=opened(client))
    assert load_member("marie") is not None


def test_mistakes_are_listed_in_the_order_of_the_form(one_app, client):
    page = sign_up(client, username="m", email="marie", password="x").get_data(as_text=True)
    summary = page.partition("There is a problem")[2].partition("</ul>")[0]
    names = re.findall(r'href="#(\w+)"', summary)
    assert names == ["username", "email", "password"]
