"""Answers cost little to send: 304 where the reader has the page, gzip where it holds no secret.

Only what a visitor without a session gets is tagged and compressed. The tag is a hash of the page,
so it changes with whatever stands on it, at once. A member's page holds secrets (its token, which
posts are theirs) beside words that others chose, and its compressed length would tell of them
(BREACH); it is never kept, so it needs no tag either.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

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
    if request.method not in ("GET", "HEAD") or response.status_code != 200:
        return response
    if "no-store" in response.headers.get("Cache-Control", ""):
        return response
    is_file = request.endpoint in STATIC
    if is_file and not session.modified:
        session.accessed = False  # others looked at it, but the file is the same for everyone
    if not is_file and not response.is_streamed:
        response.add_etag(weak=True)
        # A date cannot know of every vote and caution on a page: only the tag decides.
        if tag := request.headers.get("If-None-Match"):
            response.make_conditional({**_GET, "HTTP_IF_NONE_MATCH": tag})
    if response.status_code == 200 and (response.mimetype or "").startswith(_COMPRESSIBLE):
        _compress(response, is_file)
    return response


def _compress(response: Response, is_file: bool) -> None:
    response.vary.add("Accept-Encoding")
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
