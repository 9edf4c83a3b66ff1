"""The judge itself: what it must find, and what it must let pass."""

from __future__ import annotations

from browser.visitors import TOO_PALE
from playwright.sync_api import Browser

PAGE = """
<style>.grey {{ background: #777 }}</style>
<body style="background: white; color: black">{}</body>
"""


def found(chromium: Browser, html: str) -> list[str]:
    page = chromium.new_page()
    page.set_content(PAGE.format(html))
    faults: list[str] = page.evaluate(TOO_PALE)
    page.close()
    return [fault.split(":1 ")[0] for fault in faults]


def test_pale_words_are_found_on_any_ground(chromium: Browser) -> None:
    assert found(chromium, '<p style="color: #777">pale</p>') == ["4.48"]
    assert found(chromium, '<div class="grey"><b>dark on grey</b></div>') == []
    assert found(chromium, '<div class="grey"><b style="color: white">pale</b></div>') == ["4.48"]
    assert found(chromium, '<p style="color: rgb(0 0 0 / 40%)">thin</p>') == ["2.85"]


def test_words_that_nobody_is_to_see_are_let_pass(chromium: Browser) -> None:
    assert found(chromium, '<p hidden style="color: white">away</p>') == []
    assert found(chromium, '<details><p style="color: white">folded</p></details>') == []
    assert found(chromium, '<button disabled style="color: white">no</button>') == []
