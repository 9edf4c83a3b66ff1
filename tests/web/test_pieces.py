"""Pieces that are drawn once for all that look alike: nothing of one stands in another."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader
from markupsafe import Markup

from forum.web import pieces

CARD = """{{ name }}{% if score %} has {{ score }}{% endif %}{{ ' here' if near }}, 100% of it"""


@pytest.fixture
def card(one_app, monkeypatch):
    """Draw cards from a template whose every drawing is counted."""
    drawings: list[int] = []
    template = CARD + "{{ drawn() }}"
    monkeypatch.setattr(one_app.jinja_env, "loader", DictLoader({"card.html": template}))
    monkeypatch.setitem(one_app.jinja_env.globals, "drawn", lambda: drawings.append(1) or "")
    draw = pieces.of(one_app.jinja_env)
    return lambda near=False, **values: draw("card.html", values, near=near), drawings


def test_what_looks_alike_is_drawn_once_and_each_has_its_own_values(card) -> None:
    draw, drawings = card
    assert draw(name="Wren", score=3) == "Wren has 3, 100% of it"
    assert draw(name="Ibis", score=41) == "Ibis has 41, 100% of it"
    assert len(drawings) == 1


def test_what_is_not_there_and_what_is_asked_for_change_the_shape(card) -> None:
    draw, drawings = card
    assert draw(name="Wren", score=0) == draw(name="Wren") == "Wren, 100% of it"
    assert draw(near=True, name="Wren") == "Wren here, 100% of it"
    assert len(drawings) == 2


@pytest.mark.parametrize("name", ["<b>", "%(score)s", "%s", "100%", "918273645001", "{{ 7 * 7 }}"])
def test_a_value_is_written_as_it_is_whatever_it_looks_like(card, name) -> None:
    draw, _ = card
    assert draw(name=name, score=3) == Markup("{} has 3, 100% of it").format(name)
    assert draw(name=Markup("<i>own</i>")) == "<i>own</i>, 100% of it"
