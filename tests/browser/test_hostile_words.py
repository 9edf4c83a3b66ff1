"""Every page of a forum full of hostile words: nothing runs, nothing is tried, nothing leaves."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import quote
from xml.etree import ElementTree as Xml

import pytest
from browser.conftest import Forum, Silent, fill
from browser.hostile_words import HTML, MARKDOWN, make_hostile
from browser.pages import (
    ASKERS,
    EVERYONE,
    MEMBERS,
    MODERATORS,
    NOTHING_TYPED,
    PAGES,
    VISITORS,
)
from browser.visitors import OPEN_ALL, Visitor
from clients import Browser as Client
from journeys.conftest import free_port
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from forum import create_app
from forum.db import db, writing

# What a browser made of the page: it is asked for what could run, load or lead elsewhere.
FOREIGN = """(() => {
    const found = [], here = location.origin, own = (url) => new URL(url, here).origin === here;
    const ways = ["http:", "https:", "mailto:", "tel:", "sms:"];
    for (const element of document.querySelectorAll("*")) {
        for (const {name} of element.attributes)
            if (name.startsWith("on") || ["style", "srcdoc"].includes(name))
                found.push(element.outerHTML);
        if (["IFRAME", "OBJECT", "EMBED", "BASE", "STYLE", "VIDEO", "MATH"].includes(
                element.tagName.toUpperCase())) found.push(element.outerHTML);
    }
    for (const link of document.links)
        if (!ways.includes(link.protocol)) found.push(link.outerHTML);
    for (const name of ["src", "formaction", "action"])
        for (const element of document.querySelectorAll(`[${name}]`))
            if (!own(element.getAttribute(name))) found.push(element.outerHTML);
    for (const link of document.querySelectorAll("link[href], use"))
        if (!own(link.getAttribute("href"))) found.push(link.outerHTML);
    for (const script of document.scripts)
        if (script.type === "application/ld+json") JSON.parse(script.textContent);
        else if (!script.src) found.push(script.outerHTML);
    return found.map((one) => one.slice(0, 300));
})()"""
# Types hostile words, each too long, into a page's form, and sends it past the browser's checks.
TYPE = """(words) => {
    const texts = "textarea, input[type=text], input[type=email], input[type=url]";
    const form = [...document.querySelectorAll("main form[method=post]")]
        .find((each) => each.querySelector(texts));
    const typed = [];
    for (const field of form?.querySelectorAll(texts) ?? []) {
        if (!field.name || field.readOnly || field.tabIndex < 0) continue;  // not the robots' trap
        field.removeAttribute("maxlength");
        field.type === "email" && (field.type = "text");
        field.value = words[typed.length % words.length] + "x".repeat(31000);
        typed.push(field.value);
    }
    if (form) form.noValidate = true;
    setTimeout(() => form?.requestSubmit());
    return typed;
}"""
TYPED = (
    """() => [...document.querySelectorAll("main textarea, main input")].map(({value}) => value)"""
)
PARAMETERS = (
    "q",
    "title",
    "body",
    "tags",
    "tag",
    "where",
    "sort",
    "next",
    "back",
    "about",
    "reason",
)

WITHOUT_TEXTS = {
    *NOTHING_TYPED,
    *("threads.delete", "moderation.worklist", "moderation.dashboard", "moderation.members"),
    "search.misses",
}
FORMS = [each for each in (*VISITORS, *MEMBERS, *ASKERS, *MODERATORS) if each not in WITHOUT_TEXTS]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forum]:
    """A forum like that of the other tests, served from here, full of hostile words."""
    data_dir, port = tmp_path_factory.mktemp("hostile"), free_port()
    app = create_app({"DATA_DIR": str(data_dir), "PORT": port, "LOG_LEVEL": "ERROR"})
    app.test_client_class = Client
    filled = fill(app, f"http://127.0.0.1:{port}")
    with app.app_context(), writing():
        make_hostile()
        db.session.remove()
        db.engine.dispose()
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Silent)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield filled
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture(scope="module")
def reader(chromium: Browser, hostile: Forum) -> Callable[[str], Visitor]:
    """`reader("member")`: someone's browser, opened once."""

    @cache
    def opened(role: str) -> Visitor:
        visitor = Visitor(chromium, hostile, role)
        visitor.page.on("dialog", lambda dialog: (visitor.faults.append("ran"), dialog.dismiss()))
        visitor.page.add_init_script("window.pwn = () => alert('ran')")
        return visitor

    return opened


