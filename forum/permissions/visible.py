"""The list filter that goes with the rule `readable`; one test demands that the two agree."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, true

from .actor import Actor, is_moderator
from .states import Visibility


def visible_to(actor: Actor, model: Any) -> ColumnElement[bool]:
    """Return the condition under which rows of `model` (Thread or Post) may be listed for `actor`.

    For posts it also asks that their thread may be read, and what they hang under.
    """
    if is_moderator(actor):
        return true()
    seen = _published_or_own(actor, model)
    thread = getattr(model, "thread", None)
    if thread is None:
        return seen
    of_thread = thread.has(_published_or_own(actor, thread.property.mapper.class_))
    return and_(seen, of_thread, _hangs_in_sight(actor, model))


def _hangs_in_sight(actor: Actor, model: Any) -> ColumnElement[bool]:
    in_sight = model.parent_id.is_(None) | model.parent.has(_published_or_own(actor, model))
    return in_sight if actor.id is None else or_(in_sight, model.author_id == actor.id)


def _published_or_own(actor: Actor, model: Any) -> ColumnElement[bool]:
    published: ColumnElement[bool] = model.visibility == Visibility.PUBLISHED
    return published if actor.id is None else or_(published, model.author_id == actor.id)
