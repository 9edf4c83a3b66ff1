"""The frame of every page, and the addresses in it."""

import re

from factories import ask, make_member
from flask import url_for


def header(html):
    return re.search(r"<header.*?</header>", html, re.DOTALL)[0]


def current(html):
    return re.findall(r'<a href="([^"]*)"[^>]* aria-current="page"', html)


def test_the_header_says_to_each_visitor_where_they_are(one_app):
    client = one_app.test_client()
    for _ in range(2):
        for path in ("/questions", "/tags", "/articles"):
            assert set(current(header(client.get(path).text))) == {path}
        assert current(header(client.get("/about").text)) == []


def test_what_was_drawn_for_visitors_is_not_shown_to_members_nor_theirs_to_visitors(
    one_app, sign_in
):
    visitor, member = one_app.test_client(), sign_in(make_member())
    for _ in range(2):
        assert "Sign out" not in visitor.get("/questions").text
        mine = member.get("/questions").text
        assert "Sign out" in header(mine)
        assert "Sign in" not in header(mine)


def test_a_search_box_of_the_page_itself_stands_in_place_of_the_headers(one_app):
    client = one_app.test_client()
    boxes = {path: client.get(path).text for path in ("/", "/search", "/questions")}
    assert {path: 'id="header-q"' in html for path, html in boxes.items()} == {
        "/": False,
        "/search": False,
        "/questions": True,
    }


def test_an_address_is_the_same_each_time_and_another_for_other_values(one_app):
    with one_app.test_request_context("/search?q=x"):
        for _ in range(2):
            assert url_for("pages.tag", name="a b") == "/tags/a%20b"
            assert url_for("pages.tag", name="c") == "/tags/c"
            assert url_for("search.search", exact=1) == "/search?exact=1"
            assert url_for("search.search", exact=True) == "/search?exact=True"
            assert url_for(".search") == "/search"
    with one_app.test_request_context("/questions"):
        assert url_for(".questions") == "/questions"


def test_every_press_of_a_members_page_is_a_button_of_its_one_form(one_app, sign_in):
    question = ask()
    page = f"/questions/{question.thread_id}/{question.thread.slug}"
    html = sign_in(make_member()).get(page).text
    assert html.count('id="press"') == 1
    assert f'form="press" formaction="/posts/{question.id}/vote"' in html
    assert 'id="press"' not in one_app.test_client().get(page).text
