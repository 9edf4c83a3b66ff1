"""Signing up, confirming, signing in and out, forgetting and changing a password."""

from __future__ import annotations

import re
from typing import Any
from unittest import mock
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from argon2 import low_level
from flask.testing import FlaskClient
from flask_security import hash_password, verify_password
from people import NEW, OTHER_PASSWORD, PASSWORD, count_members, flashes, sign_up
from werkzeug.test import TestResponse

from forum import create_app
from forum.accounts.queries import load_member
from forum.db import db
from forum.permissions import Role


def answer(response: TestResponse, browser: FlaskClient) -> tuple[Any, ...]:
    """What can be seen of an answer: equal answers tell nothing apart."""
    return (response.status_code, response.headers.get("Location"), flashes(browser))


def test_a_newcomer_signs_up_confirms_and_signs_in(client, outbox) -> None:
    assert client.get("/sign-up").status_code == 200
    response = sign_up(client)
    assert (response.status_code, response.location) == (302, "/sign-in")
    assert outbox.newest()["To"] == "marie@example.org"
    [link] = [path for path in outbox.links() if path.startswith("/confirm/")]
    assert client.get(link).location == "/sign-in"
    response = client.post("/sign-in", data={"email": "marie", "password": PASSWORD})
    assert (response.status_code, response.location) == (302, "/")
    assert client.get("/account").status_code == 200


def test_a_newcomer_comes_back_to_what_they_wanted_before_they_signed_up(client, outbox) -> None:
    asking = client.get("/questions/ask?body=About+my+calf").location
    assert "come back to where you were" in client.get(asking).text
    wanted = parse_qs(urlsplit(asking).query)["next"][0]
    sign_up(client, next=wanted)
    [link] = [path for path in outbox.links() if path.startswith("/confirm/")]
    to_sign_in = client.get(link).location
    assert parse_qs(urlsplit(to_sign_in).query)["next"] == [wanted]
    form = client.post(to_sign_in, data={"email": "marie", "password": PASSWORD}).location
    assert "About my calf" in client.get(form).text


def test_a_link_that_a_mail_program_opened_before_leads_to_sign_in_too(app, outbox) -> None:
    sign_up(app.test_client())
    [link] = [path for path in outbox.links() if path.startswith("/confirm/")]
    app.test_client().get(link)
    marie = app.test_client()
    page = marie.get(link, follow_redirects=True)
    assert "Your address is confirmed. You can sign in." in page.text
    assert "<h1>Sign in</h1>" in page.text
    assert "We can send you a new one" in marie.get(f"{link}x", follow_redirects=True).text


@pytest.mark.parametrize(
    ("field", "identity"),
    [
        ("email", "marie"),
        ("email", "MARIE"),
        ("email", "Márie"),
        ("email", "marie@example.org"),
        ("email", "MARIE@Example.ORG"),
        ("username", "marie"),
        ("username", "M.arie"),
    ],
)
def test_a_name_or_an_address_signs_in(person, field: str, identity: str) -> None:
    marie = person("marie")
    response = marie.browser.post("/sign-in", data={field: identity, "password": PASSWORD})
    assert response.status_code == 302
    assert marie.is_signed_in()


@pytest.mark.parametrize("role", list(Role))
def test_members_with_a_role_sign_in_too(person, role: Role) -> None:
    marie = person("marie")
    marie.member.roles = frozenset({role})
    marie.sign_in()
    assert marie.is_signed_in()


@pytest.mark.parametrize(
    ("identity", "password"),
    [
        ("marie", "wrong password 1"),
        ("marie@example.org", "wrong password 1"),
        ("nobody", PASSWORD),
        ("nobody@example.org", PASSWORD),
        ("marie", PASSWORD[:-1]),
        ("marie", PASSWORD.upper()),
        ("marie", "x" * 100_000),
        ("marie", "\0"),
        ("ma\0rie", PASSWORD),
        ("marie@exa\0mple.org", PASSWORD),
        ("not an address@", PASSWORD),
        ("a" * 5000, PASSWORD),
        ("", ""),
        ("marie", ""),
    ],
)
def test_every_failed_sign_in_gets_the_same_answer(person, identity: str, password: str) -> None:
    marie = person("marie")
    response = marie.sign_in(identity, password)
    assert response.status_code == 422
    assert not marie.is_signed_in()
    text = response.get_data(as_text=True)
    if identity and password:
        assert "do not match" in text
        assert "not exist" not in text


def test_who_knows_the_password_hears_that_the_address_is_not_confirmed(client, outbox) -> None:
    sign_up(client)
    data = {"email": "marie", "password": PASSWORD}
    right = client.post("/sign-in", data=data)
    wrong = client.post("/sign-in", data=data | {"password": OTHER_PASSWORD})
    assert "not confirmed" in right.get_data(as_text=True)
    assert "not confirmed" not in wrong.get_data(as_text=True)
    assert client.get("/account").status_code == 303


def test_a_closed_account_cannot_sign_in(person) -> None:
    marie = person("marie")
    marie.member.active = False
    assert marie.sign_in().status_code == 422
    assert not marie.is_signed_in()


