from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from forum.web import addresses

Built = Callable[..., str]


@pytest.fixture
def asked() -> tuple[Flask, Built, list[str]]:
    """An application, Flask's own `url_for`, and the endpoints whose address it worked out."""
    app, worked_out = Flask(__name__), []
    app.config["SERVER_NAME"] = "forum.test"
    app.add_url_rule("/questions/<int:at>/<slug>", "thread")
    app.add_url_rule("/members/<name>", "member")
    app.add_url_rule("/search", "search")
    flasks = app.url_for

    def work_out(endpoint: str, **values: object) -> str:
        worked_out.append(endpoint)
        return flasks(endpoint, **values)

    app.url_for = work_out
    addresses.init_app(app)
    return app, flasks, worked_out


VALUES = [
    ("thread", {"at": 7, "slug": "why-does-it-cramp"}),
    ("thread", {"at": 12, "slug": "über/krampf"}),
    ("thread", {"at": 12, "slug": "a", "sort": "newest", "_anchor": "answers"}),
    ("member", {"name": "River-Ibis-100"}),
    ("member", {"name": "a b%20c"}),
    ("search", {}),
    ("search", {"q": "cramp", "exact": 1}),
    ("search", {"q": "cramp", "exact": True}),
    ("search", {"exact": True, "q": "100 % & more"}),
    ("search", {"q": None}),
    ("search", {"q": ""}),
    ("search", {"q": "-"}),
    ("search", {"q": ["one", "two"]}),
    ("search", {"at": -1}),
]


@pytest.mark.parametrize(("endpoint", "values"), VALUES)
def test_an_address_is_the_one_that_flask_would_give(asked, endpoint: str, values: dict) -> None:
    app, flasks, _ = asked
    with app.test_request_context():
        for _ in range(2):
            assert app.url_for(endpoint, **values) == flasks(endpoint, **values)


def test_one_address_tells_all_others_of_its_shape(asked) -> None:
    app, _, worked_out = asked
    with app.test_request_context():
        found = {app.url_for("thread", at=at, slug=slug) for at in (1, 2, 3) for slug in "abc"}
    assert len(found) == 9
    assert worked_out == ["thread"]


def test_one_and_true_are_two_values(asked) -> None:
    app, _, _ = asked
    with app.test_request_context():
        assert len({app.url_for("search", at=value) for value in (1, True, 2)}) == 3


def test_what_strangers_send_does_not_fill_the_memory(asked) -> None:
    app, _, worked_out = asked
    with app.test_request_context():
        for _ in range(2):
            app.url_for("search", q="a b" * 300_000)
    assert worked_out == ["search", "search"]


def test_an_address_with_a_host_is_not_remembered_for_pages(asked) -> None:
    app, _, _ = asked
    with app.app_context():
        assert app.url_for("member", name="marie") == "http://forum.test/members/marie"
    with app.test_request_context():
        assert app.url_for("member", name="marie") == "/members/marie"
