"""The browser that tests drive."""

from __future__ import annotations

import contextvars
import secrets
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.accounts import actions
from forum.accounts.models import Member
from forum.accounts.sessions import token_hash
from forum.db import db, utcnow


class Browser(FlaskClient):
    """Someone's browser, signed in from the start as `user`, if there is one.

    Each request has a context and a database session of its own, as when served; what the test has
    changed is committed before it, and what the request changed is seen by the test after it.
    """

    def __init__(self, *args: Any, user: Member | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user is not None:
            token = secrets.token_urlsafe(32)
            actions.open_sign_in(user, token_hash(token), "A test", utcnow())
            with self.session_transaction() as session:
                session["_user_id"] = token

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if not has_app_context():  # a redirect that is being followed
            return super().open(*args, **kwargs)
        db.session.commit()
        answer = contextvars.Context().run(super().open, *args, **kwargs)
        db.session.expire_all()
        return answer
