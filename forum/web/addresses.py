"""Addresses of the site's own pages, each worked out once.

`url_for` costs more than what it stands in, and a page has dozens. What it returns depends on the
endpoint and its values alone: the site stands at the root of the host that `BASE_URL` names.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask

REMEMBERED = 8_192
LONGEST = 200  # characters of a value: what strangers send must not fill the memory


def init_app(app: Flask) -> None:
    """Let `url_for` remember, in code and in templates; call it before anything draws a page."""
    work_out = app.url_for
    remembered = lru_cache(REMEMBERED, typed=True)(work_out)

    def url_for(endpoint: str, **values: Any) -> str:
        own = endpoint.startswith(".")  # means the blueprint that answers this request
        if own or any(isinstance(value, str) and len(value) > LONGEST for value in values.values()):
            return work_out(endpoint, **values)
        return remembered(endpoint, **values)

    app.url_for = url_for  # type: ignore[method-assign]
