"""The page that a suspended or silenced member gets: why, until when, and their words back.

Nobody is refused care: where the words that were refused tell of an emergency or a crisis, the page
says first what to do and whom to call, as the post itself would have.
"""

from __future__ import annotations

from flask import Flask, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...threads.banners import preview_banner
from ...web.actor import current_member
from ...web.errors import kept_words
from ...web.restricted import Restricted, in_words
from .queries import open_to_appeal


def init_app(app: Flask) -> None:
    """Answer with the page, and let templates say the same."""
    app.register_error_handler(Restricted, show)
    app.jinja_env.globals["restricted_words"] = in_words


def show(_error: Restricted) -> ResponseReturnValue:
    """Draw the page; nothing was done."""
    words = kept_words()
    title = request.form.get("title", "") if words else ""
    page = render_template(
        "moderation/restricted.html",
        code=403,
        title="You cannot do that for now",
        message=_message(bool(words)),
        banner=preview_banner(title, "\n\n".join(words)) if words else None,
        what_next=_what_next(),
        reference=None,
        kept_words=words,
    )
    return page, 403


def _what_next() -> list[tuple[str, str]]:
    links = [
        ("What moderators decided about you", url_for("moderation.standing")),
        ("Go to the home page", url_for("pages.home")),
    ]
    if open_to_appeal(current_member()) is None:
        return links
    return [("Ask for another look", url_for("moderation.appeal")), *links]


def _message(has_words: bool) -> str:
    member = current_member()
    sentences = (
        in_words(member.restriction, member.restricted_until) if member.restriction else "",
        f"The reason: {member.restriction_reason}",
        "Nothing was posted. What you wrote is kept below, for you to copy." if has_words else "",
        "You can read everything, and take back what you wrote.",
    )
    return " ".join(filter(None, sentences))
