"""What every template can use without asking for it."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Flask, current_app, request

from ..permissions import Actor, Openness, PostKind, Role, ThreadKind, Verb, Visibility, can
from ..permissions.actor import at_once
from ..richtext import bulleted, own_words
from ..triage import Level, care
from .actor import actor_can, current_actor
from .addresses import as_value
from .safe_html import drawn
from .times import ago, exact, time_ago

THEMES = ("auto", "light", "dark", "contrast")
ADDRESS_MAX = 1_000  # characters of an address that a page repeats in its links and forms


def init_app(app: Flask) -> None:
    """Give the templates of `app` their names, and let none of them query."""
    app.jinja_env.globals.update(
        can=actor_can,
        Verb=Verb,
        Role=Role,
        Level=Level,
        Openness=Openness,
        PostKind=PostKind,
        ThreadKind=ThreadKind,
        Visibility=Visibility,
        site_name=app.config["SITE_NAME"],
        base_url=app.config["BASE_URL"],
        THEMES=THEMES,
        this_address=this_address,
        care_in=care.region,
    )
    app.jinja_env.filters.update(
        drawn=drawn,
        own_words=own_words,
        bulleted=bulleted,
        ago=ago,
        exact=exact,
        time_ago=time_ago,
        as_value=as_value,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(for_this_request)


def for_this_request() -> dict[str, Any]:
    """What depends on who asks: the theme, the care numbers, the count in the header."""
    actor = current_actor()
    return {
        "actor": actor,
        "can": partial(can, at_once(actor)),
        "theme": theme(),
        "care": care.region(_region(actor)),
        "unread_count": getattr(actor, "unread_count", 0),
    }


def theme() -> str:
    """Return the visitor's theme, `auto` unless they chose one."""
    chosen = request.cookies.get("theme", "")
    return chosen if chosen in THEMES else "auto"


def care_region() -> str:
    """Return the country whose numbers to show: the visitor's choice, else the site's."""
    return _region(current_actor())


def _region(actor: Actor) -> str:
    chosen = request.cookies.get("region") or getattr(actor, "care_region", None) or ""
    return str(chosen if chosen in care.codes() else current_app.config["CARE_REGION"])


def this_address() -> str:
    """Return the path to come back to this page; an overlong one loses its query."""
    full = request.full_path.rstrip("?")
    return full if len(full) <= ADDRESS_MAX else request.path[:ADDRESS_MAX]
