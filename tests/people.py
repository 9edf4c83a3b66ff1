"""People with a password, a mailbox and a browser."""

from __future__ import annotations

from dataclasses import dataclass

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from forum.accounts.models import Member
from forum.db import db

PASSWORD = "quiet teapot across 7 rivers"
OTHER_PASSWORD = "nine lamps behind a wooden door"
NEW = {"username": "marie", "email": "marie@example.org", "password": PASSWORD}


@dataclass
class Person:
    """A member who can sign in."""

    member: Member
    browser: FlaskClient

    def sign_in(self, identity: str = "", password: str = PASSWORD, **more: str) -> TestResponse:
        data = {"email": identity or self.member.username, "password": password, **more}
        return self.browser.post("/sign-in", data=data)

    def is_signed_in(self) -> bool:
        return self.browser.get("/account").status_code == 200

    def cookies(self) -> str:
        """What the browser would send, for a thief to replay."""
        names = ("session", "remember")
        found = ((name, self.browser.get_cookie(name)) for name in names)
        return "; ".join(f"{name}={cookie.value}" for name, cookie in found if cookie)


def flashes(browser: FlaskClient) -> list[tuple[str, str]]:
    """What the next page would tell."""
    with browser.session_transaction() as session:
        found: list[tuple[str, str]] = session.pop("_flashes", [])
        return found


def sign_up(client: FlaskClient, **changed: str) -> TestResponse:
    return client.post("/sign-up", data=NEW | changed)


def count_members() -> int:
    return db.session.scalar(select(func.count()).select_from(Member)) or 0
