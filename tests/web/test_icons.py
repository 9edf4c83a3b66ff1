import re

import pytest
from factories import answer, ask, make_member

from forum.threads.queries import load_post
from forum.web.icons import SHAPES, icon, with_shapes


def shown(html):
    return re.findall(r'<use href="#i-([a-z-]+)"', html)


def drawn(html):
    return re.findall(r'<symbol id="i-([a-z-]+)"', html)


def test_an_unknown_icon_fails_loudly():
    with pytest.raises(KeyError, match="no icon is called 'shoe'"):
        icon("shoe")


def test_a_page_holds_each_shape_that_it_shows_once_and_no_other():
    html = with_shapes(f"{icon('ask')}{icon('reply')}{icon('ask', 'chevron')}")
    assert drawn(html) == ["ask", "reply"]
    assert SHAPES["reply"] in html


def test_a_page_without_icons_gets_no_shapes():
    assert with_shapes("<p>Words</p>") == "<p>Words</p>"


def test_every_icon_of_a_page_has_its_shape_in_the_same_page(one_app, sign_in):
    question = ask()
    answer(load_post(question.id))
    address = f"/questions/{question.thread_id}/{question.thread.slug}"
    for browser in (one_app.test_client(), sign_in(make_member())):
        for page in ("/", address, "/search?q=cramp", "/nowhere", "/preferences"):
            html = browser.get(page).text
            assert sorted(set(shown(html))) == drawn(html), page


def test_a_piece_that_a_script_puts_into_a_page_brings_its_shapes(one_app, sign_in):
    body = "Crushing chest pain spreads into my left arm, and I cannot breathe."
    sent = {"title": "Chest pain and my left arm", "body": body}
    answered = sign_in(make_member()).post("/questions/ask/assess", data=sent)
    banner = answered.json["banner"]
    assert "phone" in shown(banner)
    assert sorted(set(shown(banner))) == drawn(banner)
