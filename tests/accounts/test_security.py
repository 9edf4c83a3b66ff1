"""Signing up, confirming, signing in and out, forgetting and changing a password."""

from __future__ import annotations

import re
import time
from typing import Any
from unittest import mock
from urllib.parse import urljoin, urlsplit

import pytest
from argon2 import low_level
from flask.testing import FlaskClient
from people import OTHER_PASSWORD, PASSWORD, flashes
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from forum.accounts.models import Member
from forum.accounts.queries import load_member
from forum.db import db
from forum.permissions import Role

NEW = {"username": "marie", "email": "marie@example.org", "password": PASSWORD}


def sign_up(client: FlaskClient, **changed: str) -> TestResponse:
    return client.post("/sign-up", data={**NEW, **changed})


def count_members() -> int:
    return db.session.scalar(select(func.count()).select_from(Member)) or 0


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


@pytest.fixture
def reset_link(person, client, outbox):
    """Ask for a link to a new password for `marie`, and return it."""

    def ask() -> str:
        client.post("/forgot-password", data={"email": "marie@example.org"})
        return str(outbox.links()[0])

    person("marie")
    return ask


def reset(client: FlaskClient, link: str, password: str = OTHER_PASSWORD) -> TestResponse:
    return client.post(link, data={"password": password, "password_confirm": password})


def test_a_forgotten_password_is_replaced_through_a_link(client, reset_link) -> None:
    link = reset_link()
    assert client.get(link).status_code == 200
    assert reset(client, link).location == "/sign-in"
    old, new = (
        client.post("/sign-in", data={"email": "marie", "password": password})
        for password in (PASSWORD, OTHER_PASSWORD)
    )
    assert (old.status_code, new.status_code) == (422, 302)


def test_resetting_signs_nobody_in_and_tells_the_owner(client, reset_link, outbox) -> None:
    reset(client, reset_link())
    assert client.get("/account").status_code == 303
    assert "chosen anew" in outbox.newest().get_content()


def test_a_link_to_a_new_password_works_once(client, reset_link) -> None:
    link = reset_link()
    reset(client, link)
    assert client.get(link).location == "/forgot-password"
    assert reset(client, link, PASSWORD).location == "/forgot-password"
    assert client.post("/sign-in", data={"email": "marie", "password": PASSWORD}).status_code == 422


def test_only_the_newest_link_works(client, reset_link) -> None:
    first, second = reset_link(), reset_link()
    assert client.get(first).location == "/forgot-password"
    assert reset(client, first).location == "/forgot-password"
    assert reset(client, second).location == "/sign-in"


def test_a_link_that_someone_elses_sign_up_brings_replaces_the_others(
    client, reset_link, outbox
) -> None:
    first = reset_link()
    sign_up(client)
    [newest] = [path for path in outbox.links() if path.startswith("/forgot-password/")]
    assert reset(client, first).location == "/forgot-password"
    assert reset(client, newest).location == "/sign-in"


@pytest.mark.parametrize(("minutes", "works"), [(59, True), (61, False)])
def test_a_link_is_good_for_an_hour_and_that_is_checked_when_it_is_used(
    client, reset_link, minutes: int, works: bool
) -> None:
    link = reset_link()
    with mock.patch("itsdangerous.timed.time.time", return_value=time.time() + minutes * 60):
        assert client.get(link).status_code == (200 if works else 302)
        assert reset(client, link).location == ("/sign-in" if works else "/forgot-password")


@pytest.mark.parametrize("token", ["x", "a.b.c", "%00", "..", "'; DROP TABLE member;--"])
def test_an_invented_link_leads_nowhere(client, token: str) -> None:
    for path in (f"/forgot-password/{token}", f"/confirm/{token}"):
        assert client.get(path).status_code in (302, 400, 404)
        assert reset(client, path).status_code in (302, 400, 404)


def test_a_closed_account_is_sent_no_link(person, client, outbox) -> None:
    person("marie").member.active = False
    client.post("/forgot-password", data={"email": "marie@example.org"})
    assert len(outbox) == 0


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


def test_passwords_are_kept_as_argon2id_with_at_least_what_owasp_asks(client) -> None:
    sign_up(client)
    member = load_member("marie")
    assert member is not None
    kind, version, parameters = member.password.split("$")[1:4]
    costs = dict(part.split("=") for part in parameters.split(","))
    assert (kind, version) == ("argon2id", "v=19")
    assert int(costs["m"]) >= 19 * 1024
    assert int(costs["t"]) >= 2


def test_secrets_in_links_are_nowhere_in_the_database(app, client, reset_link) -> None:
    token = reset_link().rsplit("/", 1)[1]
    dump = [
        str(row)
        for table in db.metadata.sorted_tables
        for row in db.session.execute(select(table)).all()
    ]
    assert dump
    assert not any(token in row for row in dump)


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
