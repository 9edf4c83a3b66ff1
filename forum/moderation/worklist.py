"""What waits for a moderator, the gravest first and of those the longest waiting.

A post is one item, whatever the reasons why it waits: open flags, being held, a banner that its
author disputes, advice that may be unsafe, members who ask for it to be opened again, or being a
question at the level of emergency or crisis that nobody has answered. Beside the posts stand the
appeals of members who are restricted.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from flask import g
from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    case,
    func,
    select,
)
from sqlalchemy.orm import contains_eager, joinedload

from ..db import db, utcnow
from ..permissions import Verb, can
from ..reads import Read
from ..threads.models import Assessment, Post
from ..threads.screening import Screening
from ..threads.screening.queries import screenings_of
from ..triage import Level
from ..web.actor import current_actor
from .actions.claims import CLAIM_LASTS
from .models import (
    Claim,
    Flag,
    ReopenRequest,
)
from .people.models import Appeal
from .people.queries import appeals_among
from .queries import claims_on, open_flags, requests_on
from .waiting import Waiting, waiting

SHOWN = 30
COUNTED = 2_000


@dataclass(frozen=True, slots=True)
class Item:
    """A post that waits: why, since when, how grave it is at most, and who has claimed it."""

    post: Post
    reasons: tuple[Waiting, ...]
    since: datetime
    level: Level
    flags: tuple[Flag, ...]
    claim: Claim | None
    screening: Screening | None = None
    requests: tuple[ReopenRequest, ...] = ()


@dataclass(frozen=True, slots=True)
class AppealItem:
    """An appeal that waits, in the words in which a post does; no triage says how grave it is."""

    appeal: Appeal
    reasons: tuple[Waiting, ...]
    since: datetime
    level: Level


@dataclass(frozen=True, slots=True)
class Worklist:
    """The first `SHOWN` items, and how many there are in all."""

    items: list[Item | AppealItem]
    total: int


def count() -> int:
    """Return how many posts and appeals wait."""
    ((found,),) = _counting().rows_to_act_on(now=utcnow())
    return int(found)


@cache  # the header of every page that a moderator opens asks
def _counting() -> Read:
    rows = waiting().subquery().c
    return Read(select(func.count(rows.post_id.distinct()) + func.count(rows.appeal_id)))


def waiting_since() -> list[datetime]:
    """Return since when each item waits, the gravest first; at most `COUNTED`."""
    found = _ordered(None, Level.NONE).limit(COUNTED)
    return [row.since for row in db.session.execute(found, {"now": utcnow()})]


def waiting_count() -> int:
    """Return `count` to moderators and 0 to others; the database is asked once in a request."""
    if not can(current_actor(), Verb.MODERATE):
        return 0
    if "worklist_count" not in g:
        g.worklist_count = count()
    return int(g.worklist_count)


def load(
    now: datetime,
    reason: Waiting | None = None,
    at_least: Level = Level.NONE,
    free_for: int | None = None,
) -> Worklist:
    """Return what waits, for one reason or any, from a level on: eight queries at most.

    With `free_for` a moderator's id, what others have claimed is left out.
    """
    found = _ordered(reason, at_least)
    if free_for is not None:
        found = found.where(~_claimed_by_others(found.selected_columns.post_id, free_for, now))
    at = {"now": now}
    rows = db.session.execute(found.limit(SHOWN), at).all()
    total = len(rows)
    if total == SHOWN:
        total = db.session.scalar(select(func.count()).select_from(found.subquery()), at) or 0
    posts = _items([row for row in rows if row.appeal_id is None], now)
    appeals = _appeals([row for row in rows if row.appeal_id is not None])
    return Worklist([(posts if row.appeal_id is None else appeals).pop(0) for row in rows], total)


def _claimed_by_others(post_id: Any, member_id: int, now: datetime) -> ColumnElement[bool]:
    return (
        select(Claim.post_id)
        .where(
            Claim.post_id == post_id,
            Claim.member_id != member_id,
            Claim.claimed_at > now - CLAIM_LASTS,
        )
        .exists()
    )


def _items(rows: Collection[Row[Any]], now: datetime) -> list[Item]:
    ids = [row.post_id for row in rows]
    posts = {post.id: post for post in _load_posts(ids)}
    claims = claims_on(ids, now - CLAIM_LASTS)
    screenings = screenings_of(ids)
    asked = requests_on(
        [posts[row.post_id].thread_id for row in rows if row.reasons & Waiting.REOPENING.bit]
    )
    flags: dict[int, list[Flag]] = {}
    for flag in open_flags(ids):
        flags.setdefault(flag.post_id, []).append(flag)
    return [
        Item(
            post=posts[row.post_id],
            reasons=tuple(reason for reason in Waiting if reason.bit & row.reasons),
            since=row.since,
            level=list(Level)[row.weight],
            flags=tuple(flags.get(row.post_id, ())),
            claim=claims.get(row.post_id),
            screening=screenings.get(row.post_id),
            requests=tuple(asked.get(posts[row.post_id].thread_id, ())),
        )
        for row in rows
    ]


def _appeals(rows: Collection[Row[Any]]) -> list[AppealItem]:
    appeals = appeals_among([row.appeal_id for row in rows])
    return [
        AppealItem(appeals[row.appeal_id], (Waiting.APPEAL,), row.since, list(Level)[row.weight])
        for row in rows
    ]


def _load_posts(ids: Collection[int]) -> Collection[Post]:
    return db.session.scalars(
        select(Post)
        .where(Post.id.in_(ids))
        .join(Post.thread)
        .options(
            contains_eager(Post.thread),
            joinedload(Post.author),
            joinedload(Post.assessment),
            joinedload(Post.advice),
        )
    ).all()


def _ordered(reason: Waiting | None, at_least: Level) -> Select[Any]:
    """Gather the rows of each post into one: its reasons, the earliest moment, the most weight."""
    rows = waiting().subquery()
    floor, rank = func.max(rows.c.floor), _rank()
    weight = case((rank >= floor, rank), else_=floor)
    since = func.min(rows.c.since)
    statement = (
        select(
            rows.c.post_id,
            rows.c.appeal_id,
            func.sum(rows.c.reason).label("reasons"),
            since.label("since"),
            weight.label("weight"),
        )
        .join(Assessment, Assessment.post_id == rows.c.post_id, isouter=True)
        .group_by(rows.c.post_id, rows.c.appeal_id, Assessment.post_id)
        .having(weight >= at_least.rank)
        .order_by(weight.desc(), since, rows.c.post_id, rows.c.appeal_id)
    )
    if reason is not None:
        statement = statement.having(func.max(case((rows.c.reason == reason.bit, 1), else_=0)) == 1)
    return statement


def _rank() -> ColumnElement[int]:
    shown = func.coalesce(Assessment.override, Assessment.level)
    return case(*((shown == level, level.rank) for level in Level), else_=0)
