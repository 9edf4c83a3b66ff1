"""What a visitor's page costs, in units of a bare Flask route: `python benchmarks/pages.py`.

Fills a database in a temporary folder with 2,000 made-up threads, then asks for each page and for
the bare route in turns, so that whatever else the machine does slows all alike. The figure is the
median of the processor time of this process; nothing is sent over a network. Prints a table and
writes build/bench.json.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from flask import Flask  # noqa: E402 - after the path is set
from flask.testing import FlaskClient  # noqa: E402
from flask_migrate import upgrade  # noqa: E402
from sqlalchemy import select  # noqa: E402

from forum import create_app  # noqa: E402
from forum.cli.demo.filling import fill  # noqa: E402
from forum.db import db, utcnow, writing  # noqa: E402
from forum.library.actions import load_starter  # noqa: E402
from forum.threads.models import Thread  # noqa: E402

THREADS, SEED = 2_000, 1
ROUNDS, WARM_UP = 60, 5
USUAL_POSTS, LONG_POSTS = 6, 200
BARE = "bare Flask route"
REPORT = ROOT / "build" / "bench.json"


def bare() -> Flask:
    """Return what everything is measured against: Flask and 30 kB that never change."""
    app = Flask("bare")
    body = "x" * 30_000
    app.add_url_rule("/", view_func=lambda: body)
    return app


def filled(folder: str) -> tuple[Flask, float]:
    """Return the forum with its made-up threads, and how many were written in a second."""
    app = create_app({"DATA_DIR": folder, "LOG_LEVEL": "ERROR", "RATELIMIT_ENABLED": False})
    with app.app_context(), writing():
        upgrade()
        load_starter(utcnow())
        began = time.perf_counter()
        sum(fill(THREADS, SEED, utcnow()))
        return app, THREADS / (time.perf_counter() - began)


def addresses(app: Flask) -> dict[str, str]:
    """Return what is asked for, by the name it has in the table."""
    with app.app_context():
        return {
            "home": "/",
            "list": "/questions",
            f"thread of {USUAL_POSTS} posts": thread_of(USUAL_POSTS),
            f"thread of {LONG_POSTS} posts": thread_of(LONG_POSTS),
            "search, common word": "/search?q=cramp",
            "search, two words": "/search?q=magnesium+sleep",
            "search, misspelt word": "/search?q=magnesuim",
        }


def thread_of(posts: int) -> str:
    """Return the address of a thread of so many posts."""
    below = Thread.answers_count + Thread.replies_count
    found = db.session.execute(
        select(Thread.id, Thread.slug).where(below == posts - 1, ~Thread.is_example).limit(1)
    ).one()
    return f"/questions/{found.id}/{found.slug}"


def seconds(client: FlaskClient, address: str) -> float:
    """Return the processor time of one answer, which must be a page."""
    began = time.process_time()
    answer = client.get(address)
    took = time.process_time() - began
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return took


def measure(asked: dict[str, tuple[FlaskClient, str]]) -> dict[str, float]:
    """Ask for everything in turns; return the median of each in seconds."""
    times: dict[str, list[float]] = {name: [] for name in asked}
    for number in range(WARM_UP + ROUNDS):
        for name, (client, address) in asked.items():
            took = seconds(client, address)
            if number >= WARM_UP:
                times[name].append(took)
    return {name: statistics.median(each) for name, each in times.items()}


def report(medians: dict[str, float], rate: float) -> dict[str, Any]:
    """Return the figures as they stand in the file."""
    return {
        "threads": THREADS,
        "threads_written_a_second": round(rate),
        "load_average": os.getloadavg(),
        "pages": {
            name: {"milliseconds": took * 1_000, "ratio": took / medians[BARE]}
            for name, took in medians.items()
        },
    }


def main() -> None:
    """Measure, print and write."""
    with tempfile.TemporaryDirectory() as folder:
        app, rate = filled(folder)
        visitor = app.test_client(use_cookies=False)
        asked = {BARE: (bare().test_client(use_cookies=False), "/")}
        asked |= {name: (visitor, address) for name, address in addresses(app).items()}
        figures = report(measure(asked), rate)
        with app.app_context():
            db.engine.dispose()
    print(f"{THREADS} threads, {figures['threads_written_a_second']} written a second")
    for name, figure in figures["pages"].items():
        print(f"{name:24} {figure['milliseconds']:8.2f} ms  x {figure['ratio']:.1f}")
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
