"""Results as HTML, drawn once for all who see the same.

A result is remembered under all that it is drawn from, so that nothing out of date can be found.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from flask import Flask
from markupsafe import Markup

from ..db import utcnow
from ..web.safe_html import own
from ..web.times import ago
from .hits import Hit

REMEMBERED = 2_000  # results, of about 2 kB


def init_app(app: Flask) -> None:
    """Let the templates of `app` draw results."""

    @lru_cache(REMEMBERED)
    def remembered(hit: Hit, heading: int, _since: str, _pinned: bool) -> Markup:
        template = app.jinja_env.get_template("search/_result.html")
        return own(template.render(hit=hit, heading=heading))

    def drawn_results(hits: Sequence[Hit], heading: int) -> Markup:
        """Return what `search/_result.html` makes of each, its title at a level of headings."""
        now = utcnow()
        return own(
            "".join(
                remembered(hit, heading, ago(hit.thread.created_at, now), hit.thread.is_pinned)
                for hit in hits
            )
        )

    app.jinja_env.globals["drawn_results"] = drawn_results
