"""Sign-ins end at the server: a copied cookie is worth nothing afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from people import OTHER_PASSWORD, PASSWORD, Person
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from forum.accounts import sessions
from forum.accounts.models import SignIn
from forum.db import db, utcnow


def replay(app: Flask, cookies: str) -> FlaskClient:
    """A thief's browser, which sends copied cookies."""
    thief = app.test_client(use_cookies=False)
    thief.environ_base["HTTP_COOKIE"] = cookies
    return thief


def can_enter(browser: FlaskClient) -> bool:
    return browser.get("/account").status_code == 200


def another_device(app: Flask, person: Person, **more: str) -> Person:
    device = Person(person.member, app.test_client())
    device.sign_in(**more)
    return device


@pytest.fixture
def marie(person) -> Person:
    """A member who has signed in."""
    found: Person = person("marie")
    found.sign_in()
    return found


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch):
    """Move the clock that sign-ins are judged by."""

    def move(**by: float) -> None:
        moment = utcnow() + timedelta(**by)
        monkeypatch.setattr(sessions, "utcnow", lambda: moment)

    return move


def test_a_copied_cookie_works_until_its_owner_signs_out(app, marie) -> None:
    thief = replay(app, marie.cookies())
    assert can_enter(thief)
    marie.browser.post("/sign-out")
    assert not can_enter(thief)


def test_a_remembered_device_is_forgotten_at_the_server_too(app, person) -> None:
    marie = person("marie")
    marie.sign_in(remember="y")
    remembered = f"remember={marie.browser.get_cookie('remember').value}"
    assert can_enter(replay(app, remembered))
    marie.browser.post("/sign-out")
    assert not can_enter(replay(app, remembered))


def test_a_session_goes_on_when_a_phone_changes_its_network_and_its_browser(marie) -> None:
    marie.browser.environ_base |= {"REMOTE_ADDR": "203.0.113.7", "HTTP_USER_AGENT": "Firefox/200"}
    assert marie.is_signed_in()
    assert marie.browser.get("/account/password").status_code == 200


def test_nobody_is_remembered_unasked(marie) -> None:
    assert marie.browser.get_cookie("remember") is None


def test_signing_out_leaves_other_devices_signed_in(app, marie) -> None:
    phone = another_device(app, marie)
    marie.browser.post("/sign-out")
    assert phone.is_signed_in()


def test_a_changed_password_ends_every_other_session(app, marie) -> None:
    phone = another_device(app, marie, remember="y")
    copied = marie.cookies()
    new = {"new_password": OTHER_PASSWORD, "new_password_confirm": OTHER_PASSWORD}
    marie.browser.post("/account/password", data=new | {"password": PASSWORD})
    assert marie.is_signed_in()
    assert not phone.is_signed_in()
    assert not can_enter(replay(app, copied))


def test_a_reset_password_ends_every_session(app, marie, outbox) -> None:
    stranger = app.test_client()
    stranger.post("/forgot-password", data={"email": "marie@example.org"})
    data = {"password": OTHER_PASSWORD, "password_confirm": OTHER_PASSWORD}
    stranger.post(outbox.links()[0], data=data)
    assert not marie.is_signed_in()


def test_asking_for_a_new_password_ends_no_session(app, marie) -> None:
    app.test_client().post("/forgot-password", data={"email": "marie@example.org"})
    assert marie.is_signed_in()


def test_a_deactivated_member_is_out_at_once(marie) -> None:
    marie.member.active = False
    assert not marie.is_signed_in()


@pytest.mark.parametrize(("days", "stays"), [(29, True), (30, False)])
def test_a_sign_in_that_nobody_uses_ends(marie, later, days: int, stays: bool) -> None:
    later(days=days)
    assert marie.is_signed_in() is stays


def test_a_sign_in_in_use_ends_in_the_end(marie, later) -> None:
    for days in range(20, 180, 20):
        later(days=days)
        assert marie.is_signed_in()
    later(days=180, minutes=1)
    assert not marie.is_signed_in()


