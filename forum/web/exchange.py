"""What Flask makes of each request and of each answer, without what this site has no use for.

Flask asks which host was meant, and whether a websocket; `base_url` has said which host it is, and
there are no others. Werkzeug walks through all headers for the cookies, and through those of each
answer for addresses and lengths that could be mended.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import flask
from werkzeug.datastructures import Headers, ImmutableMultiDict
from werkzeug.routing import Map, MapAdapter
from werkzeug.sansio.http import parse_cookie  # the other one fails where bytes are no text
from werkzeug.utils import cached_property


class Sent(ImmutableMultiDict[str, str]):
    """What was sent by name; what was not is missed without an error being made and caught."""

    def get(self, key: str, default: Any = None, type: Any = None) -> Any:  # type: ignore[override]  # noqa: A002
        """Return a value, or the default."""
        return super().get(key, default, type) if key in self else default


class Request(flask.Request):
    """A request whose cookies are read where WSGI keeps them."""

    parameter_storage_class = dict_storage_class = Sent

    @cached_property
    def cookies(self) -> Any:
        """The cookies by name."""
        return parse_cookie(self.environ.get("HTTP_COOKIE"), cls=self.dict_storage_class)


class Response(flask.Response):
    """An answer whose headers are sent as they are where nothing in them can be mended."""

    def get_wsgi_headers(self, environ: Any) -> Headers:
        """Return the headers; those of a page have no address, and its length."""
        if self.status_code == 200 and "Content-Length" in self.headers:
            return self.headers
        return super().get_wsgi_headers(environ)


def adapter(addresses: Map, request: flask.Request) -> MapAdapter:
    """Return what finds the route of a request."""
    environ = request.environ
    return MapAdapter(
        addresses,
        _server_name(addresses, environ["HTTP_HOST"], environ["wsgi.url_scheme"]),
        _text(environ.get("SCRIPT_NAME", "")),
        "",
        environ["wsgi.url_scheme"],
        _text(environ.get("PATH_INFO", "")),
        environ["REQUEST_METHOD"],
        _text(environ.get("QUERY_STRING", "")),
    )


@lru_cache(maxsize=8)
def _server_name(addresses: Map, host: str, scheme: str) -> str:
    environ = {"HTTP_HOST": host, "wsgi.url_scheme": scheme, "REQUEST_METHOD": "GET"}
    return addresses.bind_to_environ(environ, subdomain="").server_name


def _text(value: str) -> str:
    """Return what WSGI hands on as bytes in a string's clothes as text."""
    return value.encode("latin-1").decode(errors="replace")
