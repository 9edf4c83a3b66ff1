"""`make screenshots`: README's pictures, taken anew of a forum with the starter library."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path

import real_browser
from flask_migrate import upgrade
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from forum import create_app
from forum.db import db, utcnow, writing
from forum.library.actions import load_starter
from forum.threads.models import Thread
from forum.triage import Level

PORT = 8199
FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
LOOKS = {"wide": (1280, 900, "light"), "phone": (390, 780, "dark")}


def main() -> None:
    """Serve a fresh forum from a temporary folder, and take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data_dir:
        app = create_app({"DATA_DIR": data_dir, "PORT": PORT, "LOG_LEVEL": "ERROR"})
        with app.app_context(), writing():
            upgrade()
            load_starter(utcnow())
            address = f"/questions/{question_with(Level.ROUTINE)}"
            db.engine.dispose()
        server = make_server("127.0.0.1", PORT, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = real_browser.start(playwright)
            take(browser, "home", "/", "wide")
            take(browser, "thread", address, "wide")
            take(browser, "phone", address, "phone")
        server.shutdown()


def question_with(level: Level) -> int:
    """Return the example question of a level that has the most answers."""
    statement = (
        select(Thread.id)
        .where(Thread.level == level, Thread.is_example)
        .order_by(Thread.answers_count.desc(), Thread.id)
    )
    return db.session.scalars(statement).first() or 1


def take(browser: Browser, name: str, address: str, look: str) -> None:
    """Take one picture of what is seen without scrolling, the care notice opened."""
    width, height, scheme = LOOKS[look]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(f"http://127.0.0.1:{PORT}{address}")
    for notice in page.locator("[data-care-level=routine] > summary").all()[:1]:
        notice.click()
    page.mouse.move(0, 0)
    page.screenshot(path=FOLDER / f"{name}.png")
    page.close()


if __name__ == "__main__":
    main()
