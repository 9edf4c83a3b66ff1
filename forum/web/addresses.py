"""Addresses of the site's own pages, each shape of them worked out once.

`url_for` costs more than what it stands in, and a page has dozens. What it returns depends on the
endpoint and its values alone: the site stands at the root of the host that `BASE_URL` names.
Numbers and plain words stand in an address as they are, so that one address is the shape of all
others with the same names of values.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote

from flask import Flask, has_request_context
from werkzeug.routing import Rule

from .pieces import shape_of, stand_ins

REMEMBERED = 1_024
_MARKS = str.maketrans({mark: quote(mark) for mark in "%?&=+#;"})
LONGEST = 200  # characters of a value: what strangers send must not fill the memory


class LateRule(Rule):
    """A rule whose two builders of addresses are written when an address is first asked for.

    Writing all of them took 0.1 s at each start, and few are ever asked for.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        write = super()._compile_builder
        written = cache(lambda: write(append_unknown))
        return lambda rule, /, **values: written()(rule, **values)


def init_app(app: Flask) -> None:
    """Let `url_for` remember, in code and in templates; call it before anything draws a page."""
    work_out = app.url_for
    remembered = lru_cache(REMEMBERED, typed=True)(work_out)

    @lru_cache(REMEMBERED)
    def shape(endpoint: str, *names: str) -> str:
        """Return an address with `%(name)s` for each of its values."""
        places: dict[str, Any] = stand_ins(names)
        return shape_of(work_out(endpoint, **places), places)

    def url_for(endpoint: str, **values: Any) -> str:
        # A dot means the blueprint that answers this request; outside of one there is a host.
        if endpoint[0] == "." or not has_request_context():
            return work_out(endpoint, **values)
        if None in values.values():
            values = {name: value for name, value in values.items() if value is not None}
        if all(map(_is_plain, values, values.values())):
            return shape(endpoint, *values) % values
        if any(map(_is_long, values.values())):
            return work_out(endpoint, **values)
        return remembered(endpoint, **values)

    app.url_for = url_for  # type: ignore[method-assign]


def as_value(address: str) -> str:
    """Return one of these addresses as it stands in the query of another."""
    return address.translate(_MARKS)


def _is_plain(name: str, value: object) -> bool:
    """Say whether a value stands in an address as it is."""
    if name[0] == "_":  # tells `url_for` what to do
        return False
    if type(value) is int:
        return True
    return isinstance(value, str) and value.isascii() and value.replace("-", "").isalnum()


def _is_long(value: object) -> bool:
    return not isinstance(value, int | str) or (isinstance(value, str) and len(value) > LONGEST)
