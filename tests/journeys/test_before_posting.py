"""What a newcomer is shown before and after posting, and what the moderator makes of it."""

from __future__ import annotations

from journeys.test_newcomer import claim, open_page, sign_up
from playwright.sync_api import Browser, Page, expect

TEXT = "My name is Jane Doe and my calf cramps at night. This balm is good: https://balm.example/x"


def test_a_name_is_pointed_out_and_a_strange_link_waits_for_a_moderator(
    chromium: Browser, site, scripted: bool
) -> None:
    keeper, newcomer = (open_page(chromium, site, scripted, width=360) for _ in range(2))
    claim(keeper, site)
    sign_up(newcomer, site, "Wren")
    asks_and_is_shown_the_name(newcomer, scripted)
    expect(newcomer.locator("main")).to_contain_text("Waiting for a moderator.")
    expect(newcomer.locator("main")).to_contain_text("balm.example")
    visitor = open_page(chromium, site, scripted)
    visitor.goto(newcomer.url)
    expect(visitor.locator("h1")).to_have_text("There is nothing here")
    keeper.goto("/moderation")
    expect(keeper.locator(".work-item").first).to_contain_text("links to balm.example")
    keeper.get_by_role("button", name="Publish it").first.click()
    expect(keeper.locator("body")).to_contain_text("Approved.")
    visitor.reload()
    expect(visitor.locator("h1")).to_have_text("A calf that cramps")
    for page in (keeper, newcomer, visitor):
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.context.close()


def asks_and_is_shown_the_name(page: Page, scripted: bool) -> None:
    """With scripts it stands beside the draft; without, it is shown once, after the first press."""
    page.goto("/questions/ask")
    page.fill("[name=title]", "A calf that cramps")
    page.fill("[name=body]", TEXT)
    if not scripted:
        page.get_by_role("button", name="Post the question").click()
        expect(page.locator("main")).to_contain_text("Nothing is posted yet")
    expect(page.locator("main")).to_contain_text("This may tell strangers who you are")
    expect(page.locator("main q", has_text="Jane Doe").first).to_be_visible()
    page.get_by_role("button", name="Post the question" if scripted else "Post it").click()
    page.wait_for_url("**/questions/*/a-calf-that-cramps*")
