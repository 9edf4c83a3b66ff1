"""What stands around every page, drawn once for all who see the same."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any, SupportsInt
from urllib.parse import quote

from flask import Flask
from markupsafe import Markup

from ..permissions import Actor, Role, Verb, can
from ..permissions.actor import Someone
from . import pieces
from .origin import csrf_token
from .safe_html import own

MEMBERS_PIECES = 300  # there are more, for the numbers in them differ
TOKEN = "token-of-this-session"  # noqa: S105  # stands where each session has its own token


def init_app(app: Flask) -> None:
    """Give the templates of `app` the pieces, which are drawn when a page first needs them."""
    drawn_once = pieces.of(app.jinja_env)

    @lru_cache(maxsize=MEMBERS_PIECES)
    def drawn_for_members(template: str, moderates: bool, **about: Any) -> str:
        anyone = Someone(0, frozenset({Role.MODERATOR} if moderates else ()))
        about |= {"actor": anyone, "can": partial(can, anyone), "csrf_token": lambda: TOKEN}
        return app.jinja_env.get_template(template).render(about)

    def drawn_frame(
        template: str, actor: Actor, waiting: SupportsInt, unread_count: int, **about: Any
    ) -> Markup:
        """Return what a template of the frame shows to whoever reads the page.

        `waiting` is asked for moderators only: how much is on their worklist.
        """
        if actor.id is None:
            return drawn_once(template, **about)
        moderates = can(actor, Verb.MODERATE)
        numbers = {"worklist_count": int(waiting) if moderates else 0, "unread_count": unread_count}
        piece = drawn_for_members(template, moderates, **numbers, **about)
        return own(piece.replace(TOKEN, csrf_token()) if TOKEN in piece else piece)

    def site_footer(theme: str, region: str, address: str) -> Markup:
        """Return the footer of the page at `address`."""
        here = {"here": quote(address)}
        return drawn_once("_footer.html", here, theme=theme, region=region)

    app.jinja_env.globals.update(drawn_frame=drawn_frame, site_footer=site_footer)
