"""Taking one's own last act on a member back at once, as `moderation.actions.undoing` on posts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from ....accounts.models import Member
from ....permissions import Restriction, Verb
from ...actions.undoing import UNDONE, way_back
from ...models import ModerationAct
from .. import queries, wording
from .appealing import take_back_upholding
from .deciding import begin, finish
from .restricting import lift, restrict
from .verifying import end_verification, mark, state

VERB_OF = {Restriction.SUSPENDED: Verb.SUSPEND, Restriction.SILENCED: Verb.SILENCE}


def undo_on_member(by: Member, act: ModerationAct, member: Member, now: datetime) -> None:
    """Undo an act, if it is the actor's own, fresh, and the newest on the member.

    What was said cannot be taken back. Raises `AlreadyChanged`.
    """
    newest = queries.newest_act_about(member.id)
    way_back(UNDO, by, act, newest, now)(by, act, member, now)


def _restriction(by: Member, act: ModerationAct, member: Member, now: datetime) -> None:
    before, until = act.before["restriction"], act.before["until"]
    end = None if until is None else datetime.fromisoformat(until)
    if before is None or (end is not None and end <= now):
        lift(by, member, UNDONE, now, seen=None, undone=act.created_at)
        return
    kind = Restriction(before)
    earlier = queries.newest_act_about(member.id, VERB_OF[kind], before=act.id)
    reason = earlier.reason if earlier else UNDONE
    verb, undone = VERB_OF[kind], act.created_at
    restrict(by, verb, member, kind, end, reason, now, seen=None, undone=undone, as_in=earlier)


def _upholding(by: Member, act: ModerationAct, member: Member, now: datetime) -> None:
    take_back_upholding(by, member, act.created_at, UNDONE, now)


def _verification(by: Member, act: ModerationAct, member: Member, now: datetime) -> None:
    """Open again what the act ended, and end what it began."""
    if not act.before["clinician"]:
        end_verification(by, member, UNDONE, now, seen=None)
        return
    begin(by, Verb.VERIFY, member)
    now_state, until = state(member), act.before["until"]
    began = queries.begun_with(member, act.created_at)
    for verification in queries.ended_with(member, act.created_at):
        verification.ended_at = None
    for verification in began:
        verification.ended_at = now
    mark(member, True, None if until is None else date.fromisoformat(until))
    told = f"{wording.verified(member.clinician_until)} {UNDONE}"
    finish(by, Verb.VERIFY, member, UNDONE, now, now_state, state(member), told=told)


UNDO: Mapping[Verb, Callable[[Member, ModerationAct, Member, datetime], None]] = {
    Verb.SUSPEND: _restriction,
    Verb.SILENCE: _restriction,
    Verb.LIFT: _restriction,
    Verb.UPHOLD: _upholding,
    Verb.VERIFY: _verification,
    Verb.END_VERIFICATION: _verification,
}
