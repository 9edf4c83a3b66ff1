"""Doing things at the same moment, each on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask

from forum.db import db, writing


def at_once(
    app: Flask,
    times: int,
    act: Callable[[Any], Any],
    seen: Callable[[int], Any] = lambda number: number,
) -> list[Any]:
    """Return what `act` returns, done so many times at once, of what `seen` was before by each."""
    db.session.remove()  # hands the connection, and SQLite's write lock, back
    together = Barrier(times)

    def one(number: int) -> Any:
        with app.app_context(), writing():
            try:
                found = seen(number)
                db.session.commit()
                together.wait(timeout=60)
                return act(found)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))
