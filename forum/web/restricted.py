"""The page that a suspended or silenced member gets: why, until when, and their words back."""

from __future__ import annotations

from datetime import datetime

from flask import Flask, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from ..permissions import Restriction
from .actor import current_actor
from .errors import kept_words
from .times import exact


class Restricted(Forbidden):
    """Nothing but a restriction keeps the actor from what they asked for."""


def init_app(app: Flask) -> None:
    """Answer with the page, and let templates say the same."""
    app.register_error_handler(Restricted, show)
    app.jinja_env.globals["restricted_words"] = in_words


def in_words(kind: Restriction, until: datetime | None) -> str:
    """Return in one sentence what a member is, and until when."""
    end = "until a moderator lifts it" if until is None else f"until {exact(until)}"
    return f"You are {kind} {end}."


def show(_error: Restricted) -> ResponseReturnValue:
    """Draw the page; nothing was done."""
    words = kept_words()
    page = render_template(
        "errors/error.html",
        code=403,
        title="You cannot do that for now",
        message=_message(bool(words)),
        what_next=[
            ("What moderators decided about you", url_for("moderation.standing")),
            ("Go to the home page", url_for("pages.home")),
        ],
        reference=None,
        kept_words=words,
    )
    return page, 403


def _message(has_words: bool) -> str:
    actor = current_actor()
    kind, until = actor.restriction, getattr(actor, "restricted_until", None)
    sentences = (
        in_words(kind, until) if kind else "",
        f"The reason: {getattr(actor, 'restriction_reason', '')}",
        "Nothing was posted. What you wrote is kept below, for you to copy." if has_words else "",
        "You can read everything, and take back what you wrote.",
    )
    return " ".join(filter(None, sentences))
