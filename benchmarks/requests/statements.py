"""How many SQL statements a request takes, and how large a page is."""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from contextvars import Context
from typing import Any

from flask import Flask
from sqlalchemy import event

from forum.db import db

from .browsers import Answer, Browser, Request
from .members import SignedIn
from .scenarios import Scenario
from .servers import Server

NOT_COUNTED = ("BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA")
LINKED = re.compile(r'(?:href|src)="(/[^"]+\.(?:css|js))"')
IMPORTED = re.compile(r'(?:from|import)\s*"(\.[^"]+\.js)"')
PACKED = {"Accept-Encoding": "gzip"}


def count(app: Flask, scenarios: Sequence[Scenario], member: SignedIn) -> dict[str, int]:
    """Return the statements of each scenario's second request, inside this process."""
    return {each.name: _statements(app, each, member) for each in scenarios if not each.cached}


def _statements(app: Flask, scenario: Scenario, member: SignedIn) -> int:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(NOT_COUNTED):
            seen.append(statement)

    _send(app, scenario, member)
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        _send(app, scenario, member)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def _send(app: Flask, scenario: Scenario, member: SignedIn) -> None:
    request = scenario.next(None)
    db.session.remove()
    client = app.test_client(use_cookies=False)
    headers = {"Cookie": member.cookie} if scenario.member else {}
    form = None if request.form is None else {"csrf_token": member.token, **request.form}
    answer = Context().run(
        client.open,
        request.path,
        method="GET" if form is None else "POST",
        data=form,
        headers=headers,
        base_url=app.config["BASE_URL"],
    )
    if answer.status_code != request.status:
        raise RuntimeError(f"{scenario.name}: {answer.status}")


def sizes(server: Server, path: str) -> dict[str, int]:
    """Return the bytes of a page, plain and compressed, and of what it loads, compressed."""
    with Browser(server.port) as browser:
        page = browser.send(Request(path)).body
        packed = browser.send(Request(path, headers=PACKED)).body
        waiting = LINKED.findall(page.decode())
        files: dict[str, int] = {}
        while waiting:
            file = waiting.pop()
            if file not in files:
                answer = browser.send(Request(file, headers=PACKED))
                files[file] = len(answer.body)
                waiting.extend(_imports(file, answer))
    return {
        "thread of 6 posts": len(page),
        "thread of 6 posts, compressed": len(packed),
        "style and script, compressed": sum(files.values()),
    }


def _imports(file: str, answer: Answer) -> list[str]:
    if not file.endswith(".js"):
        return []
    packed = answer.headers.get("Content-Encoding") == "gzip"
    text = (gzip.decompress(answer.body) if packed else answer.body).decode()
    folder = file.rpartition("/")[0]
    return [f"{folder}/{name.removeprefix('./')}" for name in IMPORTED.findall(text)]
