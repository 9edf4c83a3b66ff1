"""Structured logs: one JSON object a line, with a request id, and never what people wrote.

A request is logged by its route, not its address: titles and searches are health data. Neither
addresses, names, tokens nor form values are logged.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any
from uuid import uuid4

from flask import Flask, has_request_context, request

from .base_url import WsgiApp

log = logging.getLogger("forum")
HEADER = "X-Request-Id"
# What the environment of a request is given: its id, and the route that answers it.
ID, ROUTE = "limber.request_id", "limber.route"
ANSWERS: Counter[str] = Counter()  # by class of status: 2xx, 3xx, …
_counting = Lock()
REQUEST_ID = re.compile(r"[0-9a-f]{8,32}\Z")


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object; line breaks inside values are escaped by JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; of an exception only its type and its place in our code."""
        line: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        if has_request_context():
            line["request"] = request.environ.get(ID)
        line.update(getattr(record, "fields", {}))
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["at"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-8:]
            ]
        return json.dumps(line, ensure_ascii=False)


def init_app(app: Flask) -> None:
    """Send every record of the forum to standard error, and name the route of each request."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    log.handlers = [handler]
    log.setLevel(app.config["LOG_LEVEL"])
    log.propagate = False
    app.logger.handlers = [handler]
    app.logger.propagate = False
    app.before_request(_name_route)


def _name_route() -> None:
    if rule := request.url_rule:
        request.environ[ROUTE] = rule.rule


def with_log(app: WsgiApp) -> WsgiApp:
    """Give each request an id, and log and count its answer, whoever gives it."""

    def logged(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        started = time.monotonic()
        environ[ID] = id_ = _request_id(environ.get("HTTP_X_REQUEST_ID", ""))

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None
        ) -> Callable[[bytes], object]:
            _log_answer(environ, int(status[:3]), started)
            more = [*headers, (HEADER, id_)]
            write: Callable[[bytes], object] = start_response(status, more, exc_info)
            return write

        return app(environ, start)

    return logged


def _request_id(given: str) -> str:
    """Return the id that a proxy gave to a request, or a new one."""
    return given if REQUEST_ID.match(given) else uuid4().hex[:16]


def _log_answer(environ: dict[str, Any], status: int, started: float) -> None:
    with _counting:
        ANSWERS[f"{status // 100}xx"] += 1
    about = {
        "request": environ[ID],
        "method": environ["REQUEST_METHOD"],
        "route": environ.get(ROUTE),
        "status": status,
        "ms": round((time.monotonic() - started) * 1000, 1),
    }
    log.info("request", extra={"fields": about})
