"""What stands around every page and is the same for all visitors, drawn once."""

from __future__ import annotations

from functools import lru_cache

from flask import Flask
from markupsafe import Markup

from ..permissions import VISITOR
from .safe_html import own

ENDPOINTS = 500  # more than there are: what they lead to is another for each


def init_app(app: Flask) -> None:
    """Give the templates of `app` the pieces, which are drawn when a page first needs them."""

    @lru_cache(maxsize=2 * ENDPOINTS)
    def same_for_visitors(
        template: str, current_page: str | None, own_search: bool = False
    ) -> Markup:
        """Return what a template of the site's frame shows to a visitor who is at an endpoint."""
        piece = app.jinja_env.get_template(template)
        return own(piece.render(actor=VISITOR, current_page=current_page, own_search=own_search))

    app.jinja_env.globals["same_for_visitors"] = same_for_visitors
