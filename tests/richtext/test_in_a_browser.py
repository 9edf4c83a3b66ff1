"""The hostile texts in a real browser: nothing runs, nothing leaves, nothing is read otherwise."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from forum.richtext import render

HOSTILE = json.loads(Path(__file__).with_name("hostile.json").read_text())
ADDRESS = "http://forum.test/"
# No Content-Security-Policy here: the HTML has to be harmless by itself.
PAGE = """<!DOCTYPE html><meta charset="utf-8"><title>posts</title>
<script>window.pwn = () => { document.documentElement.dataset.pwned = 'yes' }</script>
{posts}"""


class Visit:
    """A page with posts on it, and what happened when it was opened."""

    def __init__(self, page: Page, posts: list[str]) -> None:
        self.page = page
        self.requests: list[str] = []
        self.dialogs: list[str] = []
        body = PAGE.replace("{posts}", "".join(f"<article>{post}</article>" for post in posts))
        page.route("**/*", lambda route: self._answer(route, body))
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(ADDRESS)
        page.wait_for_timeout(300)

    def _answer(self, route: Route, body: str) -> None:
        if route.request.url == ADDRESS:
            route.fulfill(body=body, content_type="text/html; charset=utf-8")
        else:
            self.requests.append(route.request.url)
            route.abort()

    @property
    def ran(self) -> bool:
        return self.page.evaluate("'pwned' in document.documentElement.dataset")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


def test_the_same_texts_unrendered_do_run_and_do_leave(page: Page) -> None:
    """Otherwise the tests below would prove nothing."""
    visit = Visit(page, ["<img src=x onerror=pwn()>", "<img src='https://leak.test/pixel.gif'>"])
    assert visit.ran
    assert "https://leak.test/pixel.gif" in visit.requests


def test_no_hostile_text_runs_or_leaves_the_page(page: Page) -> None:
    visit = Visit(page, [render(source).html for source in HOSTILE])
    assert page.locator("article").count() == len(HOSTILE)
    assert not visit.ran
    assert visit.dialogs == []
    assert visit.requests == []


def test_every_link_leads_where_the_browser_reads_it_to_lead(page: Page) -> None:
    Visit(page, [render(source).html for source in HOSTILE])
    links = page.eval_on_selector_all(
        "article a",
        "all => all.map(a => [a.protocol, a.username, a.hostname, a.getAttribute('href')])",
    )
    assert len(links) > 20
    for protocol, username, host, href in links:
        assert protocol in {"http:", "https:", "mailto:"}, href
        assert username == "", href
        assert (host == "forum.test") == href.startswith(("/", "#")), href


def test_touching_every_element_runs_nothing(page: Page) -> None:
    visit = Visit(page, [render(source).html for source in HOSTILE])
    page.evaluate(
        """() => {
            document.addEventListener('click', event => event.preventDefault());
            for (const element of document.querySelectorAll('article *'))
                for (const type of ['mouseover', 'focus', 'click', 'error', 'load', 'toggle'])
                    element.dispatchEvent(new Event(type, {bubbles: true, cancelable: true}));
        }"""
    )
    assert not visit.ran
    assert visit.dialogs == []
    assert visit.requests == []


def test_the_browser_builds_the_very_tree_that_we_wrote(page: Page) -> None:
    rendered = [render(source).html for source in HOSTILE]
    Visit(page, rendered)
    built = page.eval_on_selector_all("article", "all => all.map(article => article.innerHTML)")
    assert built == rendered
