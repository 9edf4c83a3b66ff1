"""What a newcomer, a member and a moderator do on a new forum, in a real browser, on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

PASSWORD = "seven quiet herons wading"  # of a site that lives for this test
SPASMS = (
    "I have constant spasms in my upper left leg and can't get rid of them. "
    "I stretch before and after training."
)


def open_page(chromium: Browser, site, scripted: bool, width: int = 390) -> Page:
    """Open a page of one person's own browser; any error in its console fails the journey."""
    context = chromium.new_context(
        base_url=site.address,
        java_script_enabled=scripted,
        viewport={"width": width, "height": 780},
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.on("response", lambda answer: _no_refusal(answer.status, answer.url))
    page.on("console", lambda message: _no_error(message.type, message.text))
    page.on("pageerror", lambda error: _no_error("error", str(error)))
    page.on("request", lambda request: _own(request.url, site.address))
    return page


def _no_error(kind: str, text: str) -> None:
    # A page that answers 404 on purpose is reported as a failed resource; nothing else may be.
    assert kind != "error" or "status of 404" in text, text


def _no_refusal(status: int, url: str) -> None:
    assert status < 400 or status == 404, f"{status} from {url}"


def _own(url: str, address: str) -> None:
    assert url.startswith((address, "data:")), f"a request left the site: {url}"


def claim(page: Page, site) -> None:
    """Become the first administrator by the printed link."""
    page.goto(site.claim_link)
    page.fill("[name=username]", "Keeper")
    page.fill("[name=email]", "keeper@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button.btn-primary")
    expect(page.locator("body")).to_contain_text("The site is yours")


def sign_up(page: Page, site, name: str) -> None:
    """Sign up, open the link in the mail, and sign in."""
    address = f"{name.lower()}@example.org"
    page.goto("/sign-up")
    page.fill("[name=username]", name)
    page.fill("[name=email]", address)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button.btn-primary")
    page.wait_for_url("**/sign-in*")
    link = re.search(r"http\S+/confirm/\S+", site.newest_mail(address))
    assert link
    page.goto(link[0])
    page.goto("/sign-in")
    page.fill("[name=email]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button.btn-primary")
    page.wait_for_url(f"{site.address}/")


def open_more(page: Page, post: str, entry: str) -> None:
    """Choose an entry of the menu under a post."""
    page.click(f"{post} details.more > summary")
    page.click(f"{post} details.more >> text={entry}")


def act(page: Page, label: str, reason: str = "", at: str = ".thread-question") -> None:
    """Press one of the moderators' buttons."""
    tools = page.locator(f"{at} details.tools").first
    tools.locator("summary").first.click()
    if reason:
        tools.locator("[name=reason]").fill(reason)
    tools.get_by_role("button", name=label, exact=True).click()


def a_visitor_looks_around(chromium: Browser, site, scripted: bool) -> None:
    page = open_page(chromium, site, scripted)
    page.goto("/")
    shelf = page.locator(".shelf, [data-shelf], section:has(h2:text('Read first'))").first
    articles = page.locator("a[href^='/articles/']:visible")
    expect(articles).to_have_count(3)
    page.click("text=2 more")
    expect(articles).to_have_count(5)
    expect(shelf).to_be_visible()
    page.locator("main [name=q]").first.fill("magnesium cramp")
    page.locator("main [role=search] button, main form[action='/search'] button").first.click()
    page.wait_for_url("**/search?q=*")
    page.locator("main a[href*='/questions/'], main a[href*='/articles/']").first.click()
    expect(page.locator("article[id^=post-]").first).to_be_visible()
    page.goto("/body")
    page.locator("main ul a[href='/body/calf-shin']").first.click()
    expect(page.locator("h1")).to_contain_text("Calf")
    assert page.context.cookies() == []
    page.context.close()


def the_first_administrator_claims_the_site_once(chromium: Browser, site, scripted: bool) -> None:
    page = open_page(chromium, site, scripted)
    claim(page, site)
    page.context.storage_state(path=site.data_dir / "keeper.json")
    page.context.close()
    stranger = chromium.new_context().new_page()
    assert stranger.goto(site.claim_link).status == 404
    stranger.context.close()


def members_ask_answer_reply_vote_mark_and_edit(chromium: Browser, site, scripted: bool) -> None:
    asker = open_page(chromium, site, scripted)
    sign_up(asker, site, "Wren")
    ask(asker, scripted)
    helper = open_page(chromium, site, scripted, width=1280)
    sign_up(helper, site, "Rook")
    answer(helper, asker.url)
    asker.goto("/inbox")
    expect(asker.locator("main")).to_contain_text("Rook answered your question")
    read_of_it(asker, helper.url, scripted)
    mark_and_thank(asker, helper.url)
    edit_answer(helper)
    for page in (asker, helper):
        page.context.close()


def ask(page: Page, scripted: bool) -> None:
    """Ask with the banner seen before the question goes out, and find it there for good."""
    page.goto("/questions/ask")
    page.fill("[name=title]", "Spasms in my leg that will not go")
    page.fill("[name=body]", SPASMS)
    page.fill("[name=tags]", "thigh spasms")
    draft = page.locator('[data-care-level="routine"][data-post="draft"]')
    if not scripted:
        page.click("button[name=preview]")
    expect(draft).to_be_visible()
    page.get_by_role("button", name=re.compile("^Post")).click()
    page.wait_for_url(re.compile(r"/questions/\d+/spasms-in-my-leg"))
    banner = page.locator('[data-care-level="routine"]').first
    expect(banner).to_be_visible()
    banner.locator("summary").first.click()
    expect(banner).to_contain_text(re.compile("because you wrote", re.IGNORECASE))


def answer(page: Page, address: str) -> None:
    """Answer, reply to the question, and vote for it."""
    page.goto(address)
    page.fill(
        "#answer [name=body]", "Slow stretching and warmth helped mine. **See** a doctor too."
    )
    page.get_by_role("button", name="Post the answer").click()
    expect(page.locator("[data-kind=answer] .prose strong")).to_have_text("See")
    page.locator("[data-kind=question] a:has-text('Reply')").first.click()
    page.fill("[name=body]", "How long has it been?")
    page.get_by_role("button", name="Post the reply").click()
    expect(page.locator("[data-kind=reply]")).to_contain_text("How long")
    page.locator("[data-kind=question] button:has-text('Useful')").first.click()
    expect(page.locator("[data-kind=question]")).to_contain_text("Useful · 1")


def read_of_it(page: Page, address: str, scripted: bool) -> None:
    """Open the thread by itself: the inbox knows, where a script could tell it."""
    page.goto(address)
    expect(page.locator(".thumb-bar .count")).to_have_count(0 if scripted else 1)
    page.goto("/inbox")
    expect(page.locator(".inbox-new")).to_have_count(0 if scripted else 2)


def mark_and_thank(page: Page, address: str) -> None:
    """Say that the answer helped, and follow a body area."""
    page.goto(address)
    page.locator("[data-kind=answer] button:has-text('This helped')").first.click()
    expect(page.locator("[data-kind=answer]")).to_contain_text("Helped the person who asked")
    page.goto("/body/thigh")
    page.get_by_role("button", name="Follow").first.click()
    expect(page.get_by_role("button", name=re.compile("Follow")).first).to_be_visible()


def edit_answer(page: Page) -> None:
    """Change the answer, and see the change."""
    open_more(page, "[data-kind=answer]", "Edit")
    page.fill("[name=body]", "Slow stretching and warmth helped mine. See a physiotherapist too.")
    page.locator("main form button.btn-primary").click()
    page.locator("[data-kind=answer] a:has-text('edited')").click()
    expect(page.locator("ins:has-text('physiotherapist')")).to_be_visible()


def a_moderator_curates_and_every_act_stands_in_the_log(
    chromium: Browser, site, scripted: bool
) -> None:
    page = open_page(chromium, site, scripted, width=1280)
    page.goto("/sign-in")
    page.fill("[name=email]", "Keeper")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button.btn-primary")
    page.wait_for_url(f"{site.address}/")
    page.goto("/questions")
    page.get_by_role("link", name="Spasms in my leg that will not go").first.click()
    thread = page.url.partition("#")[0]
    reader = open_page(chromium, site, scripted)

    act(page, "Hide", "hidden for a moment")
    assert reader.goto(thread).status == 404
    page.goto(thread)
    act(page, "Restore", "looked at, and fine")
    assert reader.goto(thread).status == 200

    page.goto(thread)
    act(page, "Lock", "cooling down")
    page.goto(thread)
    expect(page.locator("main")).to_contain_text("cooling down")
    act(page, "Unlock", "cooled down")
    pin(page, thread)
    reader.goto("/")
    expect(reader.locator("main")).to_contain_text("Spasms in my leg that will not go")
    page.goto(thread)
    act(page, "Unpin", "long enough")
    page.goto(thread)
    act(page, "Close", "answered well")
    page.goto(thread)
    act(page, "Reopen", "more to say")

    set_banner(page, thread, "urgent", "the leg gives way, as told elsewhere")
    reader.goto(thread)
    expect(reader.locator('[data-care-level="urgent"]')).to_be_visible()
    set_banner(page, thread, "none", "seen by a doctor since")
    reader.goto(thread)
    expect(reader.locator("[data-care-level]")).to_have_count(0)

    page.goto("/moderation/log")
    for done in (
        *("hidden", "restored", "locked", "unlocked", "pinned", "unpinned", "closed", "reopened"),
        "given another care notice",
    ):
        expect(page.locator("main")).to_contain_text(done)
    for one in (page, reader):
        one.context.close()


def pin(page: Page, thread: str) -> None:
    """Put the question on the shelf."""
    page.goto(thread)
    page.locator(".thread-question details.tools summary").first.click()
    page.locator(".thread-question details.tools a[href$='/pin']").first.click()
    page.fill("[name=reason]", "a good example")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile("/questions/"))


def set_banner(page: Page, thread: str, level: str, reason: str) -> None:
    """Raise or lower the banner of the question."""
    page.goto(thread)
    page.locator("[data-kind=question] details.tools summary").first.click()
    page.locator("[data-kind=question] details.tools a[href$='/banner']").first.click()
    choice = page.locator("[name=level]")
    if choice.first.evaluate("element => element.tagName") == "SELECT":
        choice.select_option(level)
    else:
        page.check(f"[name=level][value={level}]")
    page.fill("[name=reason]", reason)
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile("/questions/"))


def test_the_forum_works_from_the_first_visit_to_the_log(
    chromium: Browser, site, scripted: bool
) -> None:
    a_visitor_looks_around(chromium, site, scripted)
    the_first_administrator_claims_the_site_once(chromium, site, scripted)
    members_ask_answer_reply_vote_mark_and_edit(chromium, site, scripted)
    a_moderator_curates_and_every_act_stands_in_the_log(chromium, site, scripted)
