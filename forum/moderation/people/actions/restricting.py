"""Suspending and silencing members, and the way back from both."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from ....accounts.models import Member
from ....permissions import Restriction, Verb
from ....web.restricted import in_words
from ...models import ModerationAct
from .. import wording
from ..queries import AS_IN_ACT, first_of
from .appealing import ANSWERED, OPEN, settle, wait_again
from .deciding import begin, finish


def suspend(
    by: Member, member: Member, until: date, reason: str, now: datetime, *, seen: str
) -> None:
    """Let a member do nothing but read until a day begins (UTC)."""
    end = datetime.combine(until, time(), UTC)
    restrict(by, Verb.SUSPEND, member, Restriction.SUSPENDED, end, reason, now, seen=seen)


def silence(
    by: Member, member: Member, until: date | None, reason: str, now: datetime, *, seen: str
) -> None:
    """Let a member write nothing, until a day begins (UTC) or until it is lifted."""
    end = None if until is None else datetime.combine(until, time(), UTC)
    restrict(by, Verb.SILENCE, member, Restriction.SILENCED, end, reason, now, seen=seen)


def restrict(
    by: Member,
    verb: Verb,
    member: Member,
    kind: Restriction,
    until: datetime | None,
    reason: str,
    now: datetime,
    *,
    seen: str | None,
    undone: datetime | None = None,
    as_in: ModerationAct | None = None,
) -> None:
    """Put a restriction on a member, in place of any other.

    Where another act is undone, `undone` is when that was, and `as_in` the act whose restriction is
    brought back: who appealed against that one has appealed against this.
    """
    begin(by, verb, member, seen)
    _set(by, verb, member, kind, until, reason, now, undone, as_in)


def lift(
    by: Member,
    member: Member,
    reason: str,
    now: datetime,
    *,
    seen: str | None,
    undone: datetime | None = None,
) -> None:
    """End a restriction before its time; `undone` as for `restrict`."""
    begin(by, Verb.LIFT, member, seen)
    _set(by, Verb.LIFT, member, None, None, reason, now, undone)


def _set(
    by: Member,
    verb: Verb,
    member: Member,
    kind: Restriction | None,
    until: datetime | None,
    reason: str,
    now: datetime,
    undone: datetime | None,
    as_in: ModerationAct | None = None,
) -> None:
    before = _state(member)
    if settle(member, now) and member.restriction:
        before |= OPEN
    member.restriction_kind, member.restricted_until = kind, until
    member.restriction_reason = reason if kind else ""
    after = _state(member) | (ANSWERED if "appeal" in before else {})
    if as_in is not None:
        after[AS_IN_ACT] = first_of(as_in)
    if undone is not None:
        wait_again(member, undone)
    told = f"{in_words(kind, until) if kind else wording.FREE_AGAIN} {reason}"
    finish(by, verb, member, reason, now, before, after, told=told)


def _state(member: Member) -> dict[str, Any]:
    kind, until = member.restriction, member.restricted_until
    return {
        "restriction": None if kind is None else kind.value,
        "until": until.isoformat() if kind and until else None,
    }
