"""What members do with their accounts; the only place in this room that commits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from flask_security import hash_password
from sqlalchemy import String, bindparam, delete, not_, select, type_coerce, update
from sqlalchemy.exc import IntegrityError

from ..db import db, insert_into, utcnow
from ..permissions import Role
from ..writes import Write, insert_once
from .models import AddressChange, Member, Mute, SignIn, SiteClaim
from .names import username_fault
from .passwords import composed, password_fault
from .queries import is_current, is_taken, load_member, still_waits
from .store import MemberStore, one_spelling


class CannotMakeMember(Exception):
    """A member cannot be made as asked; its text is one line that says why."""


class LastAdministrator(CannotMakeMember):
    """Nobody else could run the site."""


def make_member(
    username: str, email: str, password: str, roles: frozenset[Role], now: datetime
) -> Member:
    """Add a confirmed member to the session; the caller commits.

    Raises `CannotMakeMember` when name, address or password cannot be used or are taken.
    """
    address = usable_address(username, email)
    if fault := password_fault(password, [username]):
        raise CannotMakeMember(fault)
    try:
        return MemberStore().create_user(
            username=username,
            email=address,
            password=hash_password(composed(password)),
            confirmed_at=now,
            established_at=now,  # whoever runs the site vouches for them
            roles=roles,
        )
    except IntegrityError as error:
        db.session.rollback()
        raise CannotMakeMember(f"The name {username!r} or the address is taken.") from error


def usable_address(username: str, email: str) -> str:
    """Return the address as it is kept.

    Raises `CannotMakeMember` when name or address cannot be used or are taken.
    """
    if fault := username_fault(username):
        raise CannotMakeMember(fault)
    try:
        address = one_spelling(email)
    except ValueError as error:
        raise CannotMakeMember(str(error)) from error
    if load_member(username):
        raise CannotMakeMember(f"The name {username!r} is taken.")
    if is_taken(address):
        raise CannotMakeMember("The address is taken.")
    return address


def claim_site(username: str, email: str, password: str, now: datetime) -> Member:
    """Make the first administrator. Raises `CannotMakeMember` if somebody was quicker."""
    member = make_member(username, email, password, frozenset({Role.ADMINISTRATOR}), now)
    try:
        db.session.add(SiteClaim(id=1, member_id=member.id))
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        raise CannotMakeMember("The site has been claimed already.") from error
    return member


def add_member(
    username: str, email: str, password: str, roles: frozenset[Role], now: datetime
) -> Member:
    """Make a confirmed member (the operator's command). Raises `CannotMakeMember`."""
    member = make_member(username, email, password, roles, now)
    db.session.commit()
    return member


def set_roles(member: Member, roles: frozenset[Role]) -> None:
    """Give a member exactly these roles. Raises `LastAdministrator`."""
    if Role.ADMINISTRATOR not in roles:
        _keep_one_administrator(member)
    if not (Role.CLINICIAN in roles and member.is_clinician):
        member.clinician_until = None  # an old verification says nothing of a new role
    member.roles = roles
    db.session.commit()


def _keep_one_administrator(member: Member) -> None:
    """Raise `LastAdministrator` if nobody else could run the site.

    The administrators are held until the commit: of two who go at once, the second is asked when
    the first has gone.
    """
    # Compared as the text it is kept as: as a set of roles, the word would become letters.
    roles = type_coerce(Member.granted_roles, String)
    administrators = select(Member.id).where(
        Member.active, roles.contains(Role.ADMINISTRATOR.value)
    )
    held = administrators.order_by(Member.id).with_for_update(key_share=True)
    if list(db.session.scalars(held)) == [member.id]:
        raise LastAdministrator(f"{member.username} is the last administrator and stays one.")


def close_account(member: Member) -> None:
    """Close an account for good: its row stays for the posts' sake, with nothing of the person.

    Whoever closes it has taken its roles before (see `set_roles`).
    """
    name = f"former member {member.id}"
    member.username = member.username_key = name  # has blanks, so nobody can sign up with it
    member.email = f"{uuid4().hex}@invalid"
    member.password, member.about, member.care_region = "", "", None
    member.active, member.confirmed_at, member.restriction_reason = False, None, ""
    MemberStore().set_uniquifier(member)
    db.session.commit()


def change_profile(member: Member, about: str, care_region: str | None) -> None:
    """Keep what a member says about themselves."""
    member.about = about
    member.care_region = care_region or None
    db.session.commit()


def ask_for_address(member: Member, email: str, token_hash: str, now: datetime) -> None:
    """Keep which address a member wants, in place of any that they wanted before."""
    wanted = {"email": email, "token_hash": token_hash, "created_at": now}
    asked = insert_into(AddressChange).values(member_id=member.id, **wanted)
    db.session.execute(asked.on_conflict_do_update(index_elements=["member_id"], set_=wanted))
    db.session.commit()


def withdraw_address(member: Member) -> None:
    """Let a member keep the address that they have."""
    wanted = delete(AddressChange).where(AddressChange.member_id == member.id)
    db.session.execute(wanted.execution_options(synchronize_session=False))
    db.session.commit()


def change_address(member: Member, token_hash: str, now: datetime) -> bool:
    """Give a member the address that the link went to, once; other links sent so far end.

    Return whether it could be done: the link may be used up, or somebody else have the address.
    """
    found = db.session.scalar(
        delete(AddressChange)
        .where(
            AddressChange.member_id == member.id,
            AddressChange.token_hash == token_hash,
            still_waits(now),
        )
        .returning(AddressChange.email)
        .execution_options(synchronize_session=False)
    )
    if found is None:
        return False
    member.email, member.confirmed_at = found, now
    try:
        renew_links(member)
    except IntegrityError:
        db.session.rollback()
        return False
    return True


def forget_unconfirmed_addresses(now: datetime) -> None:
    """Forget the addresses that nobody confirmed in time."""
    late = delete(AddressChange).where(not_(still_waits(now)))
    db.session.execute(late.execution_options(synchronize_session=False))
    db.session.commit()


def mute(member: Member, other: Member) -> None:
    """Let a member read and hear no more of another; muting twice is muting."""
    insert_once(Mute, member_id=member.id, muted_id=other.id, created_at=utcnow())
    db.session.commit()


def unmute(member: Member, other: Member) -> None:
    """Undo `mute`."""
    db.session.execute(delete(Mute).where(Mute.member_id == member.id, Mute.muted_id == other.id))
    db.session.commit()


_members: Any = Member.__table__
_COUNT_POSTS = (
    update(_members)
    .where(_members.c.id == bindparam("member"))
    .values(posts_count=_members.c.posts_count + bindparam("by"))
)
_COUNT_FEWER = Write(_COUNT_POSTS)
_COUNT_MORE = Write(_COUNT_POSTS.where(_members.c.active))


def count_another_post(member_id: int) -> bool:
    """Count one more of a member's posts, in the caller's transaction.

    Return whether they still have an account: they may be closing it in another window.
    """
    return bool(_COUNT_MORE.run(member=member_id, by=1))


def count_one_post_less(member_id: int | None) -> None:
    """Count one fewer of a member's posts, in the caller's transaction."""
    if member_id is not None:
        _COUNT_FEWER.run(member=member_id, by=-1)


def renew_links(member: Member) -> None:
    """Let no link in a mail sent so far work any more: the newest is the only one that does."""
    member.fs_uniquifier = uuid4().hex
    db.session.commit()


def open_sign_in(member: Member, token_hash: str, browser: str, now: datetime) -> None:
    """Keep where a member signs in; forget where they no longer are."""
    ended = delete(SignIn).where(SignIn.member_id == member.id, not_(is_current(now)))
    db.session.execute(ended.execution_options(synchronize_session=False))
    db.session.add(
        SignIn(
            member_id=member.id,
            token_hash=token_hash,
            created_at=now,
            last_seen_on=now.date(),
            browser=browser,
        )
    )
    db.session.commit()


def note_seen(sign_in_id: int, today: date) -> None:
    """Keep the day on which a sign-in was last used."""
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(last_seen_on=today))
    db.session.commit()


def end_sign_in(member: Member, sign_in_id: int) -> None:
    """Sign one device of a member out, at the server."""
    db.session.execute(delete(SignIn).where(SignIn.id == sign_in_id, SignIn.member_id == member.id))
    db.session.commit()


def end_other_sign_ins(member: Member, kept_id: int | None) -> None:
    """Sign every device of a member out but one."""
    db.session.execute(
        delete(SignIn).where(SignIn.member_id == member.id, SignIn.id != (kept_id or 0))
    )
    db.session.commit()
