"""Verifying that a member is a clinician, and ending that before its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import update

from ....accounts.models import Member
from ....db import db
from ....permissions import Role, Verb
from .. import wording
from ..models import Verification
from .deciding import begin, finish


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a moderator saw; `until` is the last day on which it holds."""

    profession: str
    seen: str
    until: date


def verify(by: Member, member: Member, evidence: Evidence, now: datetime, *, seen: str) -> None:
    """Put the clinicians' mark on a member; an earlier verification is replaced."""
    begin(by, Verb.VERIFY, member, seen)
    before = state(member)
    _end_all(member, now)
    db.session.add(
        Verification(
            member_id=member.id,
            by_id=by.id,
            profession=evidence.profession,
            evidence=evidence.seen,
            until=evidence.until,
            created_at=now,
        )
    )
    mark(member, True, evidence.until)
    told = wording.verified(evidence.until)
    finish(by, Verb.VERIFY, member, "", now, before, state(member), told=told)


def end_verification(
    by: Member, member: Member, reason: str, now: datetime, *, seen: str | None
) -> None:
    """Take the clinicians' mark off a member."""
    begin(by, Verb.END_VERIFICATION, member, seen)
    before = state(member)
    _end_all(member, now)
    mark(member, False, None)
    told = f"{wording.NOT_VERIFIED} {reason}"
    finish(by, Verb.END_VERIFICATION, member, reason, now, before, state(member), told=told)


def mark(member: Member, is_clinician: bool, until: date | None) -> None:
    """Set the role and its last day (`None`: without end), in the caller's transaction."""
    others = member.granted_roles - {Role.CLINICIAN}
    member.granted_roles = others | {Role.CLINICIAN} if is_clinician else others
    member.clinician_until = until


def state(member: Member) -> dict[str, Any]:
    """Return what the log keeps of a member's mark."""
    until = member.clinician_until if member.is_clinician else None
    return {"clinician": member.is_clinician, "until": until and until.isoformat()}


def _end_all(member: Member, now: datetime) -> None:
    db.session.execute(
        update(Verification)
        .where(Verification.member_id == member.id, Verification.ended_at.is_(None))
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )
