"""Who may keep an answer, and how little it costs to send: 304, or gzip where it holds no secret.

Personal pages are kept out of every cache. Only what a visitor without a session gets is tagged and
compressed. The tag is a checksum of the page, so it changes with whatever stands on it, at once. A
member's page holds secrets (its token, which posts are theirs) beside words that others chose, and
its compressed length would tell of them (BREACH); it is never kept, so it needs no tag either.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from typing import Any
from zlib import crc32

from flask import Flask, Response, request, session
from werkzeug.datastructures import Headers

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
    headers, reads = response.headers, asked.method in ("GET", "HEAD")
    is_file = asked.endpoint in STATIC and response.status_code < 400  # their 404 is a page
    own = _is_own(is_file, reads)
    if not is_file and "Cache-Control" not in headers:
        headers.add("Cache-Control", "private, no-store" if own else "private, no-cache")
    kept = reads and not own and response.status_code == 200
    kept = kept and "no-store" not in headers.get("Cache-Control", "")
    packed = kept and headers.get("Content-Type", "").startswith(_COMPRESSIBLE)
    # No cache may mistake one reader for another; a 304 says it, too.
    _vary(headers, "" if is_file else "Cookie", "Accept-Encoding" if packed else "")
    if kept and not is_file and not response.is_streamed:
        _tag(response, asked.environ)
    if packed and "gzip" in asked.environ.get("HTTP_ACCEPT_ENCODING", ""):
        _compress(response, is_file)
    return response


def _is_own(is_file: bool, reads: bool) -> bool:
    """Say whether an answer is of one person."""
    found = session._get_current_object()  # type: ignore[attr-defined]
    if not is_file:
        return not reads or bool(found) or found.modified  # it may have told, and ended
    if not found.modified:
        found.accessed = False  # others looked at it, but the file is the same for everyone
    return False


def _vary(headers: Headers, *names: str) -> None:
    more = ", ".join(filter(None, names))
    if more and "Vary" in headers:
        headers["Vary"] += f", {more}"
    elif more:
        headers.add("Vary", more)


def _tag(response: Response, environ: dict[str, Any]) -> None:
    """Name what stands on a page; whoever has the same is sent a 304."""
    body = response.get_data()
    # Nobody gains by two pages of one name, so a checksum will do; a hash takes four times as long.
    response.headers.add("ETag", f'W/"{len(body):x}-{crc32(body):08x}"')
    # A date cannot know of every vote and caution on a page: only the tag decides.
    if tag := environ.get("HTTP_IF_NONE_MATCH"):
        response.make_conditional({**_GET, "HTTP_IF_NONE_MATCH": tag})


def _compress(response: Response, is_file: bool) -> None:
    if response.status_code != 200 or "Content-Encoding" in response.headers:
        return
    if not request.accept_encodings.quality("gzip"):
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
