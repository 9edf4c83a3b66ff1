"""What a client sends is there as a whole before anything is done with it.

A server's thread waits for a body for as long as the client takes, and some never finish: a phone
that lost its network, or someone who means it. So the server has many threads, of which few work
at a time, and only the working of a request takes a turn. What broke off is refused: Granian hands
on what came as if it were everything, and half a post would be published, which a retried submit
would then be shown as its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock, Semaphore
from typing import Any

from flask import Flask, request
from werkzeug.exceptions import BadRequest, HTTPException, LengthRequired, ServiceUnavailable
from werkzeug.wsgi import get_content_length

from .base_url import WsgiApp
from .limits import address_block

TURNS = 4  # requests that are worked on at once
SENDING = 40  # bodies that are waited for at once; a server needs more threads than these
SENDING_EACH = 10  # of one client's address
RETRY_AFTER = 30  # seconds
REFUSAL = "limber.refusal"  # in the environment of a request


def init_app(app: Flask) -> None:
    """Answer what was refused with its page; call it before anything that reads a form."""
    app.before_request(_refuse)


def _refuse() -> None:
    refusal: HTTPException | None = request.environ.get(REFUSAL)
    if refusal is not None:
        raise refusal


class Bodies:
    """Stands before an application: reads the body of each request, then lets it take its turn."""

    def __init__(self, app: WsgiApp, longest: int) -> None:
        self._app, self._longest = app, longest
        self._turns = Semaphore(TURNS)
        self._lock = Lock()
        self._sending: Counter[str] = Counter()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request once all of it is there."""
        if environ.get("CONTENT_LENGTH", "0") != "0" or "HTTP_TRANSFER_ENCODING" in environ:
            try:
                body = self._body(environ)
            except HTTPException as refusal:
                environ |= {REFUSAL: refusal, "CONTENT_LENGTH": "0"}
                body = b""
            if body is not None:
                environ["wsgi.input"] = BytesIO(body)
        with self._turns:
            return self._app(environ, start_response)

    def _body(self, environ: dict[str, Any]) -> bytes | None:
        """Return the whole body; `None` for one so long that Flask refuses it unread."""
        length = get_content_length(environ)
        if length is None:  # no browser sends a form so, and where it ends is not certain
            raise LengthRequired
        if length > self._longest:
            return None
        with self._place_for(address_block(environ.get("REMOTE_ADDR"))):
            body = _read(environ["wsgi.input"], length)
        if len(body) < length:
            raise BadRequest
        return body

    @contextmanager
    def _place_for(self, client: str) -> Iterator[None]:
        """Hold one of the places in which a body is waited for; raises where all are taken."""
        with self._lock:
            if self._sending[client] >= SENDING_EACH or self._sending.total() >= SENDING:
                raise ServiceUnavailable(retry_after=RETRY_AFTER)
            self._sending[client] += 1
        try:
            yield
        finally:
            with self._lock:
                self._sending[client] -= 1
                if not self._sending[client]:
                    del self._sending[client]


def _read(stream: Any, length: int) -> bytes:
    """Return so many bytes, or fewer where no more come."""
    pieces, missing = [], length
    while missing and (piece := stream.read(missing)):
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)
