"""Members who are signed in, as a browser shows it: by a cookie, and a token in each form."""

from __future__ import annotations

import secrets
from contextvars import Context
from dataclasses import dataclass

from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select

from forum.accounts import actions
from forum.accounts.models import Member
from forum.accounts.sessions import token_hash
from forum.db import db, utcnow, writing


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A member, and what their browser sends."""

    id: int
    cookie: str
    token: str


def sign_in(app: Flask, number: int) -> list[SignedIn]:
    """Sign in made-up members: those who write least, so that hardly a post is their own."""
    newest = select(Member).order_by(Member.id.desc()).limit(number)
    with writing():
        members = list(db.session.scalars(newest))
        return [_signed_in(app, member) for member in members]


def _signed_in(app: Flask, member: Member) -> SignedIn:
    token = secrets.token_urlsafe(32)
    actions.open_sign_in(member, token_hash(token), "A benchmark", utcnow())
    return Context().run(
        _browser, app, member.id, token
    )  # each with its own `g`, where tokens are kept


def _browser(app: Flask, id_: int, token: str) -> SignedIn:
    with app.test_request_context():
        session["_user_id"] = token
        form_token = generate_csrf()
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        cookie = signer.dumps(dict(session))
    return SignedIn(id_, f"{app.config['SESSION_COOKIE_NAME']}={cookie}", form_token)
