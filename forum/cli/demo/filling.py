"""Writes a made-up community into the database: some threads a transaction, nothing half done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from operator import itemgetter
from random import Random
from typing import Any

from sqlalchemy import bindparam, func, select, text, update

from ...accounts.models import Member
from ...db import UtcDateTime, db
from ...threads.models import Assessment, HelpedMark, Post, Thread, ThreadTopic, Vote
from ...topics.models import Topic, TopicKind
from . import people, threads
from .words import load_phrases

YEARS = timedelta(days=4 * 365)
THREADS_AT_ONCE = 1_000
ROWS_AT_ONCE = 1_000  # SQLite's index of words is written out after each statement


def fill(wanted: int, seed: int, now: datetime) -> Iterator[int]:
    """Add `wanted` threads of the years up to `now`; commits, and yields the size of, each batch.

    The same arguments on the same database give the same rows. Needs a database that nobody else
    writes to, with its topics.
    """
    rng = Random(seed)  # noqa: S311  # nothing here is secret
    sizes = threads.plan_sizes(rng, wanted)
    since, step = now - YEARS, YEARS / wanted
    community = _community(rng, people.members_for(wanted), since)
    for first in range(0, wanted, THREADS_AT_ONCE):
        rows = threads.Rows()
        batch = sizes[first : first + THREADS_AT_ONCE]
        for place, size in enumerate(batch, first):
            threads.add_thread(rows, community, size, since + step * place, step)
        _write(rows)
        yield len(batch)


def has_members_posts() -> bool:
    """Say whether a member has written here."""
    return (
        db.session.scalar(select(Post.id).where(Post.author_id.is_not(None)).limit(1)) is not None
    )


def _community(rng: Random, members: int, joined: datetime) -> threads.Community:
    stamp = _stamp()
    first_member = _next_id(Member)
    _insert(
        Member, people.member_rows(rng, first_member, members, stamp(joined)), people.SAME_IN_ALL
    )
    community = threads.Community(
        rng=rng,
        stamp=stamp,
        phrases=load_phrases(rng),
        tags=_topic_ids(TopicKind.TAG),
        areas=_topic_ids(TopicKind.AREA),
        first_member=first_member,
        members=members,
        thread_ids=count(_next_id(Thread)),
        post_ids=count(_next_id(Post)),
    )
    _commit(Member)
    return community


def _stamp() -> Callable[[datetime], Any]:
    """Return what makes a moment into the value that the database keeps."""
    dialect = db.session.connection().dialect
    return UtcDateTime().dialect_impl(dialect).bind_processor(dialect) or (lambda moment: moment)


def _topic_ids(kind: TopicKind) -> list[int]:
    return list(db.session.scalars(select(Topic.id).where(Topic.kind == kind).order_by(Topic.id)))


def _next_id(model: Any) -> int:
    return int(db.session.scalar(select(func.coalesce(func.max(model.id), 0))) or 0) + 1


def _write(rows: threads.Rows) -> None:
    _insert(Thread, rows.threads, threads.SAME_IN_ALL_THREADS)
    _insert(ThreadTopic, rows.topics, {})
    _insert(Post, rows.posts, threads.SAME_IN_ALL_POSTS)
    _insert(Assessment, rows.assessments, threads.SAME_IN_ALL_ASSESSMENTS)
    _insert(Vote, rows.votes, {})
    _insert(HelpedMark, rows.marks, {})
    _count(Member.__table__, "posts_count", Counter(post["author_id"] for post in rows.posts))
    _count(Topic.__table__, "threads_count", Counter(row["topic_id"] for row in rows.topics))
    _commit(Thread, Post)


def _insert(model: Any, rows: list[threads.Row], same: dict[str, str]) -> None:
    """Insert all rows at once; `same` is SQL for what all of them have.

    The driver is spoken to directly: SQLAlchemy's care for each value takes longer than SQLite.
    """
    if not rows:
        return
    connection = db.session.connection()
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    row = f"({', '.join((*[mark] * len(rows[0]), *same.values()))})"
    names, values = ", ".join((*rows[0], *same)), itemgetter(*rows[0])
    for first in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[first : first + ROWS_AT_ONCE]
        connection.exec_driver_sql(
            f"INSERT INTO {model.__tablename__} ({names}) VALUES {', '.join([row] * len(some))}",  # noqa: S608
            tuple(value for each in some for value in values(each)),
        )


def _count(table: Any, counter: str, added: Counter[int]) -> None:
    if added:
        column = table.c[counter]
        statement = update(table).where(table.c.id == bindparam("key"))
        db.session.connection().execute(
            statement.values({counter: column + bindparam("by")}),
            [{"key": key, "by": by} for key, by in added.items()],
        )


def _commit(*numbered: Any) -> None:
    """Commit; PostgreSQL is told which ids were taken."""
    if db.session.connection().dialect.name == "postgresql":
        for model in numbered:
            name = model.__tablename__
            db.session.execute(
                text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}")  # noqa: S608
            )
    db.session.commit()
