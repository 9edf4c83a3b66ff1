"""The mail that the site sends, and what people type into its forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from people import PASSWORD, Person

from forum.accounts import actions
from forum.accounts.models import Member
from forum.db import utcnow


class Outbox:
    """The mail that has been sent since the test began."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for old in folder.glob("*.eml"):
            old.unlink()

    def messages(self) -> list[EmailMessage]:
        files = sorted(self.folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        return [message_from_bytes(file.read_bytes(), policy=policy.SMTP) for file in files]

    def newest(self) -> EmailMessage:
        return self.messages()[-1]

    def links(self) -> list[str]:
        """The addresses in the newest message, as paths."""
        found = re.findall(r"http://127\.0\.0\.1:8000(/\S+)", self.newest().get_content())
        return [str(path) for path in found]

    def __len__(self) -> int:
        return len(self.messages())


@pytest.fixture
def outbox(app: Flask) -> Outbox:
    return Outbox(app.config["DATA_DIR"] / "outbox")


@pytest.fixture
def person(app: Flask) -> Callable[..., Person]:
    """`person("marie")`: a confirmed member with a password, and their browser."""

    def make(name: str = "marie", browser: FlaskClient | None = None) -> Person:
        email = f"{name}@example.org"
        member: Member = actions.add_member(name, email, PASSWORD, frozenset(), utcnow())
        return Person(member, browser or app.test_client())

    return make
