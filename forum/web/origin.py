"""A second wall beside the CSRF token: unsafe requests must come from our own pages.

Browsers say where a request comes from in `Sec-Fetch-Site`, older ones in `Origin`; scripts and
feed readers say neither and are judged by the token alone.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, request, session
from flask_wtf.csrf import CSRFProtect, generate_csrf

from .signing import form_tokens

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def csrf_token() -> str:
    """Return the token of this request's forms, which is signed once."""
    if "csrf_token" not in g and "csrf_token" in session:
        g.csrf_token = form_tokens(current_app.secret_key).dumps(session["csrf_token"])
    token: str = g.get("csrf_token") or generate_csrf()
    return token


class Tokens(CSRFProtect):
    """Asks for a token, and whether a route needs one, where the method is not safe."""

    def init_app(self, app: Flask) -> None:
        """Let the templates of `app` write tokens into their forms."""
        super().init_app(app)
        app.jinja_env.globals["csrf_token"] = csrf_token

    def protect(self, apply_exemptions: bool = False) -> None:
        """Refuse an unsafe request without a good token."""
        if request.method not in SAFE_METHODS:
            super().protect(apply_exemptions)


def init_app(app: Flask) -> None:
    """Check every unsafe request before its view."""
    app.before_request(refuse_foreign)


def refuse_foreign() -> None:
    """Answer 400 to an unsafe request that another site's page sent."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site not in (None, "same-origin", "none") or not _own_origin(request.headers.get("Origin")):
        abort(400, "This request came from another site's page.")


def _own_origin(origin: str | None) -> bool:
    if origin is None:
        return True
    own = {urlsplit(current_app.config["BASE_URL"]).netloc, request.environ.get("limber.host")}
    try:
        host = urlsplit(origin).netloc
    except ValueError:
        return False
    return bool(host) and host in own  # "null", from a sandboxed frame, has no host
