"""Signing up, guarded against two hands that reach for one name, and against robots.

Both checks are local: nothing is asked of a third party. A robot gets the answer that everyone
gets, and no account.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps

from flask import current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import hash_password
from flask_security.confirmable import confirm_email_token_status
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from ..db import db
from .wording import MESSAGES

View = Callable[[], ResponseReturnValue]
WANTED = "wanted"  # in the session: the page that someone wanted before they signed up


def sign_up_once(view: View) -> View:
    """Wrap Flask-Security's view."""

    @wraps(view)
    def wrapped() -> ResponseReturnValue:
        if request.method == "POST" and is_from_robot():
            return _the_usual_answer()
        try:
            answer = view()
        except IntegrityError:
            # Someone took the name or the address between the look and the insert: look again.
            db.session.rollback()
            answer = view()
        _remember_wanted(answer)
        return answer

    return wrapped


def lead_on(token: str, answer: ResponseReturnValue) -> ResponseReturnValue:
    """Let the link in the mail lead to sign-in, and on to what was wanted before signing up.

    So does a link that was opened before, perhaps by a program that looks through mail: it has done
    its work. One that is too old, or none of ours, keeps its answer.
    """
    expired, invalid, member = confirm_email_token_status(token)  # type: ignore[no-untyped-call]
    if expired or invalid or member is None:
        return answer
    return redirect(url_for("security.login", next=session.pop(WANTED, None)))


def _remember_wanted(answer: ResponseReturnValue) -> None:
    """Keep where a sign-up leads, past sign-in: the link in the mail knows nothing of it."""
    location = answer.location if isinstance(answer, Response) else None
    if request.method == "POST" and location not in (None, url_for("security.login")):
        session[WANTED] = location


def is_from_robot() -> bool:
    """Say whether a sign-up fills the field that people never see, or came too soon."""
    least: int = current_app.config["SIGN_UP_MIN_SECONDS"]
    return bool(request.form.get("website") or (least and _seconds_since_opened() < least))


def _seconds_since_opened() -> float:
    """Return the age of the form by its token, which is signed with its time."""
    serializer = URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="wtf-csrf-token")
    try:
        _, opened = serializer.loads(request.form.get("csrf_token", ""), return_timestamp=True)
    except BadData:
        return 0.0
    return time.time() - float(opened.timestamp())


def _the_usual_answer() -> ResponseReturnValue:
    hash_password("not-a-password")  # as much work as a sign-up
    flash(*MESSAGES["CONFIRM_REGISTRATION"])
    return redirect(url_for("security.login"))
