"""Every page in every role: accessible, quiet, ours alone, fit for thumbs and for the screen."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from browser.conftest import Forum
from browser.pages import (
    FOR_MACHINES,
    FOR_OTHER_CASES,
    NO_PAGE,
    PAGES,
    TAKING_BACK,
)
from browser.visitors import OPEN_ALL, Visitor
from flask import Flask
from playwright.sync_api import Browser

WIDTHS = (360, 768, 1280)
PICTURES = os.environ.get("PICTURES")  # a folder: `make pictures`; drawing them checks nothing
REFLOW = 320  # 1280 px at 400 %: WCAG 2.2, 1.4.10


@pytest.fixture(scope="module")
def visitor(chromium: Browser, forum: Forum) -> Callable[[str, bool], Visitor]:
    """`visitor("member", True)`: someone's browser, with scripts or without, opened once."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
    return cache(lambda role, scripted: Visitor(chromium, forum, role, scripted))


@pytest.mark.parametrize("endpoint", PAGES)
def test_a_page_is_accessible_quiet_and_fits_thumbs_and_the_screen(
    visitor: Callable[[str, bool], Visitor], forum: Forum, endpoint: str
) -> None:
    seen: set[str] = set()
    for role in PAGES[endpoint]:
        scripted, plain = visitor(role, True), visitor(role, False)
        scripted.open(forum.paths[endpoint])
        # Header and footer are looked at on the pages that do differ between the roles.
        if (content := scripted.content()) not in seen:
            look_closely(scripted, f"{endpoint}-{role}")
            plain.open(forum.paths[endpoint])
            plain.parse()
            plain.look("without scripts")
            assert plain.page.locator("h1").count() == 1
        seen.add(content)
        assert scripted.faults + plain.faults == [], role


def look_closely(visitor: Visitor, name: str) -> None:
    """In all widths and themes, folded and with everything opened."""
    for width in WIDTHS:
        visitor.resize(width)
        visitor.check_width(f"{width} px")
        if PICTURES:
            take_pictures(visitor, f"{name}-{width}")
    visitor.run(OPEN_ALL)
    visitor.media(color_scheme="dark")
    visitor.look("all opened, dark")
    visitor.media(color_scheme="light")
    visitor.look("all opened")
    visitor.ask_axe("all opened")  # on a wide screen, where no bar for the thumb lies over things
    visitor.resize(REFLOW)
    visitor.media(contrast="more")
    visitor.look("all opened, 320 px, high contrast")
    visitor.check_targets("all opened, 320 px")


def take_pictures(visitor: Visitor, name: str) -> None:
    """Keep a picture in each theme, for whoever wants to look at the pages."""
    for theme in ("light", "dark"):
        visitor.media(color_scheme=theme)
        visitor.picture(Path(PICTURES) / f"{name}-{theme}.jpg")


def test_no_page_is_missing_from_the_list(one_app: Flask) -> None:
    known = set(PAGES) | TAKING_BACK | FOR_OTHER_CASES | NO_PAGE
    routes = {
        rule.endpoint
        for rule in one_app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.endpoint.startswith(FOR_MACHINES)
    }
    assert routes - known == set(), "new pages belong in tests/browser/pages.py"
    assert known - routes == set(), "pages that are gone"
