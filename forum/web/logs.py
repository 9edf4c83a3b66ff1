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
from typing import Any
from uuid import uuid4

from flask import Flask, Response, g, has_request_context, request

log = logging.getLogger("forum")
HEADER = "X-Request-Id"
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
            line["request"] = getattr(g, "request_id", None)
        line.update(getattr(record, "fields", {}))
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["at"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-8:]
            ]
        return json.dumps(line, ensure_ascii=False)


def init_app(app: Flask) -> None:
    """Log each request once, and send every record of the forum to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    log.handlers = [handler]
    log.setLevel(app.config["LOG_LEVEL"])
    log.propagate = False
    app.logger.handlers = [handler]
    app.logger.propagate = False
    app.before_request(_start)
    app.after_request(_finish)


def _start() -> None:
    g.request_id = request_id(request.headers.get(HEADER, ""))
    g.started = time.monotonic()


def _finish(response: Response) -> Response:
    response.headers[HEADER] = g.request_id
    route = str(request.url_rule) if request.url_rule else None
    log_request(g.request_id, request.method, route, response.status_code, g.started)
    return response


def request_id(given: str) -> str:
    """Return the id that a proxy gave to a request, or a new one."""
    return given if REQUEST_ID.match(given) else uuid4().hex[:16]


def log_request(id_: str, method: str, route: str | None, status: int, started: float) -> None:
    """Log an answer; `started` is when its request came, by the monotonic clock."""
    ms = round((time.monotonic() - started) * 1000, 1)
    about = {"request": id_, "method": method, "route": route, "status": status, "ms": ms}
    log.info("request", extra={"fields": about})