def test_use_is_noted_once_a_day(marie, later, queries) -> None:
    later(days=1)
    writes = []
    for _ in range(3):
        with queries() as counted:
            assert marie.is_signed_in()
        writes.append(sum("UPDATE sign_in" in statement for statement in counted.statements))
    assert writes == [1, 0, 0]
    assert db.session.scalar(select(SignIn.last_seen_on)) == (utcnow() + timedelta(days=1)).date()


def test_a_session_that_someone_planted_is_not_the_one_after_signing_in(app, person) -> None:
    marie = person("marie")
    marie.browser.get("/sign-in")
    planted = marie.cookies()
    marie.sign_in()
    assert planted != marie.cookies()
    assert not can_enter(replay(app, planted))


def test_the_form_token_changes_with_signing_in(app, person, monkeypatch) -> None:
    marie = person("marie")
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    marie.browser.get("/sign-in")
    with marie.browser.session_transaction() as session:
        before = session["csrf_token"]
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    marie.sign_in()
    with marie.browser.session_transaction() as session:
        assert session.get("csrf_token") != before


def test_knowing_who_is_there_costs_one_query(marie, queries) -> None:
    with queries() as counted:
        assert marie.browser.get("/inbox").status_code == 200
    about_members = [s for s in counted.statements if "sign_in" in s or "FROM member" in s]
    assert len(about_members) == 1


def test_a_page_that_a_member_only_reads_begins_no_transaction(marie) -> None:
    begun: list[object] = []
    note = begun.append
    event.listen(db.engine, "begin", note)
    try:
        assert "Sign out" in marie.browser.get("/questions").text
    finally:
        event.remove(db.engine, "begin", note)
    assert begun == []


def test_static_files_ask_nobody_who_is_there(marie, queries) -> None:
    with queries() as counted:
        assert marie.browser.get("/static/css/base.css", buffered=True).status_code == 200
    assert counted.statements == []


def test_the_table_holds_neither_token_nor_address_nor_the_browsers_whole_name(app, person) -> None:
    marie = person("marie")
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 canary"
    marie.browser.post(
        "/sign-in",
        data={"email": "marie", "password": PASSWORD},
        headers={"User-Agent": agent},
        environ_base={"REMOTE_ADDR": "192.0.2.77"},
    )
    with marie.browser.session_transaction() as session:
        token = session["_user_id"]
    [row] = db.session.execute(select(SignIn.__table__)).all()
    assert "Firefox on Linux" in row
    for secret in (token, "192.0.2.77", "canary", "140.0"):
        assert secret not in str(row)


def test_the_session_cookie_holds_no_address(marie) -> None:
    with marie.browser.session_transaction() as session:
        assert "_id" not in session  # Flask-Login's hash of address and browser


def test_ended_sign_ins_are_cleared_away(app, marie, later) -> None:
    later(days=40)
    another_device(app, marie)
    assert db.session.scalar(select(func.count()).select_from(SignIn)) == 1


@pytest.mark.parametrize(
    "cookie", ["session=x", "session=.e30.x.y", "remember=x|y", "remember=a", "=;"]
)
def test_a_broken_cookie_is_nobodys(app, person, cookie: str) -> None:
    assert replay(app, cookie).get("/").status_code == 200
    assert not can_enter(replay(app, cookie))


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari on iPhone or iPad",
        ),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15) Firefox/140.0", "Firefox on Mac"),
        ("curl/8.0", "A browser"),
        ("", "A browser"),
        ("\x00<script>" * 1000, "A browser"),
    ],
)
def test_a_browser_is_named_by_its_family(agent: str, shown: str) -> None:
    assert sessions.browser_of(agent) == shown


def test_a_busy_database_only_postpones_the_note(app, marie, later, monkeypatch) -> None:
    def busy(*_: object) -> None:
        raise OperationalError("UPDATE", {}, Exception("locked"))

    monkeypatch.setattr(sessions.actions, "note_seen", busy)
    later(days=1)
    assert marie.is_signed_in()


def test_two_devices_are_two_sign_ins(app, marie) -> None:
    another_device(app, marie)
    created: list[datetime] = list(db.session.scalars(select(SignIn.created_at)))
    assert len(created) == 2
