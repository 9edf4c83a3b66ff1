"""Who may keep an answer, and how little it costs to send: 304, or gzip where it holds no secret.

Personal pages are kept out of every cache. Only what a visitor without a session gets is tagged and
compressed. The tag is a hash of the page, so it changes with whatever stands on it, at once. A
member's page holds secrets (its token, which posts are theirs) beside words that others chose, and
its compressed length would tell of them (BREACH); it is never kept, so it needs no tag either.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from typing import Any

from flask import Flask, Response, request, session

from .static_files import STATIC

_GET = {"REQUEST_METHOD": "GET"}
SMALL = 500  # bytes: shorter ones fit into a packet anyway
PAGE_LEVEL, FILE_LEVEL = 5, 9
_COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "image/svg",
)


def init_app(app: Flask) -> None:
    """Do so with each answer of `app`; call it first, for it must see what the others made."""
    app.after_request(_finish)


def _finish(response: Response) -> Response:
    asked = request._get_current_object()  # type: ignore[attr-defined]  # once, not for each name
    reads = asked.method in ("GET", "HEAD")
    is_file = asked.endpoint in STATIC and response.status_code < 400  # their 404 is a page
    own = False
    if is_file:
        if not session.modified:
            session.accessed = False  # others looked at it, but the file is the same for everyone
    else:
        own = not reads or bool(session) or session.modified  # it may have told, and ended
        _say_whose(response, own)
    if reads and response.status_code == 200 and not own:
        _tag_and_compress(response, asked.environ, is_file)
    return response


def _say_whose(response: Response, own: bool) -> None:
    """Keep personal pages out of every cache, and let no cache mistake one reader for another."""
    headers = response.headers
    _vary(response, "Cookie")
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "private, no-store" if own else "private, no-cache"


def _vary(response: Response, name: str) -> None:
    given = response.headers.get("Vary")
    response.headers["Vary"] = f"{given}, {name}" if given else name


def _tag_and_compress(response: Response, environ: dict[str, Any], is_file: bool) -> None:
    if "no-store" in response.headers.get("Cache-Control", ""):
        return
    if not is_file and not response.is_streamed:
        response.add_etag(weak=True)
        # A date cannot know of every vote and caution on a page: only the tag decides.
        if tag := environ.get("HTTP_IF_NONE_MATCH"):
            response.make_conditional({**_GET, "HTTP_IF_NONE_MATCH": tag})
    if response.headers.get("Content-Type", "").startswith(_COMPRESSIBLE):
        _vary(response, "Accept-Encoding")  # a 304 says it, too
        if response.status_code == 200 and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            _compress(response, is_file)


def _compress(response: Response, is_file: bool) -> None:
    if not request.accept_encodings.quality("gzip") or "Content-Encoding" in response.headers:
        return
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) < SMALL:
        return
    response.set_data(_packed_file(body) if is_file else _packed(body, PAGE_LEVEL))
    response.headers["Content-Encoding"] = "gzip"
    tag, _ = response.get_etag()
    if tag is not None:
        response.set_etag(tag, weak=True)  # the same page in other bytes


def _packed(body: bytes, level: int) -> bytes:
    return gzip.compress(body, level, mtime=0)


@lru_cache(maxsize=128)
def _packed_file(body: bytes) -> bytes:
    return _packed(body, FILE_LEVEL)
