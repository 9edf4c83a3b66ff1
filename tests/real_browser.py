"""Where Chromium is, and how it is started: for the tests, and for those that take pictures."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import Browser, Playwright

# The shell draws the same pages in half the time: it has no window to keep.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # One process draws all pages, and starts none anew for the next page.
    "--renderer-process-limit=1",
    "--process-per-site",
    "--disable-site-isolation-trials",
]


def path() -> str | None:
    """Return the browser that `CHROMIUM` names, else the first one on the `PATH`, or `None`."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def start(playwright: Playwright) -> Browser:
    """Start it without a window. Playwright raises where there is none."""
    return playwright.chromium.launch(executable_path=path(), args=ARGUMENTS)
