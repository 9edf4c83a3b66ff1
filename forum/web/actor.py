"""Who is acting in this request, as the rules want to know it."""

from __future__ import annotations

from typing import Any, cast

from flask import g
from flask_login import current_user

from ..permissions import VISITOR, Actor, Verb, can


def current_actor() -> Actor:
    """Return the signed-in member, or the visitor."""
    # Where Flask-Login keeps who it found; the proxy would look it up for each attribute.
    user = g.get("_login_user") or current_user._get_current_object()
    return cast(Actor, user) if user and user.is_authenticated else VISITOR


def current_member() -> Any:
    """Return the signed-in member; for routes whose gate lets in nobody else."""
    return current_user._get_current_object()


def actor_can(verb: Verb, subject: Any = None) -> bool:
    """`can` for whoever is acting; what templates ask."""
    return can(current_actor(), verb, subject)
