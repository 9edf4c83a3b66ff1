"""How fast whom may ask and post, by whom it is counted, and what is said when it was too fast."""

from __future__ import annotations

import time
from unittest import mock

import pytest
from factories import answer, ask, make_member, make_moderator, make_newcomer
from flask import Flask, request
from flask.testing import FlaskClient
from flask_login import login_user
from werkzeug.test import TestResponse

from forum.web import limits

WORDS = "Words that took an hour to write."


def test_the_longer_someone_is_trusted_the_faster_they_may_post(one_app: Flask) -> None:
    def rate(member: object = None) -> str:
        with one_app.test_request_context("/"):
            if member is not None:
                login_user(member)
            return limits.posting()

    assert rate() == rate(make_newcomer()) == limits.POST_NEW
    assert rate(make_member()) == limits.POST
    assert rate(make_moderator()) == limits.POST_STAFF


def send(browser: FlaskClient, address: str = "192.0.2.1", **headers: str) -> TestResponse:
    """Ask for a mail, which a visitor may do three times a minute, from an address."""
    return browser.post(
        "/forgot-password",
        data={"email": f"{time.monotonic_ns()}@example.org"},
        headers=headers,
        environ_overrides={"REMOTE_ADDR": address},
    )


@pytest.fixture
def browser(limited: Flask) -> FlaskClient:
    return limited.test_client()


def main_of(response: TestResponse) -> str:
    text = response.get_data(as_text=True)
    return text[text.index("<main") : text.index("</main")]


def test_too_fast_is_told_in_one_line_with_how_long_to_wait(browser: FlaskClient) -> None:
    with mock.patch("time.time", return_value=time.time() // 60 * 60 + 10):
        *allowed, refused = (send(browser) for _ in range(4))
    assert [answer.status_code for answer in allowed] == [200] * 3
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 61
    assert main_of(refused).count("Wait 1 minute and try again.") == 1


def test_whoever_must_wait_for_long_is_told_for_how_long(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time() // 3600 * 3600 + 10
    monkeypatch.setattr(limits.limiter.storage, "_counts", {})
    for minute in range(5):
        with mock.patch("time.time", return_value=now + 61 * minute):
            answers = [send(browser) for _ in range(3)]
    assert answers[-1].status_code == 429
    with mock.patch("time.time", return_value=now + 61 * 5):
        refused = send(browser)
    assert int(refused.headers["Retry-After"]) > 3000
    assert "minutes and try again." in main_of(refused)
    assert "Wait 1 minute" not in main_of(refused)


def test_words_that_were_sent_too_fast_are_given_back(
    limited: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "POST", "1 per minute")
    path, writer = f"/posts/{ask().id}/reply", limited.test_client(user=make_member())
    assert writer.post(path, data={"body": ""}).status_code == 422
    refused = writer.post(path, data={"body": WORDS})
    assert refused.status_code == 429
    assert WORDS in main_of(refused)


def test_all_ways_to_post_share_one_budget(limited: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "POST", "3 per minute")
    member = make_member()
    question = ask()
    own = answer(question, member)
    paths = [
        "/questions/ask",
        f"/threads/{question.thread_id}/answer",
        f"/posts/{question.id}/reply",
        f"/posts/{own.id}/edit",
    ]
    with mock.patch("time.time", return_value=time.time() // 60 * 60 + 10):
        writer = limited.test_client(user=member)
        sent = [writer.post(path, data={"body": ""}).status_code for path in paths]
        others = limited.test_client(user=make_member())
        assert sent == [422, 422, 422, 429]
        assert others.post(paths[0]).status_code == 422
        assert writer.post(f"/posts/{question.id}/vote").status_code == 303


def test_members_are_counted_each_and_visitors_by_their_address(limited: Flask) -> None:
    visitor = limited.test_client()
    assert [send(visitor).status_code for _ in range(4)][-1] == 429
    assert send(visitor, "192.0.2.2").status_code == 200
    with limited.test_request_context("/", environ_overrides={"REMOTE_ADDR": "192.0.2.1"}):
        login_user(someone := make_member())
        assert limits.client() == f"member {someone.id}"


def test_a_network_of_ipv6_is_one_address(browser: FlaskClient) -> None:
    neighbours = ["2001:db8::1", "2001:db8::2:3", "2001:db8:0:0:ffff::", "2001:db8::4"]
    assert [send(browser, one).status_code for one in neighbours] == [200] * 3 + [429]
    assert send(browser, "2001:db8:0:1::1").status_code == 200


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),  # as a server on both kinds of network sees it
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        (None, "unknown"),
        ("a name", "unknown"),
    ],
)
def test_the_block_of_an_address(address: str | None, block: str) -> None:
    assert limits.address_block(address) == block


def test_what_the_trusted_proxy_says_counts_and_not_what_it_was_told(browser: FlaskClient) -> None:
    forged = [
        send(browser, "192.0.2.99", **{"X-Forwarded-For": f"198.51.100.{n}, 203.0.113.5"})
        for n in range(4)
    ]
    assert [answer.status_code for answer in forged] == [200] * 3 + [429]
    honest = send(browser, "192.0.2.99", **{"X-Forwarded-For": "203.0.113.6"})
    assert honest.status_code == 200


def test_without_a_trusted_proxy_nobody_says_from_where_they_come(
    one_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(one_app.view_functions, "pages.home", lambda: request.remote_addr or "")
    forged = {"X-Forwarded-For": "203.0.113.5", "X-Real-IP": "203.0.113.5"}
    told = one_app.test_client().get(
        "/", headers=forged, environ_overrides={"REMOTE_ADDR": "192.0.2.1"}
    )
    assert told.get_data(as_text=True) == "192.0.2.1"
