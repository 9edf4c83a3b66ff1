"""The threads of a page of results, each with the post that was found and its best passage."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache, reduce
from typing import NamedTuple

from sqlalchemy import Integer, String, bindparam, cast, func, select, type_coerce

from ..permissions import VISITOR, PostKind, Visibility
from ..reads import Read
from ..statements import Values, Written
from ..threads.models import Post, Thread, ThreadTopic
from ..threads.reading.threads import listed_rows
from ..threads.shown import ShownThread, ShownTopic
from ..topics.models import Topic, TopicKind
from .passages import Marker, Run
from .ranking import Ranked

PAGE_SIZE = 20
REMEMBERED = 2_000  # threads
_IDS = [f"id_{number}" for number in range(PAGE_SIZE)]


class Hit(NamedTuple):
    """A thread, the post in it that was found, and the best passage of that post.

    `full` says that the thread has everything that was asked for.
    """

    thread: ShownThread
    post_id: int
    kind: PostKind
    passage: tuple[Run, ...]
    full: bool


def load_hits(page: Sequence[Ranked], marker: Marker) -> list[Hit]:
    """Load the threads of a page with their topics, and mark the passages of the posts found."""
    if not page:
        return []
    named = dict(zip(_IDS, [ranked.post_id for ranked in page], strict=False))
    written, rows = _found_read().raw(**{**dict.fromkeys(_IDS), **named})
    found = {row[-1]: row for row in rows}
    return [
        Hit(_thread(written, row[:-3]), id_, _KINDS[row[-3]], marker.passage(row[-2]), covered == 1)
        for _, _, id_, _, covered, _ in page
        if (row := found.get(id_))
    ]


_KINDS = {kind.value: kind for kind in PostKind}


@lru_cache(REMEMBERED)
def _thread(written: Written, row: Values) -> ShownThread:
    *columns, topics = written.as_python(row)
    return ShownThread(*[*columns, _topics(topics)])


def _topics(lines: str | None) -> tuple[ShownTopic, ...]:
    # Not `splitlines`, which knows more line ends than the statement writes.
    told = [line.split("\t") for line in lines.split("\n")] if lines else []
    told.sort(key=lambda fields: (fields[0], int(fields[1])))
    return tuple([ShownTopic(TopicKind(kind), name, title) for kind, _, name, title in told])


@cache
def _found_read() -> Read:
    """Columns of a thread, what it is about in a line for each topic, and a post of it.

    The index holds only what everyone may read; were it ever wrong, this would be right.
    """
    fields = type_coerce(Topic.kind, String), cast(Topic.position, String), Topic.name, Topic.title
    line = reduce(lambda one, other: one + "\t" + other, fields)
    topics = (
        select(func.aggregate_strings(line, "\n"))
        .join(ThreadTopic, ThreadTopic.topic_id == Topic.id)
        .where(ThreadTopic.thread_id == Thread.id)
        .scalar_subquery()
    )
    return Read(
        listed_rows(VISITOR)
        .add_columns(topics, type_coerce(Post.kind, String), Post.text, Post.id)
        .join(Post, Post.thread_id == Thread.id)
        .where(Post.visibility == Visibility.PUBLISHED)
        .where(Post.id.in_([bindparam(name, type_=Integer) for name in _IDS]))
    )
