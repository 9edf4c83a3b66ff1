"""Single keys: the sheet that lists them, and what moderators press on the worklist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from time import sleep

import pytest
from browser.conftest import Forum
from browser.visitors import Visitor
from playwright.sync_api import Browser, Page, Route, expect


@pytest.fixture(scope="module")
def visitor(chromium: Browser, forum: Forum) -> Visitor:
    """Someone who reads."""
    return Visitor(chromium, forum, "visitor")


@pytest.fixture
def home(visitor: Visitor) -> Page:
    visitor.open("/")
    return visitor.page


@pytest.fixture
def worklist(chromium: Browser, forum: Forum) -> Iterator[Page]:
    """A moderator's worklist, with one flagged reply on it."""
    keeper = Visitor(chromium, forum, "moderator")
    keeper.open(forum.paths["moderation.worklist"])
    yield keeper.page
    keeper.page.context.close()


def test_a_question_mark_shows_the_sheet_and_escape_puts_it_away(
    home: Page, visitor: Visitor
) -> None:
    home.keyboard.press("?")
    sheet = home.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_role("row", name="j Next question or post")).to_be_visible()
    visitor.look("the sheet")
    visitor.ask_axe("the sheet")
    assert visitor.faults == []
    home.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_j_and_k_step_through_the_questions(home: Page) -> None:
    questions = home.locator(".thread-row-title a")
    home.keyboard.press("j")
    expect(questions.nth(0)).to_be_focused()
    home.keyboard.press("j")
    expect(questions.nth(1)).to_be_focused()
    home.keyboard.press("k")
    expect(questions.nth(0)).to_be_focused()


def test_a_key_typed_into_a_box_is_a_letter(home: Page) -> None:
    home.keyboard.press("/")
    box = home.locator("#home-q")
    expect(box).to_be_focused()
    home.keyboard.type("j?")
    expect(box).to_have_value("j?")
    expect(home.get_by_role("dialog")).to_have_count(0)


def test_the_key_for_replying_leads_into_the_box(chromium: Browser, forum: Forum) -> None:
    member = Visitor(chromium, forum, "member")
    member.open(forum.paths["pages.thread"])
    member.page.keyboard.press("j")
    member.page.keyboard.press("r")
    box = member.page.get_by_label("Your reply")
    expect(box).to_be_focused()
    member.page.keyboard.type("after a walk")
    expect(box).to_have_value("after a walk")
    member.page.context.close()


def test_the_key_for_searching_leads_into_the_box_where_a_phone_hides_it(visitor: Visitor) -> None:
    visitor.open("/questions")
    visitor.resize(360)
    visitor.page.keyboard.press("/")
    expect(visitor.page).to_have_url(re.compile("/search"))
    expect(visitor.page.locator("#q")).to_be_focused()
    visitor.resize(1280)


def test_the_keys_can_be_switched_off(home: Page) -> None:
    home.keyboard.press("?")
    home.get_by_label("Use single-key shortcuts").uncheck()
    home.keyboard.press("Escape")
    home.keyboard.press("?")
    expect(home.get_by_role("dialog")).to_be_hidden()
    home.get_by_role("button", name="Keyboard shortcuts").click()
    home.get_by_label("Use single-key shortcuts").check()


def test_the_sheet_on_the_worklist_lists_the_moderators_keys(worklist: Page) -> None:
    worklist.keyboard.press("?")
    sheet = worklist.get_by_role("dialog", name="Keyboard shortcuts")
    for key in "ynweolcxus":
        expect(sheet.locator("kbd", has_text=key).first).to_be_visible()


def test_a_moderator_chooses_and_claims_by_key(worklist: Page) -> None:
    item = worklist.locator(".work-item").first
    worklist.keyboard.press("j")
    expect(item).to_be_focused()
    worklist.keyboard.press("x")
    expect(item.get_by_role("checkbox")).to_be_checked()
    worklist.keyboard.press("c")
    expect(item).to_contain_text("You have claimed it.")
    worklist.keyboard.press("c")
    expect(item.get_by_role("button", name="Claim it")).to_be_visible()


def test_a_key_that_comes_before_the_scripts_is_not_lost(worklist: Page) -> None:
    def late(route: Route) -> None:
        sleep(0.2)
        route.continue_()

    worklist.context.route("**/worklist.js", late)
    worklist.reload()
    worklist.keyboard.press("j")
    worklist.keyboard.press("x")
    item = worklist.locator(".work-item").first
    expect(item).to_be_focused()
    expect(item.get_by_role("checkbox")).to_be_checked()
    worklist.reload()
    worklist.keyboard.type("el")  # what is typed after a key that leads into a box is no key
    expect(item.locator("input[name=reason]")).to_be_focused()
    expect(worklist.locator(".undo")).to_have_count(0)


def test_whoever_replies_from_the_worklist_comes_back_to_the_case(worklist: Page) -> None:
    item = worklist.locator(".work-item").last
    worklist.keyboard.press("r")
    expect(worklist.get_by_role("heading", name="Your reply")).to_be_visible()
    worklist.go_back()
    expect(item).to_be_focused()
    worklist.keyboard.press("r")
    worklist.get_by_role("link", name="Back to where you came from").click()
    expect(item).to_be_focused()


def test_asking_for_changes_wants_a_reason_first(worklist: Page) -> None:
    worklist.keyboard.press("e")
    expect(worklist.locator(".work-item input[name=reason]").first).to_be_focused()


def test_a_moderator_hides_by_key_and_takes_it_back(worklist: Page) -> None:
    worklist.keyboard.press("n")
    expect(worklist.locator(".work-item")).to_have_count(0)
    expect(worklist.locator(".undo")).to_be_visible()
    worklist.keyboard.press("u")
    expect(worklist.locator(".work-item")).to_have_count(1)
    expect(worklist.locator(".work-item")).to_be_focused()


def test_return_in_the_reason_presses_nothing_that_was_not_asked_for(worklist: Page) -> None:
    for field in worklist.locator("input[name=reason]").all():
        field.fill("It sells something")
        field.press("Enter")
    expect(worklist.locator(".undo")).to_have_count(0)
    expect(worklist.locator(".work-item")).to_have_count(1)


def test_return_after_a_reason_does_the_act_that_wanted_it(worklist: Page) -> None:
    worklist.keyboard.press("e")
    expect(worklist.locator(".work-item input[name=reason]").first).to_be_focused()
    worklist.keyboard.type("Please leave out the brand.")
    worklist.keyboard.press("Enter")
    expect(worklist.get_by_text("Given back to its author.")).to_be_visible()
    expect(worklist.locator(".work-item")).to_have_count(0)
    worklist.set_viewport_size({"width": 1280, "height": 400})
    worklist.get_by_role("link", name="See the newest questions").scroll_into_view_if_needed()
    assert worklist.evaluate("scrollY") > 0
    expect(worklist.locator(".undo")).to_be_in_viewport()
    worklist.keyboard.press("u")
    expect(worklist.get_by_text("Undone.")).to_be_visible()
    expect(worklist.locator(".work-item")).to_have_count(1)
