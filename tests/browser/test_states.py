"""Pages in use: menus open, mistakes told, a banner live, the reader's own wishes kept."""

from __future__ import annotations

import pytest
from browser.conftest import Forum
from browser.visitors import Visitor
from playwright.sync_api import Browser, expect

PHONE = 360
CRISIS = "I want to end my life tonight. I have the pills here."
# WCAG 2.2, 1.4.12: what a reader may set, without losing a word.
SPACED = """(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
})()"""
# 1.4.4: text at twice its size.
LARGE = """(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("html { font-size: 200% !important }");
    document.adoptedStyleSheets = [sheet];
})()"""
CUT_OFF = """[...document.querySelectorAll("main :is(p, a, button, label, h1, h2, h3, li)")]
    .filter((one) => one.checkVisibility() && !one.closest(".visually-hidden"))
    .filter((one) => getComputedStyle(one).overflow !== "visible"
        && one.scrollHeight > one.clientHeight + 2 && getComputedStyle(one).whiteSpace !== "nowrap")
    .map((one) => `cut off: ${one.outerHTML.slice(0, 120)}`)"""
MOVING = """[...document.querySelectorAll("*")].flatMap((one) => {
    const {transitionDuration, animationName, transitionProperty} = getComputedStyle(one);
    const still = transitionDuration.split(", ").every((time) => parseFloat(time) === 0);
    return still && animationName === "none" ? [] : [`moves: ${one.outerHTML.slice(0, 80)}`];
})"""
CORE = ("pages.home", "pages.thread", "search.search", "threads.ask", "pages.inbox")


@pytest.fixture(scope="module")
def people(chromium: Browser, forum: Forum) -> dict[str, Visitor]:
    """One browser for each role."""
    return {role: Visitor(chromium, forum, role) for role in ("visitor", "member", "moderator")}


def check(visitor: Visitor, state: str, within: str = "html") -> None:
    visitor.look(state)
    visitor.ask_axe(state, within)
    assert visitor.faults == []


@pytest.mark.parametrize("role", ["visitor", "member", "moderator"])
def test_the_menu_opens_on_a_phone_and_closes_by_escape(
    people: dict[str, Visitor], role: str
) -> None:
    visitor = people[role]
    visitor.resize(PHONE)
    visitor.open("/")
    visitor.page.wait_for_load_state("networkidle")
    summary = visitor.page.locator("header details[data-menu] > summary")
    summary.click()
    check(visitor, "menu open", "header")  # it lies over the rest
    visitor.check_targets("menu open")
    visitor.page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(visitor.page.locator("header details[data-menu]")).not_to_have_attribute("open", "")
    assert visitor.faults == []


def test_each_menu_of_a_thread_opens(people: dict[str, Visitor], forum: Forum) -> None:
    visitor = people["moderator"]
    visitor.resize(1280)
    visitor.open(forum.paths["pages.thread"])
    for menu in visitor.page.locator("main details[data-menu] > summary").all()[:3]:
        menu.click()
        check(visitor, "a menu of the thread", "main details[data-menu][open]")
        menu.click()  # what lay half under it, is judged without it
        check(visitor, "a menu of the thread, closed again")
    visitor.resize(PHONE)
    visitor.check_targets("the menus of the thread")
    assert visitor.faults == []


@pytest.mark.parametrize(
    ("role", "endpoint", "button"),
    [
        ("member", "threads.ask", "Post the question"),
        ("member", "moderation.flag", "Flag it"),
        ("visitor", "security.login", "Sign in"),
        ("visitor", "security.register", "Sign up"),
        ("moderator", "moderation.member_warn", "Warn"),
    ],
)
def test_a_mistake_is_told_where_it_is_and_the_summary_takes_focus(
    people: dict[str, Visitor], forum: Forum, role: str, endpoint: str, button: str
) -> None:
    visitor = people[role]
    visitor.resize(PHONE)
    visitor.open(forum.paths[endpoint])
    visitor.page.locator("main").get_by_role("button", name=button).first.click()
    expect(visitor.page.locator(".error-summary")).to_be_focused()
    for link in visitor.page.locator(".error-summary a").all():
        field = visitor.page.locator(link.get_attribute("href") or "")
        assert "-error" in (field.get_attribute("aria-describedby") or "")
    # The browser itself tells of the refusal in its console.
    visitor.faults = [fault for fault in visitor.faults if "422" not in fault]
    visitor.resize(1280)
    check(visitor, "mistakes told")


