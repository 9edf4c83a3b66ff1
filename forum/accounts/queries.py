"""Reads of members."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, select
from sqlalchemy.orm import joinedload

from ..db import db, is_writing
from ..entities import columns, loaded, seen
from ..reads import Read
from .models import AddressChange, Member, Mute, SignIn, SiteClaim
from .names import fold

IDLE_LIMIT = timedelta(days=30)  # a sign-in that nobody uses for so long ends
AGE_LIMIT = timedelta(days=180)  # and every sign-in after so long
ADDRESS_WAITS = timedelta(days=1)  # for the link that was sent to it


def _is_after(opened: Any, seen: Any) -> ColumnElement[bool]:
    return and_(SignIn.created_at > opened, SignIn.last_seen_on > seen)


def _oldest(now: datetime) -> tuple[datetime, date]:
    """Return the moment and the day after which a current sign-in was opened and last seen."""
    return now - AGE_LIMIT, (now - IDLE_LIMIT).date()


class CurrentSignIn(NamedTuple):
    """The sign-in that a request came with."""

    id: int
    last_seen_on: date
    member: Member


def load_member(username: str) -> Member | None:
    """Find a member by name; spelling that folds alike finds the same member."""
    found: Member | None = db.session.scalar(
        select(Member).where(Member.username_key == fold(username), Member.active)
    )
    return found


def hold_member(member: Member) -> None:
    """Hold a member until the commit, and read them as they are now."""
    db.session.refresh(member, with_for_update={"key_share": True})


def is_claimed() -> bool:
    """Say whether the site has had its first administrator."""
    return db.session.get(SiteClaim, 1) is not None


def load_sign_in(token_hash: str, now: datetime) -> CurrentSignIn | None:
    """Find a sign-in that has not ended, with its member: one query.

    The session follows the member in a request that writes.
    """
    opened_after, seen_after = _oldest(now)
    limits = {"opened_after": opened_after, "seen_after": seen_after}
    found = _sign_in_read().rows_to_act_on(token_hash=token_hash, **limits)
    if not found:
        return None
    ((id_, last_seen_on, *of_the_member),) = found
    member = loaded(Member, of_the_member) if is_writing() else seen(Member, of_the_member)
    return CurrentSignIn(id_, last_seen_on, member)


@cache
def _sign_in_read() -> Read:
    return Read(
        select(SignIn.id, SignIn.last_seen_on, *columns(Member))
        .join(SignIn.member)
        .where(
            SignIn.token_hash == bindparam("token_hash"),
            Member.active,
            _is_after(bindparam("opened_after"), bindparam("seen_after")),
        )
    )


def sign_ins_of(member: Member, now: datetime) -> list[SignIn]:
    """Return where a member is signed in, newest first."""
    statement = select(SignIn).where(SignIn.member_id == member.id, is_current(now))
    return list(db.session.scalars(statement.order_by(SignIn.id.desc())))


def waiting_address(member: Member, now: datetime) -> AddressChange | None:
    """Return the address that a member wants and has still to confirm."""
    found: AddressChange | None = db.session.scalar(
        select(AddressChange).where(AddressChange.member_id == member.id, still_waits(now))
    )
    return found


def still_waits(now: datetime) -> ColumnElement[bool]:
    """Return the condition under which a new address can be confirmed."""
    return AddressChange.created_at > now - ADDRESS_WAITS


def is_taken(email: str) -> bool:
    """Say whether an account has an address."""
    return db.session.scalar(select(Member.id).where(Member.email == email)) is not None


def muted_by(member: Member) -> list[Member]:
    """Return whom a member muted, the latest first."""
    statement = (
        select(Mute)
        .where(Mute.member_id == member.id)
        .options(joinedload(Mute.muted))
        .order_by(Mute.created_at.desc(), Mute.muted_id)
    )
    return [mute.muted for mute in db.session.scalars(statement)]


def has_muted(member_id: int | None, other: Member) -> bool:
    """Say whether a member muted another."""
    return member_id is not None and db.session.get(Mute, (member_id, other.id)) is not None


def is_current(now: datetime) -> ColumnElement[bool]:
    """Return the condition under which a sign-in has reached neither of its limits."""
    return _is_after(*_oldest(now))
