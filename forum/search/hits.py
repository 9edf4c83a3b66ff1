"""The threads of a page of results, each with the post that was found and its best passage."""

# ruff: noqa: S608  # only names of columns and of binds are put into the SQL

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from functools import lru_cache
from typing import Any

from ..db import EnumText, UtcDateTime
from ..permissions import VISITOR, Actor, PostKind, Verb, Visibility, can
from ..threads.models import Thread
from ..threads.shown import ShownThread, ShownTopic
from ..topics.models import TopicKind
from .passages import Marker, Run
from .ranking import Ranked
from .reading import moment, read

_COLUMNS = [field.name for field in fields(ShownThread) if field.name in Thread.__table__.c]
_OF_POST = 4
REMEMBERED = 500  # threads, and as many topics
_OF_THREAD = _OF_POST + len(_COLUMNS)
_FOUND = f"""SELECT p.id, p.kind, p.text, p.visibility,
    {", ".join(f"t.{name}" for name in _COLUMNS)}, topic.kind, topic.position, topic.name,
    topic.title
FROM post p JOIN thread t ON t.id = p.thread_id
LEFT JOIN thread_topic tt ON tt.thread_id = t.id LEFT JOIN topic ON topic.id = tt.topic_id
WHERE p.id IN ({{ids}})"""


@dataclass(frozen=True, slots=True)
class FoundPost:
    """What a result shows of a post besides its passage."""

    id: int
    kind: PostKind


@dataclass(frozen=True, slots=True)
class Hit:
    """A thread, the post in it that was found, and the best passage of that post.

    `full` says that the thread has everything that was asked for.
    """

    thread: ShownThread
    post: FoundPost
    passage: tuple[Run, ...]
    full: bool


def load_hits(page: Sequence[Ranked], marker: Marker, actor: Actor = VISITOR) -> list[Hit]:
    """Load the threads of a page with their topics, and mark the passages of the posts found."""
    if not page:
        return []
    found = _load([ranked.post_id for ranked in page])
    return [
        Hit(thread, FoundPost(id_, _post_kind(kind)), marker.passage(text), ranked.full)
        for ranked in page
        if ranked.post_id in found
        for (id_, kind, text, visibility), thread in [found[ranked.post_id]]
        # The index holds only what everyone may read; were it ever wrong, this would be right.
        if visibility == Visibility.PUBLISHED and can(actor, Verb.READ, thread)
    ]


def _load(post_ids: Sequence[int]) -> dict[int, tuple[Sequence[Any], ShownThread]]:
    """Return, by its id, the columns of each post and its thread."""
    binds = {f"id{n}": post_id for n, post_id in enumerate(post_ids)}
    rows = read(_FOUND.format(ids=", ".join(f":{bind}" for bind in binds)), binds)
    posts: dict[int, Sequence[Any]] = {}
    topics: dict[int, list[ShownTopic]] = {}
    # The database would sort whole rows, with their texts.
    for row in sorted(rows, key=_place_of_topic):
        posts[row[0]] = row
        kind, _, name, title = row[_OF_THREAD:]
        if name is not None:
            topics.setdefault(row[0], []).append(_topic(kind, name, title))
    return {
        id_: (row[:_OF_POST], _thread(row[_OF_POST:_OF_THREAD], tuple(topics.get(id_, ()))))
        for id_, row in posts.items()
    }


def _place_of_topic(row: Sequence[Any]) -> tuple[str, int]:
    kind, position, _, _ = row[_OF_THREAD:]
    return kind or "", position or 0


@lru_cache(REMEMBERED)
def _thread(row: tuple[Any, ...], topics: tuple[ShownTopic, ...]) -> ShownThread:
    values = list(row)
    for place, read_value in _READ:
        values[place] = read_value(values[place])
    return ShownThread(*[*values, topics])


@lru_cache(REMEMBERED)
def _topic(kind: str, name: str, title: str) -> ShownTopic:
    return ShownTopic(_topic_kind(kind), name, title)


def _readers() -> list[tuple[int, Callable[[Any], Any]]]:
    """Return how to read the columns that the database keeps otherwise than Python has them."""
    kinds = [(place, Thread.__table__.c[name].type) for place, name in enumerate(_COLUMNS)]
    enums = [(place, _members(kind.kind)) for place, kind in kinds if isinstance(kind, EnumText)]
    return [*enums, *((place, moment) for place, kind in kinds if isinstance(kind, UtcDateTime))]


def _members(kind: type[Enum]) -> Callable[[Any], Any]:
    """Return what finds a member by its value, faster than the enum does."""
    return {member.value: member for member in kind}.__getitem__


_READ = _readers()
_topic_kind = _members(TopicKind)
_post_kind = _members(PostKind)
