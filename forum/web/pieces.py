"""Pieces of pages, drawn once for all that look alike.

Two posts differ in their words, names and numbers, and else look the same. So a template is drawn
with a stand-in for each of these; what it made is kept as a shape, into which the values of any
such post are put in one step. What would change the shape is given to the template as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, cast

from flask import Flask
from jinja2 import Environment
from markupsafe import Markup, escape

from ..permissions import VISITOR
from .safe_html import own

PIECES = 500  # about four times as many as the pages of visitors and members have
DrawnOnce = Callable[..., Markup]
_AS_IT_IS = frozenset({int, Markup})
_NOTHING: Mapping[str, Any] = {}
_FIRST = 918_273_645_000  # the numbers from here on stand for values: in words and in addresses


def init_app(app: Flask) -> None:
    """Give the templates of `app` their pieces."""

    @lru_cache(maxsize=PIECES)
    def shape(template: str, names: tuple[str, ...], **about: Any) -> str:
        places = stand_ins(names)
        values = {"actor": VISITOR, **about, **places}
        return shape_of(app.jinja_env.get_template(template).render(values), places)

    def drawn_once(template: str, values: Mapping[str, Any] = _NOTHING, **about: Any) -> Markup:
        """Return what a template shows to a visitor; `values` and `about` are all it reads.

        It may write the values and ask whether they are there, which those are not that are none,
        zero or empty; of `about` it may ask anything.
        """
        there = {
            name: value if type(value) in _AS_IT_IS else escape(value)
            for name, value in values.items()
            if value
        }
        return own(shape(template, tuple(there), **about) % there)

    app.jinja_env.globals["drawn_once"] = drawn_once


def of(templates: Environment) -> DrawnOnce:
    """Return the `drawn_once` of an application's templates."""
    return cast("DrawnOnce", templates.globals["drawn_once"])


def stand_ins(names: Iterable[str]) -> dict[str, int]:
    """Return a number for each name, to be found again in whatever it was written into."""
    return {name: _FIRST + number for number, name in enumerate(names)}


def shape_of(written: str, places: Mapping[str, int]) -> str:
    """Return what was written with `%(name)s` in place of each number that stands for a name."""
    shape = written.replace("%", "%%")
    for name, place in places.items():
        shape = shape.replace(str(place), f"%({name})s")
    return shape
