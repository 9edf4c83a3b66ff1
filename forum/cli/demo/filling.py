"""Writes a made-up community into the database: some threads a transaction, nothing half done."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import func, select

from ...accounts.models import Member
from ...db import db
from ...threads.models import Post, Thread
from ...topics.models import Topic, TopicKind
from . import bulk, people, threads
from .words import load_phrases

YEARS = timedelta(days=4 * 365)
THREADS_AT_ONCE = 5_000
MOMENT = "2026-01-31 12:30:59.000000"  # SQLite keeps no zone


def fill(wanted: int, seed: int, now: datetime) -> Iterator[int]:
    """Add `wanted` threads of the years up to `now`; commits, and yields the size of, each batch.

    The same arguments on the same database give the same rows. Needs a database that nobody else
    writes to, with its topics. Ends the session's transaction.
    """
    rng = Random(seed)  # noqa: S311  # nothing here is secret
    sizes = threads.plan_sizes(rng, wanted)
    since, step = now.astimezone(UTC) - YEARS, YEARS / wanted
    community = _community(rng, people.members_for(wanted))
    db.session.commit()  # or the other connection would wait for it
    made = _made(community, sizes, since, step)
    # SQLite needs no Python while it indexes, so that the next rows can be made meanwhile.
    with bulk.opened() as database, _without_collecting(), ThreadPoolExecutor(1) as ahead:
        _write_members(database, community, since)
        rows = next(made, None)
        while rows is not None:
            _write(database, rows)
            coming = ahead.submit(next, made, None)
            database.index(rows.posts[0].id, rows.posts[-1].id)
            database.commit()
            yield len(rows.threads)
            rows = coming.result()


def has_members_posts() -> bool:
    """Say whether a member has written here."""
    return (
        db.session.scalar(select(Post.id).where(Post.author_id.is_not(None)).limit(1)) is not None
    )


def _community(rng: Random, members: int) -> threads.Community:
    return threads.Community(
        rng=rng,
        phrases=load_phrases(rng),
        tags=_topic_ids(TopicKind.TAG),
        areas=_topic_ids(TopicKind.AREA),
        first_member=_next_id(Member),
        members=members,
        thread_ids=count(_next_id(Thread)),
        post_ids=count(_next_id(Post)),
        stamp_length=len(MOMENT) if db.engine.dialect.name == "sqlite" else None,
    )


def _topic_ids(kind: TopicKind) -> list[int]:
    return list(db.session.scalars(select(Topic.id).where(Topic.kind == kind).order_by(Topic.id)))


def _next_id(model: Any) -> int:
    return int(db.session.scalar(select(func.coalesce(func.max(model.id), 0))) or 0) + 1


def _made(
    community: threads.Community, sizes: list[int], since: datetime, step: timedelta
) -> Iterator[threads.Rows]:
    """Yield what each transaction writes."""
    for first in range(0, len(sizes), THREADS_AT_ONCE):
        rows = threads.Rows()
        for place, size in enumerate(sizes[first : first + THREADS_AT_ONCE], first):
            threads.add_thread(rows, community, size, since + step * place, step)
        yield rows


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Look for no garbage: a row never points at itself, and there are very many rows."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _write_members(database: bulk.Bulk, community: threads.Community, joined: datetime) -> None:
    stamp = community.stamp(joined)
    database.begin()
    database.insert(
        "member",
        people.member_rows(community.rng, community.first_member, community.members, stamp),
    )
    database.commit()


def _write(database: bulk.Bulk, rows: threads.Rows) -> None:
    database.begin()
    database.insert("thread", rows.threads)
    database.insert("thread_topic", rows.topics)
    database.insert("post", rows.posts)
    database.insert("assessment", rows.assessments)
    database.insert("vote", rows.votes)
    database.insert("helped_mark", rows.marks)
    database.add("member", "posts_count", Counter([post.author_id for post in rows.posts]))
    database.add("topic", "threads_count", Counter([row.topic_id for row in rows.topics]))
