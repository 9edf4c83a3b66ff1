"""One line for each answer, with nothing in it that a person wrote or that leads to a person."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from factories import ask, make_member

from forum.web.logs import ANSWERS, JsonLines, with_log

CANARY = "zanarycanthus"
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What was logged since it was asked last."""
    log, handler, kept = logging.getLogger("forum"), logging.Handler(), []
    handler.emit = lambda record: kept.append(JsonLines().format(record))  # type: ignore[method-assign]
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)

    def since() -> list[dict[str, Any]]:
        said = [json.loads(line) for line in kept]
        kept.clear()
        return said

    yield since
    log.removeHandler(handler)
    log.setLevel(before)


def test_an_answer_is_one_line_with_its_route_and_its_id(one_app, lines: Lines) -> None:
    question = ask()
    before = ANSWERS["2xx"]
    answered = one_app.test_client().get(f"/questions/{question.thread_id}/{question.thread.slug}")
    (line,) = lines()
    assert (line["level"], line["event"], line["method"]) == ("info", "request", "GET")
    assert (line["route"], line["status"]) == ("/questions/<int:thread_id>/<slug>", 200)
    assert line["request"] == answered.headers["X-Request-Id"]
    assert line["ms"] >= 0
    assert ANSWERS["2xx"] == before + 1


@pytest.mark.parametrize(
    ("path", "status"), [("/nothing", 404), ("/questions/ask", 303), ("/%00", 400)]
)
def test_what_is_refused_or_led_elsewhere_is_logged_and_counted_too(
    one_app, lines: Lines, path: str, status: int
) -> None:
    kind = f"{status // 100}xx"
    before = ANSWERS[kind]
    assert one_app.test_client().get(path).status_code == status
    (line,) = lines()
    assert line["status"] == status
    assert ANSWERS[kind] == before + 1


@pytest.mark.parametrize(
    ("given", "is_kept"),
    [("0123456789abcdef", True), ("deadbeef", True), ("x" * 16, False), ('a"\n{}', False)],
)
def test_a_proxys_id_is_kept_and_a_forged_one_is_not(
    one_app, lines: Lines, given: str, is_kept: bool
) -> None:
    environ = {"HTTP_X_REQUEST_ID": given}
    answered = one_app.test_client().get("/about", environ_overrides=environ)
    (line,) = lines()
    assert (answered.headers["X-Request-Id"] == given) is is_kept
    assert line["request"] == answered.headers["X-Request-Id"]


def test_no_word_name_or_address_of_anybody_is_in_a_line(one_app, sign_in, lines: Lines) -> None:
    member = make_member(f"{CANARY}Heron")
    question = ask(member, title=f"Why does my {CANARY} cramp at night?")
    address, name = f"/questions/{question.thread_id}/{question.thread.slug}", member.username
    browser = sign_in(member)
    environ = {"REMOTE_ADDR": "203.0.113.77"}
    browser.get(f"/search?q={CANARY}", environ_overrides=environ)
    browser.get(f"{address}?next={CANARY}")
    browser.get(f"/members/{name}", headers={"User-Agent": CANARY, "Referer": CANARY})
    browser.post("/questions/ask", data={"title": CANARY, "body": CANARY, "preview": "1"})
    browser.post("/nothing", data={"password": CANARY})
    said = json.dumps(lines())
    assert said.count('"event": "request"') == 5
    for secret in (CANARY, "203.0.113", str(browser.get_cookie("session").value)):
        assert secret.lower() not in said.lower()


def test_an_answer_of_an_application_that_breaks_off_is_logged_as_it_began(lines: Lines) -> None:
    def breaks(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [])
        yield b"a"
        raise ConnectionError

    environ = {"REQUEST_METHOD": "GET"}
    body = iter(with_log(breaks)(environ, lambda *_said: None))
    assert next(body) == b"a"
    with pytest.raises(ConnectionError):
        next(body)
    (line,) = lines()
    assert (line["status"], line["route"]) == (200, None)
