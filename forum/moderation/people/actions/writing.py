"""Writing to a member, and noting something about them for the other moderators."""

from __future__ import annotations

from datetime import datetime

from ....accounts.models import Member
from ....db import db
from ....inbox.models import NotificationKind
from ....permissions import Verb
from ..models import MemberNote
from .deciding import begin, finish


def message(by: Member, member: Member, text: str, now: datetime) -> None:
    """Write to a member without blame."""
    begin(by, Verb.MESSAGE, member)
    kind = NotificationKind.MESSAGE
    finish(by, Verb.MESSAGE, member, text, now, {}, {}, kind=kind, told=text)


def warn(by: Member, member: Member, text: str, now: datetime) -> None:
    """Warn a member."""
    begin(by, Verb.WARN, member)
    kind = NotificationKind.WARNING
    finish(by, Verb.WARN, member, text, now, {}, {}, kind=kind, told=text)


def note_on_member(by: Member, member: Member, text: str, now: datetime) -> None:
    """Keep a note that only moderators read."""
    begin(by, Verb.MODERATE, member)
    db.session.add(MemberNote(member_id=member.id, author_id=by.id, text=text, created_at=now))
    db.session.commit()
