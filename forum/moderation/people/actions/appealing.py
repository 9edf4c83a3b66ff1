"""A restricted member asks, once for each restriction, that moderators look at it again.

They lift it, or uphold it. Whatever else they decide about it meanwhile is an answer, too.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from ....accounts.models import Member
from ....db import db
from ....permissions import Verb, can
from ...actions.deciding import AlreadyChanged, NotAllowed
from .. import queries, wording
from ..models import Appeal
from .deciding import begin, finish

OPEN, ANSWERED = {"appeal": "open"}, {"appeal": "answered"}


def appeal(member: Member, text: str, now: datetime) -> bool:
    """Keep why a member wants their restriction looked at; say whether it is their first wish.

    Raises `NotAllowed` where nothing restricts them any more.
    """
    db.session.refresh(member)
    if not can(member, Verb.APPEAL):
        raise NotAllowed
    act = queries.open_to_appeal(member)
    if act is None:
        return False
    db.session.add(Appeal(member_id=member.id, act_id=act.id, text=text, created_at=now))
    try:
        db.session.commit()
    except IntegrityError:  # sent twice at once
        db.session.rollback()
        return False
    return True


def uphold(by: Member, member: Member, reason: str, now: datetime, *, seen: str | None) -> None:
    """Tell a member why the restriction stays. Raises `AlreadyChanged` where nobody appealed."""
    begin(by, Verb.UPHOLD, member, seen)
    if not settle(member, now):
        raise AlreadyChanged
    told = f"{wording.UPHELD} {reason}"
    finish(by, Verb.UPHOLD, member, reason, now, OPEN, ANSWERED, told=told)


def take_back_upholding(
    by: Member, member: Member, at: datetime, reason: str, now: datetime
) -> None:
    """Undo `uphold`: the appeal waits again."""
    begin(by, Verb.UPHOLD, member)
    wait_again(member, at)
    told = f"{wording.WAITS_AGAIN} {reason}"
    finish(by, Verb.UPHOLD, member, reason, now, ANSWERED, OPEN, told=told)


def settle(member: Member, now: datetime) -> bool:
    """Answer a member's appeal in the caller's transaction; say whether there was one."""
    found = queries.newest_appeal(member.id)
    if found is None or found.decided_at is not None:
        return False
    found.decided_at = now
    return True


def wait_again(member: Member, at: datetime) -> None:
    """Let the appeal wait again that was answered at a moment, in the caller's transaction."""
    db.session.execute(
        update(Appeal)
        .where(Appeal.member_id == member.id, Appeal.decided_at == at)
        .values(decided_at=None)
    )
