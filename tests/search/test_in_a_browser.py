"""What scripts add to finding: as a reader with a real browser sees it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from factories import answer, ask, make_member
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import WSGIRequestHandler, make_server

from forum.db import db

PATIENCE = 30_000  # milliseconds; a busy machine is slow


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log(self, *_args: object) -> None: ...


@pytest.fixture
def site(one_app: Flask) -> Iterator[str]:
    """A served forum, by its address."""
    server = make_server("127.0.0.1", 0, one_app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=site)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def test_similar_threads_appear_while_the_title_is_typed(
    page: Page, site: str, one_app: Flask
) -> None:
    for title in ("Does marmalade help a sore calf?", "A sore calf " + "after marmalade " * 8):
        ask(title=title, body="My uncle says so.")
    browser = one_app.test_client(user=make_member())
    cookie = browser.get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": site}])
    db.session.commit()
    db.session.remove()
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto("/questions/ask")
    page.get_by_label("Your question in one line").press_sequentially("Marmalade on a sore calf")
    expect(page.get_by_role("link", name="Does marmalade help a sore calf?")).to_be_visible(
        timeout=PATIENCE
    )
    expect(page.get_by_text("You can ask all the same.")).to_be_visible(timeout=PATIENCE)
    known = page.locator(".known")
    assert known.bounding_box()["height"] < 230, "one line each"
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    shared = known.get_by_text("shares “marmalade”").first
    expect(shared).to_be_hidden()
    known.get_by_text("Show both, and why").click()
    expect(shared).to_be_visible()
    expect(known.get_by_role("link")).to_have_count(2)  # those in one line make room
    page.get_by_label("Your question in one line").fill("")
    expect(page.get_by_text("You can ask all the same.")).to_have_count(0)


def test_the_list_of_related_threads_takes_the_place_of_the_link_to_it(page: Page) -> None:
    question = ask(title="Marmalade on a sore calf", body="It is sticky.")
    answer(question)
    ask(title="Is marmalade sticky on a calf?", body="It is on mine.")
    address = f"/questions/{question.thread_id}/{question.thread.slug}"
    db.session.remove()
    page.goto(address)
    page.get_by_role("heading", name="Related").scroll_into_view_if_needed()
    expect(page.get_by_role("link", name="Is marmalade sticky on a calf?")).to_be_visible(
        timeout=PATIENCE
    )
    expect(page.get_by_text("shares “marmalade”")).to_be_visible(timeout=PATIENCE)
