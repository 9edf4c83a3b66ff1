"""What no page of ours sends is refused before anything reads it: it would fail where it is read.

A form holds words. Nothing is uploaded here, so a file stands where words belong; and JSON has
lists and numbers there.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, abort, request

from .origin import SAFE_METHODS


def init_app(app: Flask) -> None:
    """Check every request before its view."""
    app.before_request(refuse_nul)
    app.before_request(refuse_other_than_words)
    app.before_request(refuse_no_address)


def refuse_nul() -> None:
    """Answer 400 to an address with NUL in it: PostgreSQL would fail on it later."""
    if "\0" in request.path or b"%00" in request.query_string:
        abort(400)


def refuse_other_than_words() -> None:
    """Answer 415 to JSON, and to a form with a file in it."""
    if request.is_json or (request.method not in SAFE_METHODS and request.files):
        abort(415)


def refuse_no_address() -> None:
    """Answer 400 where the page to go on to is no address: Flask-Security would fail on it."""
    if request.method in SAFE_METHODS:
        return
    for target in request.values.getlist("next"):
        try:
            urlsplit(target)
        except ValueError:
            abort(400)
