"""Those who ask: visitors and members, over real connections."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from typing import Self
from urllib.parse import urlencode

from .servers import HOST

_addresses = count(1)  # each browser has its own, so that nobody meets a rate limit


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent. A form makes it a POST."""

    path: str
    form: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    headers: Mapping[str, str]
    body: bytes


class Browser:
    """One kept connection to a server, with the cookie and the form token of a member."""

    def __init__(self, port: int, cookie: str = "", token: str = "") -> None:
        number = next(_addresses)
        source = f"127.{1 + number // 65_025 % 250}.{number // 255 % 255}.{1 + number % 254}"
        self._connection = HTTPConnection(HOST, port, timeout=60, source_address=(source, 0))
        self._headers = {"Cookie": cookie} if cookie else {}
        self._token = token

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._connection.close()

    def send(self, request: Request) -> Answer:
        """Send a request; raise `RuntimeError` when the answer has another status."""
        headers = {**self._headers, **request.headers}
        if request.form is None:
            self._connection.request("GET", request.path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode({"csrf_token": self._token, **request.form})
            self._connection.request("POST", request.path, body, headers)
        response = self._connection.getresponse()
        answer = Answer(response.headers, response.read())
        if response.status != request.status:
            page = answer.body.decode(errors="replace").partition("<main")[2]
            words = " ".join(re.sub(r"<[^>]*>", " ", page).split())
            raise RuntimeError(f"{request.path}: {response.status} {words[:500]}")
        return answer
