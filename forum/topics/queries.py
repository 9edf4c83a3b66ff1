"""Reads of tags and body areas."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from sqlalchemy import bindparam, select

from ..db import db
from ..entities import columns, loaded, seen
from ..reads import Read
from ..statements import numbered, numbered_binds
from .models import Topic, TopicKind


def load_topic(kind: TopicKind, name: str) -> Topic | None:
    """Find a tag or an area by its name in addresses, for reading."""
    rows = _topic_read().rows_to_act_on(topic_kind=kind, topic_name=name)
    return seen(Topic, rows[0]) if rows else None


@cache
def _topic_read() -> Read:
    named = Topic.name == bindparam("topic_name")
    of_kind = Topic.kind == bindparam("topic_kind", type_=Topic.kind.type)
    return Read(select(*columns(Topic)).where(of_kind, named))


def has_topics() -> bool:
    """Whether there are any: a new forum has none before its starter library is loaded."""
    return db.session.scalar(select(Topic.id).limit(1)) is not None


def load_tags(limit: int = 300) -> list[Topic]:
    """Return the tags that are in use, most used first."""
    statement = (
        select(Topic)
        .where(Topic.kind == TopicKind.TAG, Topic.threads_count > 0)
        .order_by(Topic.threads_count.desc(), Topic.name)
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def load_areas() -> list[Topic]:
    """Return every body area, from head to foot."""
    statement = select(Topic).where(Topic.kind == TopicKind.AREA).order_by(Topic.position)
    return list(db.session.scalars(statement))


def load_named(kind: TopicKind, names: Iterable[str]) -> list[Topic]:
    """Return those topics of a kind that have one of the names."""
    wanted = numbered("name", names)
    if not wanted:
        return []
    rows = _named_read(len(wanted)).rows_to_act_on(topic_kind=kind, **wanted)
    return [loaded(Topic, row) for row in rows]


@cache
def _named_read(names: int) -> Read:
    named = Topic.name.in_(numbered_binds("name", names))
    of_kind = Topic.kind == bindparam("topic_kind", type_=Topic.kind.type)
    return Read(select(*columns(Topic)).where(of_kind, named))


def load_topics(ids: Iterable[int]) -> list[Topic]:
    """Return the topics with these numbers, as far as there are any."""
    return list(db.session.scalars(select(Topic).where(Topic.id.in_(list(ids)))))


def areas_in(words: str) -> list[Topic]:
    """Return the body areas that a line such as "left calf, and my foot" names."""
    spoken = f" {' '.join(words.casefold().replace(',', ' ').split())} "
    if not spoken.strip():
        return []
    return [area for area in load_areas() if _names_area(spoken, area)]


def _names_area(spoken: str, area: Topic) -> bool:
    words = [area.name.replace("-", " "), area.title.casefold(), *area.words.casefold().split(", ")]
    return any(f" {form} " in spoken for word in words for form in (word, f"{word}s") if word)