def test_a_banner_comes_while_one_writes_and_covers_nothing(
    people: dict[str, Visitor], forum: Forum
) -> None:
    visitor = people["member"]
    visitor.resize(1280)
    visitor.open(forum.paths["threads.ask"])
    visitor.page.wait_for_load_state("networkidle")
    body = visitor.page.locator("[name=body]")
    body.fill(CRISIS)
    banner = visitor.page.locator(".ask-fields [data-care-level]")
    expect(banner).to_be_visible()
    assert banner.get_attribute("data-care-level") == "crisis"
    expect(body).to_be_focused()
    assert banner.locator(".care-body > :first-child a[href^='tel:']").count() > 0
    # It stands before the eyes, right under the words: the next press posts.
    expect(visitor.page.locator("[name=show_first]")).to_have_count(0)
    check(visitor, "banner live")
    visitor.resize(PHONE)
    visitor.media(color_scheme="dark")
    visitor.look("banner live, on a phone, dark")
    visitor.media(forced_colors="active")
    visitor.look("banner live, forced colours")
    assert visitor.faults == []
    body.fill("")


@pytest.mark.parametrize("endpoint", CORE)
def test_a_readers_wishes_are_kept(people: dict[str, Visitor], forum: Forum, endpoint: str) -> None:
    visitor = people["member"]
    visitor.resize(1280)
    visitor.open(forum.paths[endpoint])
    visitor.faults += visitor.run(MOVING)
    visitor.media(forced_colors="active")
    check(visitor, "forced colours")
    visitor.media(color_scheme="light")
    visitor.resize(PHONE)
    visitor.run(SPACED)
    visitor.check_width("text spaced out")
    visitor.faults += visitor.run(CUT_OFF)
    assert visitor.faults == []


def test_the_sign_stands_beside_the_longest_name_of_a_line(
    people: dict[str, Visitor], forum: Forum
) -> None:
    visitor = people["member"]
    visitor.resize(PHONE)
    visitor.open(forum.paths["threads.ask"])
    visitor.page.fill("[name=body]", CRISIS)
    call = visitor.page.locator(".care-crisis .call").first
    expect(call).to_be_visible()
    call.locator("span").first.evaluate(
        "span => span.append(' Numéro national de prévention du suicide')"
    )
    sign, words = call.locator("svg").bounding_box(), call.locator("> span").bounding_box()
    assert sign is not None
    assert words is not None
    assert sign["x"] + sign["width"] <= words["x"]
    visitor.page.fill("[name=body]", "")


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_the_sign_stands_beside_the_shortest_name_of_a_line(
    people: dict[str, Visitor], width: int
) -> None:
    visitor = people["member"]
    visitor.resize(width)
    visitor.open("/questions/ask")
    visitor.page.fill("[name=body]", CRISIS)
    call = visitor.page.locator("[data-care-level] a.call").first
    call.locator("> span").evaluate("span => { span.textContent = 'NHS 111' }")
    sign, words = call.locator("svg").bounding_box(), call.locator("> span").bounding_box()
    assert sign is not None
    assert words is not None
    assert sign["x"] + sign["width"] <= words["x"]
    assert abs(sign["y"] + sign["height"] / 2 - words["y"] - words["height"] / 2) < 3
    visitor.page.fill("[name=body]", "")


@pytest.mark.parametrize("width", [PHONE, 320])
@pytest.mark.parametrize("endpoint", CORE)
def test_text_twice_as_large_leaves_nothing_beyond_the_edge_of_a_phone(
    people: dict[str, Visitor], forum: Forum, endpoint: str, width: int
) -> None:
    visitor = people["member"]
    visitor.resize(width)
    visitor.open(forum.paths[endpoint])
    # A number as it grows on people who are away for a month.
    visitor.run("document.querySelectorAll('.thumb-bar .count').forEach(c => c.textContent = 251)")
    visitor.run(LARGE)
    visitor.check_width("text twice as large")
    visitor.run("document.adoptedStyleSheets = []")
    assert visitor.faults == []


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_the_entries_of_a_posts_menu_take_one_line_each(
    people: dict[str, Visitor], forum: Forum, width: int
) -> None:
    visitor = people["moderator"]
    visitor.resize(width)
    visitor.open(forum.paths["pages.thread"])
    more = visitor.page.locator(".post details.more").first
    more.locator("summary").click()
    flag = more.get_by_role("link", name="Flag for the moderators")
    box = flag.bounding_box()
    assert box is not None
    assert box["height"] < 50


def test_a_banner_and_the_address_of_the_page_stay_on_paper(
    people: dict[str, Visitor], forum: Forum
) -> None:
    visitor = people["visitor"]
    visitor.open("/")
    visitor.page.locator(".thread-row:has(.care-mark-urgent) a").first.click()
    banner = visitor.page.locator("[data-care-level=urgent]").first
    visitor.page.emulate_media(media="print")
    expect(banner).to_be_visible()
    expect(banner.locator("a[href^='tel:']").first).to_be_visible()
    address = visitor.page.locator(".keep-links a")
    expect(address).to_be_visible()
    printed = address.evaluate("link => getComputedStyle(link, '::after').content")
    assert "/questions/" in printed
    visitor.page.emulate_media(media="screen")
