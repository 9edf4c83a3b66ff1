"""Sign-ins that the server can end: the cookie holds a random token, the table its hash.

Flask's session cookie is only signed, so by itself a copy of it would stay good after signing out.
Flask-Login keeps the token where it would keep the member's id, in the session and in the cookie
that remembers a device; the member is found through the row, in one query.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from flask import Flask, Response, g, request, session
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, user_logged_in, user_logged_out
from flask_security import auth_required
from flask_security.utils import set_request_attr
from sqlalchemy.exc import OperationalError

from ..db import db, utcnow
from . import actions, queries
from .models import Member
from .store import start_writing

FRESH = timedelta(minutes=30)
View = Callable[..., ResponseReturnValue]
# Each browser also claims to be those that stand below it.
BROWSERS = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone or iPad", r"iPhone|iPad"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh"),
    ("Linux", r"Linux|X11"),
)


def init_app(app: Flask, login_manager: LoginManager) -> None:
    """Let Flask-Login find members through their sign-ins, on every way in and out."""
    app.config.setdefault("SESSION_PROTECTION", None)  # it would bind a session to an address
    login_manager.user_loader(load_signed_in)
    login_manager.request_loader(_nobody)
    _ask_only_who_brings_something(app, login_manager)
    # Flask-Security signs in from several of its views; this is the point that all of them pass.
    user_logged_in.connect(_open, app)
    user_logged_out.connect(_end, app)
    app.after_request(_note_seen)


def token_hash(token: str) -> str:
    """Return what is kept of a token; it is random, so a fast hash is enough."""
    return sha256(token.encode()).hexdigest()


def load_signed_in(token: str) -> Member | None:
    """Find the member whom a session's token belongs to, or `None`."""
    found = queries.load_sign_in(token_hash(token), utcnow())
    if found is None:
        return None
    g.sign_in = found
    set_request_attr("fs_authn_via", "session")
    set_request_attr("fs_paa", session.get("fs_paa", 0))  # when the password was last given
    return found.member


def current_sign_in_id() -> int | None:
    """Return the id of the sign-in that this request came with."""
    found = g.get("sign_in")
    return None if found is None else int(found.id)


def fresh(view: View) -> View:
    """Let a view run only for half an hour after the password was given; then ask for it again."""
    asking: View = auth_required("session", within=lambda: FRESH, grace=timedelta)(view)
    return asking


def browser_of(user_agent: str) -> str:
    """Return the family of a browser and of its system, in words for its owner."""
    browser = _first(BROWSERS, user_agent) or "A browser"
    system = _first(SYSTEMS, user_agent)
    return f"{browser} on {system}" if system else browser


def _first(families: tuple[tuple[str, str], ...], user_agent: str) -> str | None:
    return next((name for name, mark in families if re.search(mark, user_agent)), None)


def _ask_only_who_brings_something(app: Flask, login_manager: LoginManager) -> None:
    """Whoever has neither a session nor a device that is remembered is nobody, at no cost."""
    load, remembered = login_manager._load_user, app.config["REMEMBER_COOKIE_NAME"]

    def load_user() -> None:
        if session or remembered in request.cookies:
            load()
        else:
            login_manager._update_request_context_with_user()

    login_manager._load_user = load_user


def _nobody(_request: Any) -> None:
    """Accept no token in an address or a header: those could not be ended."""


def _open(_app: Flask, user: Member) -> None:
    token = secrets.token_urlsafe(32)
    start_writing()
    browser = browser_of(request.headers.get("User-Agent", ""))
    actions.open_sign_in(user, token_hash(token), browser, utcnow())
    session["_user_id"] = token
    # What a visitor's session held may be known to whoever planted it.
    for name in ("_id", "csrf_token"):
        session.pop(name, None)
    g.pop("csrf_token", None)


def _end(_app: Flask, **_user: Any) -> None:
    found = g.pop("sign_in", None)
    if found is not None:
        start_writing()
        actions.end_sign_in(found.member, found.id)


def _note_seen(response: Response) -> Response:
    """Once a day, remember that a sign-in is in use; when the answer is ready, and if it can be."""
    found = g.get("sign_in")
    if found is not None and found.last_seen_on < (today := utcnow().date()):
        sign_in_id = found.id
        db.session.rollback()  # nothing of the request is left to keep
        start_writing()
        try:
            actions.note_seen(sign_in_id, today)
        except OperationalError:
            db.session.rollback()  # the database is busy: tomorrow is soon enough
    return response
