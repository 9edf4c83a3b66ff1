"""Draws the PNG icons anew from our mark: `PYTHONPATH=tests python tests/browser/icons.py`."""

from __future__ import annotations

from pathlib import Path

import real_browser
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parents[2] / "static" / "img"
# Size in pixels, the mark's share of it, and the ground: a mask may cut a fifth off each side.
ICONS = {
    "icon-192": (192, 0.96, "transparent"),
    "icon-512": (512, 0.96, "transparent"),
    "icon-maskable": (512, 0.62, "#fcfbf8"),
    "apple-touch-icon": (180, 0.74, "#fcfbf8"),
}
PAGE = """<style>body {{ margin: 0; display: grid; place-items: center; height: 100vh;
  background: {ground} }}
svg {{ width: {share}vw; height: {share}vw }}</style>{mark}"""


def main() -> None:
    """Write each icon."""
    mark = (FOLDER / "favicon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = real_browser.start(playwright)
        for name, (size, share, ground) in ICONS.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(PAGE.format(ground=ground, share=share * 100, mark=mark))
            page.screenshot(path=FOLDER / f"{name}.png", omit_background=True)
            page.close()


if __name__ == "__main__":
    main()