def test_signing_out_is_a_post(person) -> None:
    marie = person("marie")
    marie.sign_in()
    assert marie.browser.get("/sign-out").status_code == 405
    assert marie.is_signed_in()
    assert marie.browser.post("/sign-out").status_code == 302
    assert not marie.is_signed_in()


@pytest.mark.parametrize(
    "taken",
    [
        {"email": "marie@example.org", "username": "somebody"},
        {"email": "MARIE@EXAMPLE.ORG", "username": "somebody"},
        {"email": "new@example.org", "username": "marie"},
        {"email": "new@example.org", "username": "M.A.R.I.E"},
        {"email": "marie@example.org", "username": "marie"},
    ],
)
def test_signing_up_does_not_tell_who_is_there(
    app, person, client, outbox, taken: dict[str, str]
) -> None:
    person("marie")
    stranger = app.test_client()
    fresh = answer(sign_up(client, username="anna", email="anna@example.org"), client)
    members = count_members()
    again = answer(sign_up(stranger, **taken), stranger)
    assert fresh == again
    assert count_members() == members
    assert outbox.newest()["To"] == taken["email"].lower()


def test_someone_quicker_by_a_moment_leaves_no_trace_in_the_answer(
    app, person, client, outbox, monkeypatch
) -> None:
    """The look finds the name free, and the insert does not."""
    fresh = answer(sign_up(client, username="anna", email="anna@example.org"), client)
    marie = person("marie").member
    looks = iter([None, None])
    find = app.extensions["security"].datastore.find_user
    monkeypatch.setattr(
        app.extensions["security"].datastore,
        "find_user",
        lambda **by: next(looks, marie) and find(**by),
    )
    stranger = app.test_client()
    assert answer(sign_up(stranger, email="new@example.org"), stranger) == fresh
    assert [message["To"] for message in outbox.messages()] == [
        "anna@example.org",
        "new@example.org",
    ]


@pytest.mark.parametrize("path", ["/forgot-password", "/confirm"])
def test_asking_for_a_link_does_not_tell_who_is_there(person, client, outbox, path: str) -> None:
    person("marie")
    emails = ("marie@example.org", "nobody@example.org", "no address")
    answers = [client.post(path, data={"email": email}) for email in emails]
    assert [response.status_code for response in answers] == [200] * 3
    pages = [
        response.get_data(as_text=True).replace(f'value="{email}"', "")
        for response, email in zip(answers, emails, strict=True)
    ]
    assert pages[0] == pages[1] == pages[2]
    assert len(outbox) == (1 if path == "/forgot-password" else 0)


class Hashing:
    """Counts how often Argon2 runs: its time is what a stopwatch would find."""

    def __enter__(self) -> Hashing:
        names = ("hash_secret", "verify_secret")
        self.patches = [
            mock.patch.object(low_level, name, wraps=getattr(low_level, name)) for name in names
        ]
        self.mocks = [patch.start() for patch in self.patches]
        return self

    def __exit__(self, *_error: object) -> None:
        for patch in self.patches:
            patch.stop()

    def count(self) -> int:
        return sum(made.call_count for made in self.mocks)


@pytest.mark.parametrize(
    ("path", "known", "unknown"),
    [
        (
            "/sign-in",
            {"email": "marie", "password": OTHER_PASSWORD},
            {"email": "nobody", "password": OTHER_PASSWORD},
        ),
        (
            "/sign-in",
            {"email": "marie@example.org", "password": OTHER_PASSWORD},
            {"email": "nobody@example.org", "password": OTHER_PASSWORD},
        ),
        ("/forgot-password", {"email": "marie@example.org"}, {"email": "nobody@example.org"}),
        ("/confirm", {"email": "marie@example.org"}, {"email": "nobody@example.org"}),
        ("/sign-up", NEW, NEW | {"username": "anna", "email": "anna@example.org"}),
    ],
)
def test_it_takes_as_much_work_whether_or_not_there_is_an_account(
    app, person, path: str, known: dict[str, str], unknown: dict[str, str]
) -> None:
    person("marie")
    counts = []
    for data in (known, unknown):
        with Hashing() as hashing:
            app.test_client().post(path, data=data)
        counts.append(hashing.count())
    assert counts == [1, 1]


def test_a_password_is_changed_with_the_old_one(person) -> None:
    marie = person("marie")
    marie.sign_in()
    new = {"new_password": OTHER_PASSWORD, "new_password_confirm": OTHER_PASSWORD}
    for wrong in ({}, {"password": "wrong password 1"}, {"password": "x" * 100_000}):
        assert marie.browser.post("/account/password", data=new | wrong).status_code == 422
    response = marie.browser.post("/account/password", data=new | {"password": PASSWORD})
    assert (response.status_code, response.location) == (302, "/account")
    assert marie.sign_in(password=PASSWORD).status_code == 302  # signed in already
    marie.browser.post("/sign-out")
    assert marie.sign_in(password=PASSWORD).status_code == 422
    assert marie.sign_in(password=OTHER_PASSWORD).status_code == 302


