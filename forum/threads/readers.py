"""For whom a statement is written that is kept, and which posts they may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, or_, true

from ..permissions import Actor, Role, Visibility
from ..permissions.actor import is_moderator
from .models import Post

THREAD_ID: BindParameter[int | None] = bindparam("thread_id", None)
READER: BindParameter[int | None] = bindparam("reader", None)


@dataclass(frozen=True, eq=False)
class StandIn:
    """Stands for all readers of a kind in a statement that is written once."""

    id: Any
    roles: frozenset[Role] = frozenset()
    restriction: None = None


_VISITOR, _MEMBER = StandIn(None), StandIn(READER)
_MODERATOR = StandIn(READER, frozenset([Role.MODERATOR]))


def stand_in(actor: Actor) -> StandIn:
    """Return whom a statement takes for `actor`; the value `reader` then says who it is."""
    if actor.id is None:
        return _VISITOR
    return _MODERATOR if is_moderator(actor) else _MEMBER


def readable_in_thread(reader: StandIn) -> ColumnElement[bool]:
    """Return which posts may be read, as `visible_to` has it, of a thread that may be read."""
    if is_moderator(reader):
        return true()
    published = Post.visibility == Visibility.PUBLISHED
    return published if reader.id is None else or_(published, Post.author_id == READER)
