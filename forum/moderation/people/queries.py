"""Reads about members that moderators, and the members themselves, need."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from ...accounts.models import Member
from ...db import db
from ...permissions import Verb
from ...threads.models import Post, Thread
from ..models import ModerationAct
from ..queries import log, newest_act
from .models import Appeal, MemberNote, Verification

LISTED = 100
AS_IN_ACT = "as in act"  # in the log: the act whose restriction an undo brought back
# What moderators settle among themselves; everything else an author is told.
UNTOLD = (Verb.DECIDE_FLAGS,)


def lock_member(member_id: int) -> Member | None:
    """Hold a member until the commit, and read them as they are now; closed accounts are gone."""
    found: Member | None = db.session.scalar(
        select(Member)
        .where(Member.id == member_id, Member.active)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


def load_acts_member(act: ModerationAct) -> Member | None:
    """Find the member that an act was about."""
    return None if act.member_id is None else db.session.get(Member, act.member_id)


def history_of(member: Member) -> Select[ModerationAct]:
    """Return the statement that lists the acts on a member and on what they wrote by their name.

    What they wrote under an alias is left out: whoever hid such a post could see it appear here.
    """
    return log().where(_about(member, by_name=True))


def told_to(member: Member) -> Select[ModerationAct]:
    """Return the statement that lists the acts that a member was told of, aliases included."""
    return log().where(is_told_to(member))


def is_told_to(member: Member) -> ColumnElement[bool]:
    """Return the condition under which a member was told of an act."""
    return and_(_about(member, by_name=False), ModerationAct.verb.not_in(UNTOLD))


def _about(member: Member, *, by_name: bool) -> ColumnElement[bool]:
    posts = select(Post.id).where(Post.author_id == member.id)
    threads = select(Thread.id).where(Thread.author_id == member.id)
    if by_name:
        posts = posts.where(Post.alias.is_(None))
        threads = threads.where(Thread.alias.is_(None))
    return or_(
        ModerationAct.member_id == member.id,
        ModerationAct.post_id.in_(posts),
        and_(ModerationAct.post_id.is_(None), ModerationAct.thread_id.in_(threads)),
    )


def newest_act_about(
    member_id: int, *verbs: Verb, before: int | None = None
) -> ModerationAct | None:
    """Return the newest act on a member: of any kind or of some, before another or of all."""
    conditions = [ModerationAct.member_id == member_id]
    if verbs:
        conditions.append(ModerationAct.verb.in_(verbs))
    if before is not None:
        conditions.append(ModerationAct.id < before)
    return newest_act(*conditions)


def newest_appeal(member_id: int) -> Appeal | None:
    """Return the newest appeal of a member."""
    statement = select(Appeal).where(Appeal.member_id == member_id)
    found: Appeal | None = db.session.scalar(statement.order_by(Appeal.id.desc()).limit(1))
    return found


def has_waiting_appeal(member: Member) -> bool:
    """Say whether a member has asked for another look and nobody has answered."""
    last = newest_appeal(member.id)
    return last is not None and last.decided_at is None


def open_to_appeal(member: Member) -> ModerationAct | None:
    """Return the act that restricts a member, unless they have appealed against it already."""
    if member.restriction is None:
        return None
    newest, last = newest_act_about(member.id, Verb.SUSPEND, Verb.SILENCE), newest_appeal(member.id)
    act = None if newest is None else db.session.get(ModerationAct, first_of(newest))
    if act is None or last is None:
        return act
    return act if last.decided_at is not None and last.act_id < act.id else None


def first_of(act: ModerationAct) -> int:
    """Return the id of the act that began a restriction: an undo brings an earlier one back."""
    return int(act.after.get(AS_IN_ACT, act.id))


def appeals_among(ids: Collection[int]) -> dict[int, Appeal]:
    """Return some appeals by their ids, with whose they are and against what."""
    if not ids:
        return {}
    act = joinedload(Appeal.act).joinedload(ModerationAct.actor)
    statement = select(Appeal).where(Appeal.id.in_(ids)).options(joinedload(Appeal.member), act)
    return {appeal.id: appeal for appeal in db.session.scalars(statement)}


def notes_about(member: Member) -> list[MemberNote]:
    """Return the newest notes of moderators on a member, with who wrote them."""
    statement = (
        select(MemberNote)
        .where(MemberNote.member_id == member.id)
        .options(joinedload(MemberNote.author))
        .order_by(MemberNote.id.desc())
        .limit(LISTED)
    )
    return list(db.session.scalars(statement))


def verifications_of(member: Member) -> list[Verification]:
    """Return when a member was verified, and by whom, the newest first."""
    newest_first = _of(member).options(joinedload(Verification.by)).order_by(Verification.id.desc())
    return list(db.session.scalars(newest_first.limit(LISTED)))


def current_verification(member: Member, today: date) -> Verification | None:
    """Return what a member's mark rests on, if it is a verification."""
    holds = _of(member, Verification.ended_at.is_(None), Verification.until >= today)
    found: Verification | None = db.session.scalar(holds.order_by(Verification.id.desc()).limit(1))
    return found


def ended_with(member: Member, at: datetime) -> list[Verification]:
    """Return the verifications of a member that one act ended."""
    return list(db.session.scalars(_of(member, Verification.ended_at == at)))


def begun_with(member: Member, at: datetime) -> list[Verification]:
    """Return the verifications of a member that one act began."""
    return list(db.session.scalars(_of(member, Verification.created_at == at)))


def _of(member: Member, *conditions: ColumnElement[bool]) -> Select[Verification]:
    return select(Verification).where(Verification.member_id == member.id, *conditions)


def restricted(now: datetime) -> list[Member]:
    """Return the members who are restricted now, by name."""
    statement = (
        select(Member)
        .where(
            Member.restriction_kind.is_not(None),
            or_(Member.restricted_until.is_(None), Member.restricted_until > now),
            Member.active,
        )
        .order_by(Member.username_key)
        .limit(LISTED)
    )
    return list(db.session.scalars(statement))


def verified(today: date) -> list[Verification]:
    """Return the verifications that hold, whose end is nearest first, with members."""
    statement = (
        select(Verification)
        .join(Verification.member)
        .where(Verification.ended_at.is_(None), Verification.until >= today, Member.active)
        .options(joinedload(Verification.member), joinedload(Verification.by))
        .order_by(Verification.until, Verification.id)
        .limit(LISTED)
    )
    return list(db.session.scalars(statement))
