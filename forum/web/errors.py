"""Error pages in the site's own dress, each saying what to do next; no word is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from ..db import db
from ..permissions import Verb
from .actor import current_actor
from .limits import minutes_to_wait
from .logs import ID, log

WORDS = (
    "title",
    "body",
    "where",
    "since",
    "tried",
    "tags",
    "note",
    "reason",
    "often",
    "about",
    "text",
    "evidence",
    "profession",
    "host",
    "words",
    "tag",
    "into",
    "lines",
)
BUSY = (exc.OperationalError, exc.InterfaceError, exc.TimeoutError)
FORM_AGAIN = (409, 413, 429, 503)  # what the browser kept of the words stands in it again
ODD_VALUE = (exc.DataError, OverflowError)


@dataclass(frozen=True, slots=True)
class ErrorText:
    """What an error page says: the plain title, why, and where to go from here."""

    title: str
    message: str
    next_label: str = "Go to the home page"
    next_endpoint: str = "pages.home"


TEXTS = {
    400: ErrorText(
        "That did not come through",
        "The page may have been open for a long time, or something in the request was not right. "
        "Go back, load the page again and send it once more.",
    ),
    401: ErrorText(
        "Please sign in first",
        "You were not signed in any more, so nothing was changed or posted.",
        "Sign in",
        "security.login",
    ),
    403: ErrorText(
        "That is not yours to do",
        "Your account may not do this. If you think it should, ask a moderator.",
    ),
    404: ErrorText(
        "There is nothing here",
        "The address may be mistyped, or what stood here was taken down. Searching may find it.",
        "Search the forum",
        "search.search",
    ),
    405: ErrorText(
        "That does not work this way", "Go back and use the button or the form on the page."
    ),
    409: ErrorText(
        "Someone else was quicker",
        "What you wanted to change has changed since you opened it. "
        "Go back, load the page again and look at it as it is now.",
    ),
    413: ErrorText(
        "That is too long",
        "What you sent is larger than the site accepts. Go back in your browser, and your words "
        "should still be in the form. Shorten them, or post them in two parts.",
    ),
    422: ErrorText("Something is missing", "Go back and look at the fields of the form."),
    429: ErrorText(
        "A little slower, please",
        "There were very many requests from your address or account. Wait {wait} and try again.",
    ),
    500: ErrorText(
        "Something broke on our side",
        "It is not your fault. Try again in a few minutes. If it goes on, tell the people who run "
        "the site the reference below.",
    ),
    503: ErrorText(
        "The forum is very busy",
        "Nothing was changed. Wait half a minute, go back and send it again.",
    ),
}


def init_app(app: Flask) -> None:
    """Answer every error of `app` with a page of its own."""
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(CSRFError, show_csrf_error)
    for busy in BUSY:
        app.register_error_handler(busy, show_busy)
    for odd in ODD_VALUE:
        app.register_error_handler(odd, show_odd_value)
    app.register_error_handler(Exception, show_unexpected)
    # Flask's own would write the path into the log, and with it titles and tokens.
    app.log_exception = log_exception  # type: ignore[method-assign]


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Draw the page of an HTTP error; redirects and ready answers pass as they are."""
    if error.response is not None:
        return cast(Response, error.response)
    cause = getattr(error, "original_exception", None)  # what broke after the view had answered
    if isinstance(cause, BUSY):
        return show_busy(cause)
    code = error.code or 500
    headers = [(k, v) for k, v in error.get_headers() if k.lower() in ("retry-after", "allow")]
    return error_page(code, _the_form_again() if code in FORM_AGAIN else []), code, headers


def show_csrf_error(_error: CSRFError) -> ResponseReturnValue:
    """A missing or old form token: nothing was done, and the words are given back.

    The token goes with the cookies: whoever lost both was signed in, and is told that.
    """
    if current_actor().id is None and _wants_account():
        return error_page(401), 401
    return error_page(400, _the_form_again()), 400


def show_busy(error: Exception) -> ResponseReturnValue:
    """The database is locked, full or away: say so and ask to try again."""
    db.session.rollback()
    cause = getattr(error, "orig", None) or error
    log.error("database", extra={"fields": {"error": type(cause).__name__}})
    return error_page(503, _the_form_again()), 503, [("Retry-After", "30")]


def show_odd_value(error: Exception) -> ResponseReturnValue:
    """A value that no column can hold: a number too large, a text with NUL."""
    db.session.rollback()
    log.warning("odd value", exc_info=error)
    return error_page(400), 400


def show_unexpected(error: Exception) -> ResponseReturnValue:
    """Anything else: log it under a reference that the page shows."""
    db.session.rollback()
    log.error("unexpected", exc_info=error)
    return error_page(500), 500


def log_exception(exc_info: Any) -> None:
    """Log what broke after the view had answered; `show_http_error` draws its page."""
    log.error("unexpected", exc_info=exc_info)


def error_page(code: int, first: Sequence[tuple[str, str]] = ()) -> str:
    """Return the HTML of the page for `code`, with the words that were sent, if any.

    `first` are links (label, address) that stand before the usual one.
    """
    text = TEXTS.get(code, TEXTS[500] if code >= 500 else TEXTS[400])
    if code >= 500:  # who is signed in stands in the database, which may be what is broken
        current_app.login_manager._update_request_context_with_user()  # type: ignore[attr-defined]
    return render_template(
        "errors/error.html",
        code=code,
        title=text.title,
        message=text.message.format(wait=_wait()) if code == 429 else text.message,
        what_next=[*first, (text.next_label, _next_address(text, code))],
        reference=request.environ.get(ID) if code >= 500 else None,
        kept_words=kept_words(),
    )


def _next_address(text: ErrorText, code: int) -> str:
    """Return where the last link leads; signing in leads back to the form."""
    back = _form_address() if code == 401 else None
    return url_for(text.next_endpoint, next=back) if back else url_for(text.next_endpoint)


def _the_form_again() -> list[tuple[str, str]]:
    form = _form_address() if request.method == "POST" else None
    return [("Load the page again", form)] if form else []


def _form_address() -> str | None:
    """Return the address of the form that was sent, or `None`: a button has no page of its own."""
    rule = request.url_rule
    return request.path if rule is not None and "GET" in (rule.methods or ()) else None


def _wants_account() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "gate", Verb.BROWSE) is not Verb.BROWSE


def _wait() -> str:
    minutes = minutes_to_wait()
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def kept_words() -> list[str]:
    """Return what the person wrote in the refused request, so that they can copy it."""
    if request.method != "POST":
        return []
    try:
        return [request.form[name] for name in WORDS if request.form.get(name, "").strip()]
    except HTTPException:  # the body itself was refused (too large, malformed)
        return []
