"""Without a network, or a session: every word that one had begun to write is there again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser.conftest import Forum
from playwright.sync_api import Browser, Page, expect

READY = "navigator.serviceWorker.ready.then(() => true)"
WORDS = "It began after a long walk along the canal."


@pytest.fixture
def page(chromium: Browser, forum: Forum) -> Iterator[Page]:
    """A member's browser, whose service worker is ready."""
    context = chromium.new_context(base_url=forum.address)
    context.set_default_timeout(30_000)
    cookie = {"name": "session", "value": forum.cookies["member"], "url": forum.address}
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto("/questions/ask")
    page.evaluate(READY)
    page.on("dialog", lambda dialog: dialog.accept())  # "leave the page?"
    yield page
    context.close()


def test_a_question_that_meets_no_network_is_shown_and_can_be_gone_on_with(page: Page) -> None:
    page.fill("[name=title]", "A calf that pulls")
    page.fill("[name=body]", WORDS)
    page.context.set_offline(True)
    page.get_by_role("button", name="Post the question").click()
    expect(page.locator("h1")).to_have_text("No connection")
    expect(page.get_by_label("What you wrote")).to_have_value(f"A calf that pulls\n\n{WORDS}")
    page.context.set_offline(False)
    page.get_by_role("link", name="Go on writing").click()
    expect(page.locator("[name=body]")).to_have_value(WORDS)
    page.get_by_role("button", name="Post the question").click()
    page.wait_for_url("**/a-calf-that-pulls*")
    page.goto("/questions/ask")
    expect(page.locator("[name=body]")).to_have_value("")


def test_who_opened_a_page_without_a_network_gets_it_by_trying_again(page: Page) -> None:
    page.context.set_offline(True)
    page.goto("/articles")
    expect(page.locator("h1")).to_have_text("No connection")
    page.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.locator("h1")).to_have_text("Articles")


def test_a_half_written_question_outlives_leaving_the_page(page: Page) -> None:
    page.fill("[name=body]", WORDS)
    page.context.set_offline(True)
    page.get_by_role("link", name="Articles").first.evaluate("link => link.click()")
    expect(page.get_by_label("What you wrote")).to_have_value(WORDS)


def test_an_answer_whose_session_had_ended_is_in_the_form_again_after_signing_in(
    page: Page, forum: Forum
) -> None:
    form = forum.paths["threads.answer"]
    page.goto(form)
    page.fill("[name=body]", WORDS)
    signed_in = page.context.cookies()
    page.context.clear_cookies()
    page.get_by_role("button", name="Post the answer").click()
    expect(page.locator("h1")).to_have_text("Please sign in first")
    expect(page.get_by_label("What you wrote")).to_have_value(WORDS)
    page.context.add_cookies([{**cookie} for cookie in signed_in])
    page.goto(form)
    expect(page.locator("[name=body]")).to_have_value(WORDS)


def test_only_the_offline_page_and_its_looks_are_kept(page: Page) -> None:
    page.goto("/inbox")
    kept = page.evaluate(
        "(async () => (await Promise.all((await caches.keys()).map("
        "async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)"
        "))).flat())()"
    )
    paths = [url.removeprefix(page.url.removesuffix("/inbox")) for url in kept]
    pages = [path for path in paths if not path.startswith(("/static/", "/bootstrap/"))]
    assert pages == ["/offline"]


def test_it_can_be_installed_under_the_sites_name(page: Page) -> None:
    manifest = page.request.get("/manifest.webmanifest").json()
    assert manifest["name"] == "Limber"
    for icon in manifest["icons"]:
        answer = page.request.get(icon["src"])
        assert answer.headers["content-type"] == "image/png"
        assert f"{int.from_bytes(answer.body()[16:20])}x" in icon["sizes"]
    touch = page.locator("link[rel=apple-touch-icon]").get_attribute("href") or ""
    assert page.request.get(touch).ok
