"""No other site can press a button here: every unsafe route wants a token and our own page."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from web.test_whole_site import digest
from web.whole_site import Site

from forum.permissions import Verb

WORDS = "Words that took an hour to write."
DATA = {"title": WORDS, "body": WORDS, "reason": WORDS, "note": WORDS, "about": WORDS}


@pytest.fixture
def guarded(one_site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site as it runs outside of tests: tokens are checked."""
    monkeypatch.setitem(one_site.app.config, "WTF_CSRF_ENABLED", True)
    return one_site


def token(browser: FlaskClient) -> str:
    page = browser.get("/preferences").get_data(as_text=True)
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1.evil.example:8000"},
    {"Origin": "http://127.0.0.1:8001"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://["},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "anything"},
]


def refusal(site: Site, endpoint: str, who: str) -> int:
    """The status without a good token: whoever lost their cookies is told to sign in."""
    verb = getattr(site.app.view_functions[endpoint], "gate", Verb.BROWSE)
    return 401 if who == "visitor" and verb is not Verb.BROWSE else 400


@pytest.mark.parametrize("who", ["visitor", "asker", "moderator"])
def test_every_unsafe_route_wants_a_token(guarded: Site, who: str) -> None:
    browser = guarded.browsers()[who]
    before = digest()
    for endpoint, path in guarded.addresses("POST"):
        response = browser.post(path, data=DATA)
        assert response.status_code == refusal(guarded, endpoint, who), endpoint
        assert WORDS in response.get_data(as_text=True), endpoint
    assert digest() == before


@pytest.mark.parametrize("who", ["visitor", "asker"])
def test_another_persons_token_is_none(guarded: Site, who: str) -> None:
    browsers = guarded.browsers()
    foreign = token(browsers["helper"])
    token(browsers[who])
    before = digest()
    for endpoint, path in guarded.addresses("POST"):
        response = browsers[who].post(path, data=DATA | {"csrf_token": foreign})
        assert response.status_code == refusal(guarded, endpoint, who), endpoint
        assert WORDS in response.get_data(as_text=True), endpoint
    assert digest() == before


@pytest.mark.parametrize("headers", FOREIGN)
def test_another_sites_page_is_refused_even_with_the_token(
    guarded: Site, headers: dict[str, str]
) -> None:
    browser = guarded.browsers()["moderator"]
    data = DATA | {"csrf_token": token(browser)}
    before = digest()
    for endpoint, path in guarded.addresses("POST"):
        response = browser.post(path, data=data, headers=headers)
        assert response.status_code == 400, endpoint
        assert WORDS in response.get_data(as_text=True), endpoint
    assert digest() == before


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://127.0.0.1:8000"},
        {"Origin": "http://localhost:8000", "Host": "localhost:8000"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:8000"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_our_own_pages_are_let_through(guarded: Site, headers: dict[str, str]) -> None:
    browser = guarded.browsers()["helper"]
    data = {"csrf_token": token(browser)}
    vote = f"/posts/{guarded.question_id}/vote"
    assert browser.post(vote, data=data, headers=headers).status_code == 303


def test_a_token_may_come_in_a_header(guarded: Site) -> None:
    browser = guarded.browsers()["helper"]
    vote = f"/posts/{guarded.question_id}/vote"
    assert browser.post(vote, headers={"X-CSRFToken": token(browser)}).status_code == 303


def test_whose_form_is_old_is_led_to_it_again(guarded: Site) -> None:
    browser = guarded.browsers()["helper"]
    form = f"/threads/{guarded.thread_id}/answer"
    page = browser.post(form, data=DATA).get_data(as_text=True)
    assert f'<a href="{form}">' in page
    assert "<span>Load the page again</span>" in page


def test_who_lost_the_cookies_is_told_to_sign_in_and_led_back_to_the_form(guarded: Site) -> None:
    browser = guarded.browsers()["visitor"]
    form = f"/threads/{guarded.thread_id}/answer"
    page = browser.post(form, data=DATA).get_data(as_text=True)
    assert "You were not signed in any more" in page
    assert "Your words are kept below" in page
    assert f'href="/sign-in?next={form}"' in page
    assert browser.get(form).location.startswith("/sign-in?next=/threads/")


def test_who_lost_the_cookies_and_only_pressed_a_button_is_told_of_no_words(guarded: Site) -> None:
    browser = guarded.browsers()["visitor"]
    page = browser.post(f"/posts/{guarded.question_id}/vote").get_data(as_text=True)
    assert "You were not signed in any more" in page
    assert "Your words" not in page
    assert "Load the page again" not in page
    assert 'href="/sign-in"' in page


@pytest.mark.parametrize("form", ["/sign-in", "/sign-up", "/preferences"])
def test_a_form_that_needs_no_account_is_loaded_again(guarded: Site, form: str) -> None:
    answer = guarded.browsers()["visitor"].post(form, data=DATA)
    assert answer.status_code == 400
    assert f'<a href="{form}">' in answer.get_data(as_text=True)


def test_a_refused_sign_in_shows_no_password(guarded: Site) -> None:
    response = guarded.browsers()["visitor"].post(
        "/sign-in", data={"email": "willow", "password": "canary pass word"}
    )
    assert response.status_code == 400
    assert "canary" not in response.get_data(as_text=True)
