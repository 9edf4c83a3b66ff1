"""Reads that moderators' acts and pages need."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, literal, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from ..accounts.models import Member
from ..db import db
from ..permissions import OPENING, Verb
from ..threads.models import Post, Revision, Thread, ThreadMerge
from ..threads.queries import load_post
from .models import Claim, Flag, FlagReason, FlagState, ModerationAct, ReopenRequest, StaffNote

# A newcomer's flag is read like any other, but a crowd of newcomers hides nothing.
ESTABLISHED_AFTER = timedelta(days=7)


def load_opening(thread_id: int) -> Post | None:
    """Find the opening post of a thread, with what `load_post` loads."""
    post_id = db.session.scalar(_opening(thread_id))
    return None if post_id is None else load_post(post_id)


def opening_id(thread_id: int) -> int:
    """Return the id of the opening post of a thread that exists."""
    return db.session.execute(_opening(thread_id)).scalar_one()


def _opening(thread_id: int) -> Select[int]:
    return select(Post.id).where(Post.thread_id == thread_id, Post.kind.in_(OPENING))


def load_merged(thread_id: int) -> Thread:
    """Return a thread itself, with its topics, though its posts may stand in another."""
    return db.session.execute(
        select(Thread)
        .where(Thread.id == thread_id)
        .options(selectinload(Thread.topics))
        .execution_options(populate_existing=True)
    ).scalar_one()


def lock_shelf() -> list[Thread]:
    """Return the pinned threads in their order, held until the commit."""
    statement = (
        select(Thread)
        .where(Thread.pinned_position.is_not(None))
        .order_by(Thread.pinned_position, Thread.id)
        .with_for_update()
    )
    return list(db.session.scalars(statement))


def newest_act(*conditions: ColumnElement[bool]) -> ModerationAct | None:
    """Return the newest act for which the conditions hold."""
    found: ModerationAct | None = db.session.scalar(
        select(ModerationAct).where(*conditions).order_by(ModerationAct.id.desc()).limit(1)
    )
    return found


def newest_act_on(thread_id: int, verb: Verb | None = None) -> ModerationAct | None:
    """Return the newest act on a thread or a post in it, of any kind or of one."""
    on_thread = ModerationAct.thread_id == thread_id
    return (
        newest_act(on_thread) if verb is None else newest_act(on_thread, ModerationAct.verb == verb)
    )


def newest_act_about(act: ModerationAct) -> ModerationAct | None:
    """Return the newest act on what an act was about: its post, or the thread as a whole.

    What was done to other posts of the thread meanwhile stands in nobody's way.
    """
    same = ModerationAct.thread_id == act.thread_id
    if act.post_id is None:
        return newest_act(same)
    on_it = or_(ModerationAct.post_id == act.post_id, ModerationAct.post_id.is_(None))
    return newest_act(same, on_it)


def requests_on(thread_ids: Collection[int]) -> dict[int, list[ReopenRequest]]:
    """Return who asks for some closed threads to be opened again, oldest first."""
    found: dict[int, list[ReopenRequest]] = {}
    if not thread_ids:
        return found
    statement = (
        select(ReopenRequest)
        .where(ReopenRequest.thread_id.in_(thread_ids), ReopenRequest.decided_at.is_(None))
        .options(joinedload(ReopenRequest.member))
        .order_by(ReopenRequest.id)
    )
    for asked in db.session.scalars(statement):
        found.setdefault(asked.thread_id, []).append(asked)
    return found


def act_before(act: ModerationAct, verb: Verb | None = None) -> ModerationAct | None:
    """Return the newest act in the same thread before another: any, or of a kind on its subject."""
    earlier = (ModerationAct.thread_id == act.thread_id, ModerationAct.id < act.id)
    if verb is None:
        return newest_act(*earlier)
    same = ModerationAct.post_id.is_not_distinct_from(act.post_id)
    return newest_act(*earlier, same, ModerationAct.verb == verb)


def posts_among(ids: Collection[int]) -> list[Post]:
    """Return some posts with their threads, oldest first."""
    statement = select(Post).where(Post.id.in_(ids)).options(joinedload(Post.thread))
    return list(db.session.scalars(statement.order_by(Post.id)))


def others_in_thread(post: Post, limit: int = 200) -> list[Post]:
    """Return the other answers and replies of a post's thread, oldest first."""
    statement = (
        select(Post)
        .where(Post.thread_id == post.thread_id, Post.id != post.id, Post.kind.not_in(OPENING))
        .order_by(Post.id)
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def ids_under(post: Post) -> list[int]:
    """Return the ids of the replies that hang under a post."""
    return list(db.session.scalars(select(Post.id).where(Post.parent_id == post.id)))


def ids_speaking_to(post: Post) -> list[int]:
    """Return the ids of the replies that speak to a reply, to those replies, and so on."""
    base = select(Post.id).where(Post.reply_to_id == post.id).cte(recursive=True)
    under = aliased(Post)
    chain = base.union(select(under.id).join(base, under.reply_to_id == base.c.id))
    return list(db.session.scalars(select(chain.c.id)))


def flag_of(member_id: int, post_id: int) -> Flag | None:
    """Return a member's flag on a post, whatever became of it."""
    statement = select(Flag).where(Flag.member_id == member_id, Flag.post_id == post_id)
    return db.session.scalar(statement)


def count_trusted_flags(post_id: int, now: datetime) -> int:
    """Count the open flags on a post that speak for hiding it.

    Only those of established members: confirmed, and here for `ESTABLISHED_AFTER`. A worry about
    someone at risk speaks for looking soon and not for hiding their words from those who help.
    """
    statement = (
        select(func.count())
        .select_from(Flag)
        .join(Member, Member.id == Flag.member_id)
        .where(
            Flag.post_id == post_id,
            Flag.state == FlagState.OPEN,
            Flag.reason != FlagReason.AT_RISK,
            Member.active,
            Member.restriction_kind.is_(None),
            Member.confirmed_at.is_not(None),
            Member.created_at <= now - ESTABLISHED_AFTER,
        )
    )
    return db.session.scalar(statement) or 0


def open_flags(post_ids: Collection[int], upto: int | None = None) -> list[Flag]:
    """Return the open flags on some posts with who raised them, oldest first."""
    statement = (
        select(Flag)
        .where(Flag.post_id.in_(post_ids), Flag.state == FlagState.OPEN)
        .options(joinedload(Flag.member))
        .order_by(Flag.id)
    )
    if upto is not None:
        statement = statement.where(Flag.id <= upto)
    return list(db.session.scalars(statement))


def log(thread_id: int | None = None) -> Select[ModerationAct]:
    """Return the statement that lists the log, with who and what; paged by `ModerationAct.id`."""
    statement = select(ModerationAct).options(
        joinedload(ModerationAct.actor),
        joinedload(ModerationAct.member),
        joinedload(ModerationAct.thread),
        joinedload(ModerationAct.post).options(joinedload(Post.thread), joinedload(Post.parent)),
    )
    return statement if thread_id is None else statement.where(ModerationAct.thread_id == thread_id)


def log_rows(batch: int = 500) -> Iterator[Row[Any]]:
    """Go through the whole log, oldest first, with the actors' names, a batch at a time."""
    last = 0
    statement = (
        select(ModerationAct.__table__, Member.username)
        .outerjoin(Member, Member.id == ModerationAct.actor_id)
        .order_by(ModerationAct.id)
        .limit(batch)
    )
    while rows := db.session.execute(statement.where(ModerationAct.id > last)).all():
        yield from rows
        last = rows[-1].id


def load_act(act_id: int) -> ModerationAct | None:
    """Find a row of the log."""
    return db.session.get(ModerationAct, act_id)


def load_subject(act: ModerationAct) -> Post | None:
    """Find the post that an act was about, or the opening post of its thread."""
    if act.post_id is not None:
        return load_post(act.post_id)
    return None if act.thread_id is None else load_opening(act.thread_id)


def load_revision(post_id: int, number: int) -> Revision:
    """Return an earlier text of a post that is known to be there."""
    statement = select(Revision).where(Revision.post_id == post_id, Revision.number == number)
    return db.session.scalars(statement).one()


def flags_decided(post_id: int, at: datetime) -> list[Flag]:
    """Return the flags on a post that were decided together at a moment."""
    statement = select(Flag).where(Flag.post_id == post_id, Flag.decided_at == at)
    return list(db.session.scalars(statement))


def notes_on(thread_id: int) -> list[StaffNote]:
    """Return the newest notes on a thread and on what was merged into it, with who wrote them."""
    base = select(literal(thread_id).label("id")).cte(recursive=True)
    merged = base.union(select(ThreadMerge.thread_id).join(base, ThreadMerge.into_id == base.c.id))
    statement = (
        select(StaffNote)
        .where(StaffNote.thread_id.in_(select(merged.c.id)))
        .options(joinedload(StaffNote.author))
        .order_by(StaffNote.id.desc())
        .limit(100)
    )
    return list(db.session.scalars(statement))


def claims_on(post_ids: Collection[int], since: datetime) -> dict[int, Claim]:
    """Return who has claimed which of some posts, after a moment."""
    statement = (
        select(Claim)
        .where(Claim.post_id.in_(post_ids), Claim.claimed_at > since)
        .options(joinedload(Claim.member))
    )
    return {claim.post_id: claim for claim in db.session.scalars(statement)}
