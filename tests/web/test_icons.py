import re
from xml.etree import ElementTree

import pytest
from factories import answer, ask, make_member
from flask import render_template_string

from forum.threads.queries import load_post

SHOWN = re.compile(r'<use href="([^"#]+)#i-([a-z-]+)"')


def shapes(browser, address):
    """The names of the shapes in the file at an address."""
    with browser.get(address) as answered:
        drawing = ElementTree.fromstring(answered.data)  # our own file
    return {symbol.get("id").removeprefix("i-") for symbol in drawing}


def test_an_unknown_icon_fails_loudly(one_app):
    with one_app.test_request_context(), pytest.raises(KeyError, match="no icon is called 'shoe'"):
        render_template_string("{{ 'shoe' | icon }}")


def test_every_icon_of_a_page_has_its_shape_in_a_file_of_the_site(one_app, sign_in):
    question = ask()
    answer(load_post(question.id))
    address = f"/questions/{question.thread_id}/{question.thread.slug}"
    for browser in (one_app.test_client(), sign_in(make_member())):
        for page in ("/", address, "/search?q=cramp", "/nowhere", "/preferences"):
            files, names = map(set, zip(*SHOWN.findall(browser.get(page).text), strict=True))
            (file,) = files
            assert names <= shapes(browser, file), page


def test_a_browser_fetches_the_shapes_once_for_all_pages(one_app):
    browser = one_app.test_client()
    (file, _), *_ = SHOWN.findall(browser.get("/").text)
    with browser.get(file) as answered:
        assert answered.mimetype == "image/svg+xml"
        assert "immutable" in answered.headers["Cache-Control"]


def test_a_piece_that_a_script_puts_into_a_page_shows_icons_too(sign_in):
    body = "Crushing chest pain spreads into my left arm, and I cannot breathe."
    sent = {"title": "Chest pain and my left arm", "body": body}
    browser = sign_in(make_member())
    banner = browser.post("/questions/ask/assess", data=sent).json["banner"]
    assert "phone" in {name for _, name in SHOWN.findall(banner)}
