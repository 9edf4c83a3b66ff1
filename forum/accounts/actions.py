"""What members do with their accounts; the only place in this room that commits."""

from __future__ import annotations

from datetime import datetime

from flask_security import hash_password
from sqlalchemy import String, func, select, type_coerce, update
from sqlalchemy.exc import IntegrityError

from ..db import db
from ..permissions import Role
from .models import Member, SiteClaim
from .names import username_fault
from .security import MemberStore


class CannotMakeMember(Exception):
    """A member cannot be made as asked; its text is one line that says why."""


def make_member(
    username: str, email: str, password: str, roles: frozenset[Role], now: datetime
) -> Member:
    """Add a confirmed member to the session; the caller commits.

    Raises `CannotMakeMember` when the name cannot be used.
    """
    if fault := username_fault(username):
        raise CannotMakeMember(fault)
    return MemberStore().create_user(
        username=username,
        email=email,
        password=hash_password(password),
        confirmed_at=now,
        roles=roles,
    )


def claim_site(username: str, email: str, password: str, now: datetime) -> Member:
    """Make the first administrator. Raises `CannotMakeMember` if somebody was quicker."""
    member = make_member(username, email, password, frozenset({Role.ADMINISTRATOR}), now)
    try:
        db.session.flush()
        db.session.add(SiteClaim(id=1, member_id=member.id))
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        raise CannotMakeMember(
            "The site has been claimed already, or the name or address is taken."
        ) from error
    return member


def add_member(
    username: str, email: str, password: str, roles: frozenset[Role], now: datetime
) -> Member:
    """Make a confirmed member (the operator's command). Raises `CannotMakeMember`."""
    member = make_member(username, email, password, roles, now)
    try:
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        raise CannotMakeMember(f"The name {username!r} or the address is taken.") from error
    return member


def set_roles(member: Member, roles: frozenset[Role]) -> None:
    """Give a member exactly these roles; the last administrator stays one."""
    if Role.ADMINISTRATOR in member.roles and Role.ADMINISTRATOR not in roles:
        others = select(func.count()).where(
            Member.id != member.id,
            type_coerce(Member.roles, String).contains(Role.ADMINISTRATOR.value),
        )
        if not db.session.scalar(others):
            raise CannotMakeMember(f"{member.username} is the last administrator and stays one.")
    member.roles = roles
    db.session.commit()


def change_profile(member: Member, about: str, care_region: str | None) -> None:
    """Keep what a member says about themselves."""
    member.about = about
    member.care_region = care_region or None
    db.session.commit()


def count_post(member_id: int | None, by: int) -> None:
    """Change a member's count of posts, in the caller's transaction."""
    if member_id is not None:
        db.session.execute(
            update(Member).where(Member.id == member_id).values(posts_count=Member.posts_count + by)
        )
