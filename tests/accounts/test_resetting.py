"""A forgotten password is replaced through a link that works once, for an hour."""

from __future__ import annotations

import time
from unittest import mock

import pytest
from flask.testing import FlaskClient
from people import OTHER_PASSWORD, PASSWORD, sign_up
from sqlalchemy import select
from werkzeug.test import TestResponse

from forum.db import db


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


def test_secrets_in_links_are_nowhere_in_the_database(app, client, reset_link) -> None:
    token = reset_link().rsplit("/", 1)[1]
    dump = [
        str(row)
        for table in db.metadata.sorted_tables
        for row in db.session.execute(select(table)).all()
    ]
    assert dump
    assert not any(token in row for row in dump)
