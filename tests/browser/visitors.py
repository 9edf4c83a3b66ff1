"""People at their browsers: what they open, and what is wrong with what they see."""

from __future__ import annotations

import base64
import json
from importlib import resources
from pathlib import Path
from typing import Any

from bleach._vendor import html5lib
from browser.conftest import Forum
from playwright.sync_api import Browser, Page

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text()
# Contrast is measured by too_pale.js, in every theme and for large text too.
RUN_AXE = """axe.run({include: [[WITHIN]]}, {
    resultTypes: ["violations"], preload: false, selectors: false,
    rules: {"color-contrast": {enabled: false}, "target-size": {enabled: true}},
}).then(({violations}) => violations.flatMap(({id, nodes}) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`)))"""
TOO_PALE = (Path(__file__).parent / "too_pale.js").read_text()
TOO_SMALL = (Path(__file__).parent / "too_small.js").read_text()
# Menus lie over what is below them; tests/browser/test_states.py opens them one by one.
OPEN_ALL = (
    "document.querySelectorAll('details:not([data-menu])').forEach((one) => { one.open = true })"
)
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CONTENT = """(() => {
    const main = document.querySelector("main").cloneNode(true);
    main.querySelectorAll("input[type=hidden], time").forEach((part) => part.remove());
    return main.innerHTML;
})()"""
HEIGHT = 780
PREFERENCES = {
    "color_scheme": "prefers-color-scheme",
    "contrast": "prefers-contrast",
    "forced_colors": "forced-colors",
}


class Visitor:
    """One person's browser with one page, and what went wrong since it was last asked."""

    def __init__(self, chromium: Browser, forum: Forum, role: str, scripted: bool = True) -> None:
        self.forum, self.role = forum, role
        self.faults: list[str] = []
        context = chromium.new_context(
            base_url=forum.address,
            java_script_enabled=scripted,
            service_workers="block",
            reduced_motion="reduce",
        )
        context.set_default_timeout(30_000)
        context.add_init_script(AXE)  # kept compiled from page to page
        if role in forum.cookies:
            cookie = {"name": "session", "value": forum.cookies[role], "url": forum.address}
            context.add_cookies([cookie])
        self.page = context.new_page()
        self.watch(self.page)
        # The protocol itself: Playwright's own pictures and sizes cost twice the time.
        self.protocol = context.new_cdp_session(self.page)
        self.resize(1280)

    def watch(self, page: Page) -> None:
        """Note errors in the console, and requests that leave the site."""
        own = (f"{self.forum.address}/", "data:")
        page.on("console", lambda said: self.fault_if(said.type == "error", said.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda sent: self.fault_if(not sent.url.startswith(own), sent.url))

    def fault_if(self, wrong: bool, words: str) -> None:
        if wrong:
            self.faults.append(words)

    def open(self, path: str) -> None:
        """Open a page in light colours; it answers, and leads nowhere else."""
        self.faults.clear()
        self.media(color_scheme="light")
        answer = self.page.goto(path)
        assert answer is not None
        assert (answer.status, answer.url) == (200, self.forum.address + path)
        self.answer = answer

    def resize(self, width: int) -> None:
        size = {"width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        self.protocol.send("Emulation.setDeviceMetricsOverride", size)

    def media(self, **features: str) -> None:
        """Wish for `color_scheme="dark"`, `contrast="more"` and the like, and no motion."""
        wishes = {"prefers-reduced-motion": "reduce"}
        wishes |= {PREFERENCES[name]: value for name, value in features.items()}
        listed = [{"name": name, "value": value} for name, value in wishes.items()]
        self.protocol.send("Emulation.setEmulatedMedia", {"features": listed})

    def run(self, script: str) -> Any:
        """Return what a script says, however long it takes."""
        asked = {"expression": script, "awaitPromise": True, "returnByValue": True}
        answer = self.protocol.send("Runtime.evaluate", asked)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def look(self, state: str) -> None:
        """Note what is too wide or too pale as the page is now."""
        self.check_width(state)
        self.faults += [f"{state}: {fault}" for fault in self.run(TOO_PALE)]

    def check_width(self, state: str) -> None:
        extra = self.run(TOO_WIDE)
        self.fault_if(extra > 0, f"{state}: {extra} px too wide")

    def check_targets(self, state: str) -> None:
        """Note what a thumb would miss, on a screen that is touched."""
        self.protocol.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
        self.faults += [f"{state}: {fault}" for fault in self.run(TOO_SMALL)]
        self.protocol.send("Emulation.setTouchEmulationEnabled", {"enabled": False})

    def picture(self, path: Path) -> None:
        """Keep a picture of what is on the screen."""
        asked = {"format": "jpeg", "quality": 60, "optimizeForSpeed": True}
        taken = self.protocol.send("Page.captureScreenshot", asked)
        path.write_bytes(base64.b64decode(taken["data"]))

    def parse(self) -> None:
        """Note what a parser stumbles over in the page as it was sent."""
        parser = html5lib.HTMLParser()
        parser.parse(self.answer.text())
        self.faults += [f"{name} at {place} {more}" for place, name, more in parser.errors]

    def ask_axe(self, state: str, within: str = "html") -> None:
        """Let axe judge the page, or a part of it."""
        found = self.run(RUN_AXE.replace("WITHIN", json.dumps(within)))
        self.faults += [f"{state}: {fault}" for fault in found]

    def content(self) -> str:
        """What the page says, apart from tokens and the clock."""
        return str(self.run(CONTENT))
