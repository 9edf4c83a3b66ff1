"""Making topics, and counting the threads about them, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import bindparam, update

from ..db import db
from ..statements import numbered, numbered_binds
from ..writes import Write
from .models import Topic, TopicKind
from .naming import tag_title
from .queries import load_named


def tags_named(names: list[str]) -> list[Topic]:
    """Return a tag for each name, made where there was none; the caller commits."""
    known = {tag.name: tag for tag in load_named(TopicKind.TAG, names)}
    for name in names:
        if name not in known:
            known[name] = Topic(kind=TopicKind.TAG, name=name, title=tag_title(name))
            db.session.add(known[name])
    return [known[name] for name in names]


def count_thread(topics: Iterable[Topic], by: int) -> None:
    """Change the number of published threads about each topic."""
    ids = numbered("id", (topic.id for topic in topics))
    if ids:
        _counting(len(ids)).run(by=by, **ids)


@cache
def _counting(topics: int) -> Write:
    table: Any = Topic.__table__
    counted = update(table).where(table.c.id.in_(numbered_binds("id", topics)))
    return Write(counted.values(threads_count=table.c.threads_count + bindparam("by")))
