"""What every template can use without asking for it."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import partial
from typing import Any

from flask import Flask, current_app, request
from flask.templating import Environment
from jinja2 import Template

from ..permissions import Actor, Openness, PostKind, Role, ThreadKind, Verb, Visibility, can
from ..permissions.actor import at_once
from ..triage import Level, care
from .actor import actor_can, current_actor
from .safe_html import drawn
from .times import ago, exact, time_ago

THEMES = ("auto", "light", "dark", "contrast")
ADDRESS_MAX = 1_000  # characters of an address that a page repeats in its links and forms


class SharedGlobals(Environment):
    """Templates look into the one dictionary of globals, not into a chain of them for each.

    Each import compares the names of both sides, which a chain makes slow. No template is loaded
    with globals of its own here, so one that was loaded is found by its name alone.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._loaded: dict[Any, Template] = {}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        """Return a template, which is read anew only while templates are being written."""
        found = self._loaded.get(name)
        if found is None or self.auto_reload:
            found = self._loaded[name] = super().get_template(name, parent, globals)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the dictionary itself."""
        return super().make_globals(d) if d else self.globals


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
    )
    app.jinja_env.filters.update(drawn=drawn, ago=ago, exact=exact, time_ago=time_ago)
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
