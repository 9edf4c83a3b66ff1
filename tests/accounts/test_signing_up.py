"""Signing up: what is refused, what is kept, and that robots get no account."""

from __future__ import annotations

import re
import time
from unittest import mock

import pytest
from flask.testing import FlaskClient
from people import PASSWORD, count_members, flashes, sign_up

from forum.accounts.queries import load_member


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


@pytest.mark.parametrize(
    "email",
    [
        "Élodie@example.org",
        "no address",
        "a@b",
        "a@example.org,b@example.org",
        "a@example.org\nBcc: b@example.org",
        "a@[127.0.0.1]",
        "<a@example.org>",
        "a@example.org\0",
        "a" * 300 + "@example.org",
        "=?utf-8?q?x?=@example.org",
    ],
)
def test_an_address_that_mail_cannot_reach_is_refused(client, outbox, email: str) -> None:
    assert sign_up(client, email=email).status_code == 422
    assert (count_members(), len(outbox)) == (0, 0)


def test_a_domain_in_another_alphabet_is_kept_as_mail_servers_know_it(client, outbox) -> None:
    sign_up(client, email="marie@bücher.example")
    assert outbox.newest()["To"] == "marie@xn--bcher-kva.example"
    data = {"email": "Marie@BÜCHER.example", "password": PASSWORD}
    assert "not confirmed" in client.post("/sign-in", data=data).get_data(as_text=True)


def test_signing_up_asks_no_name_server(client) -> None:
    with mock.patch("socket.socket.connect", side_effect=AssertionError("the network was used")):
        assert sign_up(client, email="marie@unheard-of.example").status_code == 302


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "admin"),
        ("username", "a b"),
        ("username", "ma\0rie"),
        ("password", "password1"),
    ],
)
def test_a_refused_sign_up_keeps_what_was_typed_but_no_password(
    client, field: str, value: str
) -> None:
    response = sign_up(client, **{field: value})
    text = response.get_data(as_text=True)
    assert response.status_code == 422
    assert 'value="marie@example.org"' in text
    assert PASSWORD not in text
    assert count_members() == 0


def test_no_form_makes_more_of_a_newcomer_than_a_newcomer(client) -> None:
    more = {
        "roles": "administrator",
        "active": "1",
        "confirmed_at": "2026-01-01",
        "id": "7",
        "posts_count": "99",
        "fs_uniquifier": "mine",
        "username_key": "other",
    }
    sign_up(client, **more)
    member = load_member("marie")
    assert member is not None
    assert (member.roles, member.confirmed_at, member.posts_count) == (frozenset(), None, 0)
    assert member.fs_uniquifier != "mine"
    assert member.username_key != "other"
