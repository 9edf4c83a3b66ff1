"""Every absolute address that the site writes comes from `BASE_URL`, never from a request.

A forged Host header therefore cannot put another host into a mail or a feed (ASVS 1.3.11). The host
that the client named is kept in `limber.host` for the origin check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from string import punctuation
from typing import Any
from urllib.parse import quote, urlsplit

WsgiApp = Callable[..., Iterable[bytes]]


def with_base_url(app: WsgiApp, base_url: str) -> WsgiApp:
    """Wrap a WSGI application so that it believes it is asked at `base_url`."""
    parts = urlsplit(base_url)

    def wrapped(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ["limber.host"] = environ.get("HTTP_HOST", "")
        environ["HTTP_HOST"] = parts.netloc
        environ["wsgi.url_scheme"] = parts.scheme
        query = environ.get("QUERY_STRING", "")
        if not query.isascii():  # no browser sends it, and Werkzeug fails where it is no text
            environ["QUERY_STRING"] = quote(query.encode("latin-1"), safe=punctuation)
        return app(environ, start_response)

    return wrapped
