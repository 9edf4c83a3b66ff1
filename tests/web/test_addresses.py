from __future__ import annotations

import pytest
from flask import Flask

from forum.web import addresses


@pytest.fixture
def asked() -> tuple[Flask, list[str]]:
    """An application, and the endpoints whose address it had to work out."""
    app, worked_out = Flask(__name__), []

    def work_out(endpoint: str, **values: object) -> str:
        worked_out.append(endpoint)
        return f"/{endpoint}?{values}"

    app.url_for = work_out
    addresses.init_app(app)
    return app, worked_out


def test_an_address_is_worked_out_once(asked: tuple[Flask, list[str]]) -> None:
    app, worked_out = asked
    assert app.url_for("page", at=1) == app.url_for("page", at=1) != app.url_for("page", at=2)
    assert worked_out == ["page", "page"]


def test_one_and_true_and_the_word_are_three_values(asked: tuple[Flask, list[str]]) -> None:
    app, _ = asked
    assert len({app.url_for("page", at=value) for value in (1, True, "1")}) == 3


def test_what_strangers_send_does_not_fill_the_memory(asked: tuple[Flask, list[str]]) -> None:
    app, worked_out = asked
    for _ in range(2):
        app.url_for("search", q="a" * 300_000)
    assert worked_out == ["search", "search"]
