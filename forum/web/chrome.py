"""What stands around every page, drawn once for all who see the same."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import quote

from flask import Flask
from markupsafe import Markup

from ..permissions import VISITOR
from ..triage import care
from .safe_html import own

PIECES = 1_000  # more than there are: what they lead to is another at each endpoint
HERE = "address-of-this-page"  # stands in a piece where each page has its own address


def init_app(app: Flask) -> None:
    """Give the templates of `app` the pieces, which are drawn when a page first needs them."""

    @lru_cache(maxsize=PIECES)
    def drawn_once(template: str, **about: Any) -> Markup:
        """Return what a template of the frame shows to a visitor; `about` is all it reads."""
        return own(app.jinja_env.get_template(template).render(actor=VISITOR, **about))

    @lru_cache(maxsize=PIECES)
    def footer(theme: str, region: str) -> str:
        return str(drawn_once("_footer.html", theme=theme, care=care.region(region), here=HERE))

    def site_footer(theme: str, region: str, address: str) -> Markup:
        """Return the footer of the page at `address`."""
        return own(footer(theme, region).replace(HERE, quote(address)))

    app.jinja_env.globals.update(drawn_once=drawn_once, site_footer=site_footer)
