"""The gate before every route: load the subject, then ask the rules.

A hidden subject answers 404, a forbidden verb 403; a visitor is led to sign-in, and what they sent
is given back to them there (see `errors`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from ..permissions import Verb, can, only_restricted
from .actor import current_actor
from .globals import this_address
from .origin import SAFE_METHODS
from .restricted import Restricted

View = Callable[..., ResponseReturnValue]


def gate(verb: Verb, load: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Let a view run only for those who may do `verb`.

    `load` takes the route's arguments and returns the subject, or `None` when there is none; the
    view is then called with the subject alone. Without `load` the view keeps the arguments.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def gated(**arguments: Any) -> ResponseReturnValue:
            if load is None:
                refuse_unless(verb)
                return view(**arguments)
            subject = load(**arguments)
            if subject is None or not can(current_actor(), Verb.READ, subject):
                abort(404)
            if verb is not Verb.READ:
                refuse_unless(verb, subject)
            return view(subject)

        gated.gate = verb  # type: ignore[attr-defined]  # a test looks for it on every route
        return gated

    return decorate


def refuse_unless(verb: Verb, subject: Any = None) -> None:
    """Stop the request with 403, or lead a visitor to sign-in, unless `verb` is allowed."""
    actor = current_actor()
    if can(actor, verb, subject):
        return
    if actor.id is not None:
        raise Restricted if only_restricted(actor, verb, subject) else Forbidden
    if request.method not in SAFE_METHODS:
        abort(401)
    abort(redirect(url_for("security.login", next=this_address()), 303))
