"""How every act on a member begins and ends, as `moderation.actions.deciding` does for posts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ....accounts.models import Member
from ....db import db
from ....inbox import actions as inbox
from ....inbox.models import NotificationKind
from ....permissions import Verb, can
from ... import wording
from ...actions.deciding import AlreadyChanged, NotAllowed
from ...models import ModerationAct
from .. import queries

State = Mapping[str, Any]
_POWERS = {Verb.LIFT: Verb.SUSPEND, Verb.UPHOLD: Verb.SUSPEND, Verb.END_VERIFICATION: Verb.VERIFY}


def begin(by: Member, verb: Verb, member: Member, seen: str | None = None) -> None:
    """Lock and re-read the member and the actor, and ask the rules again.

    `seen` is the member's `state_of` when the form was drawn; `None` does not ask.
    Raises `NotAllowed` or `AlreadyChanged`.
    """
    db.session.refresh(by)
    found = queries.lock_member(member.id)
    if not can(by, power_for(verb), member):
        raise NotAllowed
    if found is None or not can(by, verb, member) or seen not in (None, state_of(member)):
        raise AlreadyChanged


def power_for(verb: Verb) -> Verb:
    """Return the verb by which whoever may ever do something is told from who may do it now."""
    return _POWERS.get(verb, verb)


def state_of(member: Member) -> str:
    """Return in one word what a form about a member was drawn from, to see whether it changed."""
    until = member.restricted_until if member.restriction else None
    clinician = f"{member.is_clinician}.{member.clinician_until}"
    return f"{member.restriction}.{until and until.isoformat()}.{clinician}"


def finish(
    by: Member,
    verb: Verb,
    member: Member,
    reason: str,
    now: datetime,
    before: State,
    after: State,
    *,
    kind: NotificationKind = NotificationKind.STANDING,
    told: str,
) -> None:
    """Write the log, tell the member, commit."""
    db.session.add(
        ModerationAct(
            actor_id=by.id,
            verb=verb,
            member_id=member.id,
            reason=reason,
            before=dict(before),
            after=dict(after),
            created_at=now,
        )
    )
    inbox.tell(
        member.id,
        kind,
        thread_id=None,
        post_id=None,
        actor_name=wording.name_of(by),
        detail=told,
    )
    db.session.commit()
