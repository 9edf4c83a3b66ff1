"""Wrong passwords are counted for each account, in a way that cannot lock its owner out.

A browser in which someone has signed in keeps a signed cookie that says for which account. Tries
from such a browser are counted on their own; all others share what the account allows. So whoever
guesses from many addresses is stopped, and the owner goes on signing in where they did before.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from flask import Flask, Response, current_app, g, request
from flask_login import user_logged_in
from itsdangerous import BadData, URLSafeSerializer

from .models import Member
from .names import fold
from .store import one_spelling

YEAR = 365 * 24 * 3600  # seconds


def init_app(app: Flask) -> None:
    """Give browsers the cookie when somebody signs in."""
    user_logged_in.connect(_note, app)
    app.after_request(_set_cookie)


def tries() -> str:
    """Return under what a try to sign in is counted: a known browser, or the account."""
    account, cookie = _account_named(), request.cookies.get(_cookie_name(), "")
    if account in _accounts_in(cookie):
        return f"device {_digest(cookie)}"
    return f"account {account}"


def is_wrong(response: Response) -> bool:
    """Say whether a try failed; only those count."""
    return response.status_code == 422


def _account_named() -> str:
    """Return a digest of the name or address that was typed, however it was spelt."""
    typed = request.form.get("email") or request.form.get("username") or ""
    if "@" not in typed:
        return _digest(fold(typed[:200]))
    try:
        return _digest(one_spelling(typed[:320]))
    except ValueError:
        return _digest(typed[:320])


def _accounts_in(cookie: str) -> list[str]:
    try:
        found = _signer().loads(cookie)
    except BadData:
        return []
    return [str(account) for account in found] if isinstance(found, list) else []


def _note(_app: Flask, user: Member) -> None:
    g.signed_in_as = [_digest(user.username_key), _digest(user.email)]


def _set_cookie(response: Response) -> Response:
    accounts = g.get("signed_in_as")
    if accounts:
        response.set_cookie(
            _cookie_name(),
            _signer().dumps(accounts),
            max_age=YEAR,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
    return response


def _cookie_name() -> str:
    return "__Host-device" if current_app.config["SESSION_COOKIE_SECURE"] else "device"


def _signer() -> Any:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="device")


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
