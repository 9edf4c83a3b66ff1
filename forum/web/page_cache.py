"""Visitors' pages, kept whole for as long as nothing in the database changes.

Only what is the same for every visitor is kept: an answer to a GET without any cookie but those of
the preferences, that sets no cookie, from a room that asked for it, on a route without a rate
limit. Before a kept answer goes out the database is asked for its stamp (see `stamp`): after any
commit every answer is drawn anew. Words such as "2 hours ago" grow old without a commit, so nothing
is kept for longer than `PAGE_CACHE_SECONDS`.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any

from flask import Flask, Response, request
from werkzeug.http import is_resource_modified
from werkzeug.sansio.http import parse_cookie  # as a request's cookies are read

from ..db import db
from . import limits
from .base_url import WsgiApp
from .logs import ROUTE
from .stamp import Stamp

KEPT_BYTES = 8 * 1024 * 1024
LARGEST = 512 * 1024  # bytes of one answer
PREFERENCES = ("theme", "region")  # the cookies that change a visitor's page
EVERYONES = "limber.may_be_kept"  # in the environment of a request
OF_THE_BODY = ("content-type", "content-length", "content-encoding")  # a 304 has none
Headers = list[tuple[str, str]]
Key = tuple[str | None, ...]


def may_be_kept(response: Response) -> Response:
    """Let an answer be kept, if it is everyone's: for `after_request` of a room's blueprint."""
    asked = request._get_current_object()  # type: ignore[attr-defined]  # once, not for each name
    if not response.is_streamed and not limits.is_limited(asked.endpoint):
        asked.environ[EVERYONES] = True
    return response


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was drawn."""

    route: str
    headers: Headers
    body: bytes
    until: float

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return len(self.body) + sum(len(name) + len(value) + 200 for name, value in self.headers)


class Store:
    """Answers that were drawn under one stamp; the longest unused go first."""

    def __init__(self, most: int = KEPT_BYTES) -> None:
        self._most, self._size = most, 0
        self._stamp = ""
        self._answers: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, stamp: str) -> Kept | None:
        """Return what is kept under `key` and still true; another stamp empties the store."""
        with self._lock:
            if stamp != self._stamp:
                self._answers.clear()
                self._stamp, self._size = stamp, 0
            kept = self._answers.get(key)
            if kept is None:
                return None
            if kept.until < time.monotonic():
                self._drop(key)
                return None
            self._answers.move_to_end(key)
            return kept

    def put(self, key: Key, stamp: str, kept: Kept) -> None:
        """Keep an answer that was drawn after `stamp` was taken."""
        if kept.size > LARGEST:
            return
        with self._lock:
            if stamp != self._stamp:
                return
            self._drop(key)
            self._drop_outdated()
            self._answers[key] = kept
            self._size += kept.size
            while self._size > self._most:
                self._drop(next(iter(self._answers)))

    def _drop_outdated(self) -> None:
        """Drop what is longest unused and no longer true: nobody will ask for most of it again."""
        now = time.monotonic()
        while self._answers and next(iter(self._answers.values())).until < now:
            self._drop(next(iter(self._answers)))

    def _drop(self, key: Key) -> None:
        dropped = self._answers.pop(key, None)
        self._size -= dropped.size if dropped else 0


class PageCache:
    """Stands before a Flask application and answers in its place where it can."""

    def __init__(self, app: Flask, seconds: int) -> None:
        self._flask, self._app = app, app.wsgi_app
        self._seconds = seconds
        self._store = Store()

    @cached_property
    def _stamp(self) -> Stamp:
        with self._flask.app_context():
            return Stamp(db.engine)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer from what is kept, or let the application answer and keep that."""
        key = _key(environ)
        stamp = self._stamp.read() if key else None
        if key is None or stamp is None:
            return self._app(environ, start_response)
        kept = self._store.get(key, stamp)
        if kept is not None:
            return _replay(kept, environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD":
            return self._app(environ, start_response)
        return self._draw(key, stamp, environ, start_response)

    def close(self) -> None:
        """Let go of the database."""
        self._stamp.close()

    def _draw(
        self, key: Key, stamp: str, environ: dict[str, Any], start_response: Any
    ) -> Iterable[bytes]:
        said: list[Any] = []

        def note(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], object]:
            said[:] = status, headers
            write: Callable[[bytes], object] = start_response(status, headers, exc_info)
            return write

        chunks = self._app(environ, note)
        if EVERYONES not in environ or not _is_everyones(*said):
            return chunks
        body = _read(chunks)
        until = time.monotonic() + self._seconds
        self._store.put(key, stamp, Kept(environ[ROUTE], said[1], body, until))
        return [body]


def with_page_cache(app: Flask, seconds: int) -> WsgiApp:
    """Return the WSGI application with its cache; without one for 0 seconds."""
    return PageCache(app, seconds) if seconds else app.wsgi_app


def _key(environ: dict[str, Any]) -> Key | None:
    """Return what a visitor's page depends on; `None` for whoever may be no mere visitor."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return None
    cookies = parse_cookie(environ.get("HTTP_COOKIE"))
    if any(name not in PREFERENCES for name in cookies):
        return None
    return (
        environ.get("SCRIPT_NAME"),
        environ.get("PATH_INFO"),
        environ.get("QUERY_STRING"),
        environ.get("HTTP_ACCEPT_ENCODING"),
        *map(cookies.get, PREFERENCES),
    )


def _is_everyones(status: str, headers: Headers) -> bool:
    return status.startswith("200 ") and not any(
        name == "Set-Cookie" or (name == "Cache-Control" and "no-store" in value)
        for name, value in headers
    )


def _read(chunks: Iterable[bytes]) -> bytes:
    """Return a whole answer, and close it, as WSGI asks of whoever read it."""
    try:
        return b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()


def _replay(kept: Kept, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Send a kept answer, or 304."""
    environ[ROUTE] = kept.route
    found = dict(kept.headers)
    status, headers, body = "200 OK", kept.headers, [kept.body]
    if not is_resource_modified(environ, etag=found.get("ETag")):
        status, body = "304 NOT MODIFIED", []
        headers = [pair for pair in headers if pair[0].lower() not in OF_THE_BODY]
    elif environ["REQUEST_METHOD"] == "HEAD":
        body = []
    start_response(status, headers)
    return body
