"""Guessing one account's password is stopped; its owner is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from people import OTHER_PASSWORD, PASSWORD

from forum import create_app
from forum.accounts.actions import add_member
from forum.db import db, utcnow
from forum.web import limits
from forum.web.limits import limiter


@pytest.fixture
def limited(one_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The same site with its limits on; an account allows five wrong tries."""
    add_member("marie", "marie@example.org", PASSWORD, frozenset(), utcnow())
    monkeypatch.setattr(limiter, "enabled", True)
    monkeypatch.setattr(limits, "SIGN_IN_ACCOUNT", "5 per hour")
    kept = {name: one_app.config[name] for name in ("DATA_DIR", "SECRET_KEY", "TESTING")}
    off = {"WTF_CSRF_ENABLED": False, "PAGE_CACHE_SECONDS": "0", "LOG_LEVEL": "ERROR"}
    app = create_app(kept | off)
    yield app
    limiter.reset()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def at(limited: Flask) -> Callable[[int], FlaskClient]:
    """A browser at an address of its own."""

    def make(number: int) -> FlaskClient:
        browser = limited.test_client()
        browser.environ_base["REMOTE_ADDR"] = f"203.0.113.{number}"
        return browser

    return make


def sign_in(browser: FlaskClient, password: str = PASSWORD, name: str = "marie") -> int:
    return browser.post("/sign-in", data={"email": name, "password": password}).status_code


def test_an_account_is_guessed_at_so_often_from_all_addresses_together(at: Any) -> None:
    spelt = ("marie", "MARIE", "m.arie", "Márie", "marie")
    statuses = [sign_in(at(n), OTHER_PASSWORD, name) for n, name in enumerate(spelt)]
    assert statuses == [422] * 5
    assert sign_in(at(77), OTHER_PASSWORD) == 429
    assert sign_in(at(78), OTHER_PASSWORD, "someone-else") == 422


def test_the_owner_still_signs_in_where_they_did_before(at: Any) -> None:
    home = at(100)
    assert sign_in(home) == 302
    home.delete_cookie("session")
    for number in range(9):
        sign_in(at(number), OTHER_PASSWORD)
    assert sign_in(at(50)) == 429
    assert sign_in(home, OTHER_PASSWORD) == 422
    assert sign_in(home) == 302


def test_right_passwords_do_not_count(at: Any) -> None:
    assert [sign_in(at(number)) for number in range(8)] == [302] * 8


def test_the_cookie_of_one_account_or_a_forged_one_helps_with_no_other(at: Any) -> None:
    for number in range(5):
        sign_in(at(number), OTHER_PASSWORD)
    for value in ("", "x", "WyJ4Il0.forged"):
        browser = at(60)
        browser.set_cookie("device", value)
        assert sign_in(browser) == 429


def test_the_cookie_names_nobody_and_no_script_can_read_it(at: Any) -> None:
    browser = at(100)
    answer = browser.post("/sign-in", data={"email": "marie", "password": PASSWORD})
    [cookie] = [c for c in answer.headers.getlist("Set-Cookie") if c.startswith("device=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "marie" not in cookie
    assert "Set-Cookie" not in at(101).get("/").headers
