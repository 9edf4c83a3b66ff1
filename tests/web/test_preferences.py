"""Wherever an address says where to go on to, that is a page of this site."""

from __future__ import annotations

from urllib.parse import quote, urljoin

import pytest
from factories import NOON, answer, ask
from people import PASSWORD
from werkzeug.test import TestResponse

from forum.accounts.actions import add_member

HERE = "http://127.0.0.1:8000/"
ELSEWHERE = [
    "https://evil.example/",
    "https:evil.example",
    "https:///evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x01//evil.example",
    "/\r\n/evil.example",
    "/\r\nX-Injected: 1",
    "//evil.example\\@127.0.0.1:8000",
    "https://127.0.0.1:8000@evil.example",
    "//\u3002evil.example",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,evil.example",
    "//[",
    "http://[::1",
    "//evil.example:x",
    "//\u2100.evil.example",
]


@pytest.fixture
def sent(one_app):
    """What a browser of its own is answered whose member signs in, chooses colours and votes."""

    def send(target: str, in_form: bool) -> list[TestResponse]:
        member = add_member("wren", "wren@example.org", PASSWORD, frozenset(), NOON)
        browser, post = one_app.test_client(), answer(ask())
        where = dict.fromkeys(("next", "back"), target)
        query = "" if in_form else "?" + "&".join(f"{n}={quote(v)}" for n, v in where.items())
        more = where if in_form else {}
        known = {"email": member.username, "password": PASSWORD}
        return [
            browser.post(f"/sign-in{query}", data=known | more),
            browser.post(f"/preferences{query}", data={"theme": "dark", "region": "US"}),
            browser.post(f"/posts/{post.id}/vote{query}", data=more),
        ]

    return send


@pytest.mark.parametrize("in_form", [True, False], ids=["form", "address"])
@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_way_on_leads_to_another_site(sent, target: str, in_form: bool) -> None:
    for response in sent(target, in_form):
        assert response.status_code < 500
        assert "X-Injected" not in response.headers
        to = response.location or "/"
        assert "\\" not in to  # a browser takes it for a slash
        assert urljoin(HERE, to).startswith(HERE)


@pytest.mark.parametrize("in_form", [True, False], ids=["form", "address"])
def test_a_way_on_within_the_site_is_taken(sent, in_form: bool) -> None:
    signed_in, chosen, _ = sent("/questions?sort=newest", in_form)
    assert signed_in.location == "/questions?sort=newest"
    assert in_form or chosen.location == "/questions?sort=newest"
