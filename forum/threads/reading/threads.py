"""Threads: one for its page, and lists of them, with their topics."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Integer, Select, bindparam, exists, or_, select
from sqlalchemy.orm import joinedload

from ...db import db, utcnow
from ...permissions import Actor, ThreadKind, Visibility, visible_to
from ...reads import Read
from ...statements import Values, Written
from ...topics.models import Topic, TopicKind
from ..models import Thread, ThreadMerge, ThreadSplit, ThreadTopic
from ..readers import THREAD_ID, StandIn, stand_in
from ..shown import ShownThread, ShownTopic
from .columns import columns_of

TOPICS_AT_ONCE = 32  # threads
TOPICS_REMEMBERED = 500
THREADS_REMEMBERED = 1_000
_OF_A_TOPIC = (Topic.kind, Topic.name, Topic.title, Topic.position)
_PLACE_OF_TOPIC = itemgetter(-4, -1)  # of a row that ends in these
_IDS = [f"id_{number}" for number in range(TOPICS_AT_ONCE)]
_IS_SPLIT = len(columns_of(Thread, ShownThread))


def load_shown_thread(thread_id: int, **_rest: str) -> ShownThread | None:
    """Find a thread in one query; one that was merged is its new home.

    Whoever shows it asks whether it may be seen.
    """
    written, rows = _thread_read().raw(thread_id=thread_id)
    if not rows:
        return None
    thread = _thread_with_topics(written, rows[0], *(row[_IS_SPLIT + 1 :] for row in rows))
    if thread.visibility is Visibility.MERGED:
        homes = _home_read().rows(thread_id=thread_id)
        # Without one it has become a thread of its own again since the first read.
        return load_shown_thread(homes[0][0] if homes else thread_id)
    return _with_splits(thread) if rows[0][_IS_SPLIT] else thread


@lru_cache(THREADS_REMEMBERED)
def _thread_with_topics(written: Written, row: Values, *of_topics: Values) -> ShownThread:
    """Return a thread; `of_topics` are one for each of its topics, or one that names none."""
    in_order = sorted(of_topics, key=_PLACE_OF_TOPIC)  # the database would take longer
    topics = tuple(_topic(*topic[:-1]) for topic in in_order if topic[-1] is not None)
    return ShownThread(*[*written.as_python(row)[:_IS_SPLIT], topics])


def question_rows(actor: Actor | StandIn) -> Select[Any]:
    """Return the statement that lists the questions an actor may see; the caller orders it."""
    return listed_rows(actor).where(Thread.kind == ThreadKind.QUESTION)


def listed_rows(actor: Actor | StandIn) -> Select[Any]:
    """Return the statement that lists the threads an actor may see, for `load_rows`."""
    listed = select(*columns_of(Thread, ShownThread)).where(visible_to(actor, Thread))
    # What everyone sees was not merged; the condition would only keep an index from being used.
    return listed if actor.id is None else listed.where(Thread.visibility != Visibility.MERGED)


def load_rows(statement: Select[Any]) -> list[ShownThread]:
    """Run such a statement, and load the topics of its threads: two queries."""
    # On the connection: the session's part in it would only make entities.
    rows = [tuple(row) for row in db.session.connection().execute(statement)]
    topics = _topics_of([row[0] for row in rows])
    return [_thread(None, row, topics.get(row[0], ())) for row in rows]


def read_rows(read: Read, **values: Any) -> list[ShownThread]:
    """Do so with a statement that is written once."""
    written, rows = read.raw(**values)
    topics = _topics_of([row[0] for row in rows])
    return [_thread(written, row, topics.get(row[0], ())) for row in rows]


@lru_cache(THREADS_REMEMBERED)
def _thread(written: Written | None, row: Values, topics: tuple[ShownTopic, ...]) -> ShownThread:
    """Return a thread; `written` makes Python values of its row, unless it has them."""
    values = written.as_python(row) if written else row
    return ShownThread(*[*values, topics])


def load_pinned(actor: Actor) -> list[ShownThread]:
    """Return what moderators pinned to the shelf, in their order, without topics."""
    written, rows = _pinned_read(stand_in(actor)).raw(reader=actor.id, now=utcnow())
    return [_thread(written, row, ()) for row in rows]


@cache
def _pinned_read(reader: StandIn) -> Read:
    now = bindparam("now", type_=Thread.pinned_until.type)
    on_shelf = or_(Thread.pinned_until.is_(None), Thread.pinned_until > now)
    statement = listed_rows(reader).where(Thread.pinned_position.is_not(None), on_shelf)
    return Read(statement.order_by(Thread.pinned_position, Thread.id).limit(30))


@lru_cache(TOPICS_REMEMBERED)  # there are few, and each is in many lists
def _topic(kind: str, name: str, title: str) -> ShownTopic:
    return ShownTopic(TopicKind(kind), name, title)


def _topics_of(thread_ids: list[int]) -> dict[int, tuple[ShownTopic, ...]]:
    """Return the topics of those threads that have any."""
    found: dict[int, tuple[ShownTopic, ...]] = {}
    for start in range(0, len(thread_ids), TOPICS_AT_ONCE):
        named = dict(zip(_IDS, thread_ids[start : start + TOPICS_AT_ONCE], strict=False))
        _, rows = _topics_read().raw(**{**dict.fromkeys(_IDS), **named})
        rows.sort(key=_PLACE_OF_TOPIC)  # the database would take longer
        for thread_id, kind, name, title, _ in rows:
            found[thread_id] = (*found.get(thread_id, ()), _topic(kind, name, title))
    return found


@cache
def _thread_read() -> Read:
    """A row for each topic of a thread, or one."""
    split = or_(ThreadSplit.thread_id == THREAD_ID, ThreadSplit.from_id == THREAD_ID)
    columns = columns_of(Thread, ShownThread)
    return Read(
        select(*columns, exists().where(split), *_OF_A_TOPIC)
        .outerjoin(ThreadTopic, ThreadTopic.thread_id == Thread.id)
        .outerjoin(Topic, Topic.id == ThreadTopic.topic_id)
        .where(Thread.id == THREAD_ID)
    )


@cache
def _home_read() -> Read:
    return Read(select(ThreadMerge.into_id).where(ThreadMerge.thread_id == THREAD_ID))


@cache
def _topics_read() -> Read:
    return Read(
        select(ThreadTopic.thread_id, *_OF_A_TOPIC)
        .join(Topic, Topic.id == ThreadTopic.topic_id)
        .where(ThreadTopic.thread_id.in_([bindparam(name, type_=Integer) for name in _IDS]))
    )


def _with_splits(thread: ShownThread) -> ShownThread:
    """Return a thread with what was split from it, and what it was split from; few have either."""
    either = or_(ThreadSplit.thread_id == thread.id, ThreadSplit.from_id == thread.id)
    splits = db.session.scalars(
        select(ThreadSplit)
        .where(either)
        .options(joinedload(ThreadSplit.thread), joinedload(ThreadSplit.source))
    ).all()
    return replace(
        thread,
        split=next((split for split in splits if split.thread_id == thread.id), None),
        offshoots=[split for split in splits if split.from_id == thread.id],
    )