def assert_harmless(visitor: Visitor, path: str) -> None:
    visitor.faults.clear()
    answer = visitor.page.goto(path)
    assert answer is not None
    assert answer.status < 500
    visitor.run(OPEN_ALL)
    assert visitor.run(FOREIGN) == []
    assert visitor.faults == []


def test_hostile_words_that_were_not_escaped_would_be_noticed(reader, hostile: Forum) -> None:
    visitor = reader("visitor")
    for markup in ("<img src=x onerror=pwn()>", "<img src=https://leak.test/pixel.gif>"):
        visitor.open("/offline")
        visitor.page.evaluate("(markup) => { document.body.innerHTML = markup }", markup)
        visitor.page.wait_for_timeout(200)
        assert visitor.faults != []
    visitor.page.evaluate("() => { document.body.innerHTML = '<a href=javascript:pwn()>x</a>' }")
    assert len(visitor.run(FOREIGN)) == 1


@pytest.mark.parametrize("endpoint", PAGES)
def test_what_anybody_wrote_runs_on_no_page(reader, hostile: Forum, endpoint: str) -> None:
    for role in {PAGES[endpoint][0], PAGES[endpoint][-1]}:  # who sees least, and most
        assert_harmless(reader(role), hostile.paths[endpoint])


@pytest.mark.parametrize("endpoint", [*EVERYONE, *MEMBERS])
def test_what_an_address_says_runs_on_no_page(reader, hostile: Forum, endpoint: str) -> None:
    place = list(PAGES).index(endpoint)
    said = [(HTML + MARKDOWN)[(place + n) % 40] for n in range(len(PARAMETERS))]
    query = "&".join(f"{n}={quote(word)}" for n, word in zip(PARAMETERS, said, strict=True))
    assert_harmless(reader("member"), f"{hostile.paths[endpoint]}?{query}")


@pytest.mark.parametrize("endpoint", FORMS)
def test_what_a_refused_form_gives_back_is_all_that_was_typed_and_runs_nowhere(
    reader, hostile: Forum, endpoint: str
) -> None:
    visitor, said = reader(PAGES[endpoint][-1]), (HTML + MARKDOWN)[FORMS.index(endpoint) % 3 :: 3]
    words = [" ".join(word.split()) for word in said]
    visitor.open(hostile.paths[endpoint])
    with visitor.page.expect_navigation() as sent:
        typed = visitor.page.evaluate(f"({TYPE})", words)
    assert typed
    assert sent.value.status == 422
    assert visitor.run(FOREIGN) == []
    assert [fault for fault in visitor.faults if "status of 422" not in fault] == []
    kept = visitor.page.evaluate(f"({TYPED})()")
    assert [word for word in typed if word not in kept] == []


@pytest.mark.parametrize("word", HTML)
def test_what_is_searched_runs_nowhere(reader, word: str) -> None:
    assert_harmless(reader("visitor"), f"/search?q={quote('cramp ' + word)}")


def test_feeds_of_hostile_words_can_be_read(reader, hostile: Forum) -> None:
    thread_id = hostile.paths["pages.thread"].split("/")[2]
    for path in ("/feeds/questions.atom", f"/feeds/questions/{thread_id}.atom", "/sitemap.xml"):
        answer = reader("visitor").page.request.get(path)
        assert answer.ok, path
        Xml.fromstring(answer.body())  # what we wrote ourselves