def test_the_last_of_two_hundred_characters_counts(client, person) -> None:
    marie = person("marie")
    marie.sign_in()
    long = (PASSWORD + " ") * 8
    long = long[:199] + "x"
    data = {"password": PASSWORD, "new_password": long, "new_password_confirm": long}
    assert marie.browser.post("/account/password", data=data).status_code == 302
    marie.browser.post("/sign-out")
    assert marie.sign_in(password=long[:199] + "y").status_code == 422
    assert marie.sign_in(password=long[:199]).status_code == 422
    assert marie.sign_in(password=long).status_code == 302


def test_mail_names_the_configured_host_whatever_the_request_says(client, outbox) -> None:
    hostile = {
        "Host": "evil.example",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "Forwarded": "host=evil.example",
        "X-Original-Host": "evil.example",
    }
    client.post("/sign-up", data=NEW, headers=hostile)
    client.post("/confirm", data={"email": NEW["email"]}, headers=hostile)
    assert len(outbox) == 2
    for message in outbox.messages():
        assert "evil" not in message.as_string()
        assert "http://127.0.0.1:8000/confirm/" in message.get_content()


def test_mail_is_plain_text_and_holds_no_password(client, outbox) -> None:
    sign_up(client)
    message = outbox.newest()
    assert message.get_content_type() == "text/plain"
    assert PASSWORD not in message.as_string()


def test_passwords_are_kept_as_argon2id_with_at_least_what_owasp_asks(tmp_path) -> None:
    app = create_app({"DATA_DIR": str(tmp_path)})  # the tests' own applications hash more cheaply
    with app.app_context():
        kind, version, parameters = hash_password(PASSWORD).split("$")[1:4]
        db.engine.dispose()
    costs = dict(part.split("=") for part in parameters.split(","))
    assert (kind, version) == ("argon2id", "v=19")
    assert int(costs["m"]) >= 19 * 1024
    assert int(costs["t"]) >= 2


def test_a_password_is_kept_as_it_is_hashed(client) -> None:
    sign_up(client)
    member = load_member("marie")
    assert member is not None
    assert member.password.startswith("$argon2id$v=19$")
    assert verify_password(PASSWORD, member.password)


@pytest.mark.parametrize("body", ["[1, 2]", '"text"', "null", '{"email": ["a"], "password": {}}'])
@pytest.mark.parametrize("path", ["/sign-in", "/sign-up", "/forgot-password", "/confirm"])
def test_forms_are_forms_and_not_json(client, path: str, body: str) -> None:
    response = client.post(path, data=body, content_type="application/json")
    assert response.status_code == 415


def test_no_token_in_an_address_or_header_signs_in(app, person) -> None:
    marie = person("marie")
    token = marie.member.get_auth_token()
    stranger = app.test_client()
    for path, headers in (
        (f"/account?auth_token={token}", {}),
        ("/account", {"Authentication-Token": token}),
        ("/account", {"Authorization": f"Bearer {token}"}),
    ):
        assert stranger.get(path, headers=headers).status_code == 303


TARGETS = [
    "https://evil.example",
    "http://evil.example/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    " //evil.example",
    "\x19//evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "https://127.0.0.1:8000@evil.example",
    "https://127.0.0.1:8000.evil.example",
    "http://127.0.0.1:8000\\@evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "%2f%2fevil.example",
    "//evil%E3%80%82example",
    "/%09/evil.example",
    "/.evil.example",
    "/a\r\nStolen: 1",
]


def host_of(location: str) -> str:
    """Where a browser would go: it drops controls and takes backslashes for slashes."""
    read = re.sub(r"[\t\r\n]", "", location.strip("\0\x19 ")).replace("\\", "/")
    return urlsplit(urljoin("http://127.0.0.1:8000/sign-in", read)).netloc


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("place", ["data", "query_string"])
def test_signing_in_never_leads_off_the_site(app, person, place: str) -> None:
    person("marie")
    for target in TARGETS:
        sent = {"data": {"email": "marie", "password": PASSWORD}, "query_string": {}}
        sent[place]["next"] = target
        response = app.test_client().post("/sign-in", **sent)
        assert response.status_code in (302, 422), target
        assert host_of(response.headers.get("Location", "/")) == "127.0.0.1:8000", target
        assert "Stolen" not in response.headers


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_signing_up_never_leads_off_the_site(app, person) -> None:
    person("marie")
    for target in TARGETS:
        response = app.test_client().post("/sign-up", data=NEW | {"next": target})
        assert response.status_code in (302, 422), target
        assert host_of(response.headers.get("Location", "/")) == "127.0.0.1:8000", target


def test_signing_in_leads_back_to_where_it_was_asked_for(person) -> None:
    marie = person("marie")
    wanted = marie.browser.get("/questions/ask?title=A%20%26%20B").location
    response = marie.browser.post(wanted, data={"email": "marie", "password": PASSWORD})
    assert response.location == "/questions/ask?title=A%20%26%20B"
