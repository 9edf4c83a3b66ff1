"""Everything that moderators press on a member, as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...accounts.models import Member
from ...permissions import Verb, can
from ...web.actor import current_actor
from . import actions
from .actions.verifying import Evidence
from .forms import MemberForm, MessageForm, SilenceForm, SuspendForm, VerifyForm, WhyForm


@dataclass(frozen=True, slots=True)
class MemberAct:
    """One thing that can be pressed: as `moderation.act.Act`."""

    path: str
    verb: Verb
    label: str
    sign: str
    done: str
    form: type[MemberForm]
    run: Callable[[Member, Member, Any, datetime], None]

    @property
    def endpoint(self) -> str:
        """Return the name of its route in the blueprint."""
        return f"member_{self.path.replace('-', '_')}"


def on_member(member: Member) -> list[MemberAct]:
    """Return the acts that the actor may do to a member as they are now.

    What answers an appeal stands beside it on the worklist.
    """
    actor = current_actor()
    return [
        act for act in ON_MEMBERS if act.verb is not Verb.UPHOLD and can(actor, act.verb, member)
    ]


def _suspend(by: Member, member: Member, form: SuspendForm, now: datetime) -> None:
    actions.suspend(by, member, form.until.data, form.reason.data, now, seen=form.seen_state.data)


def _silence(by: Member, member: Member, form: SilenceForm, now: datetime) -> None:
    actions.silence(by, member, form.until.data, form.reason.data, now, seen=form.seen_state.data)


def _lift(by: Member, member: Member, form: WhyForm, now: datetime) -> None:
    actions.lift(by, member, form.reason.data, now, seen=form.seen_state.data)


def _uphold(by: Member, member: Member, form: WhyForm, now: datetime) -> None:
    actions.uphold(by, member, form.reason.data, now, seen=form.seen_state.data)


def _message(by: Member, member: Member, form: MessageForm, now: datetime) -> None:
    actions.message(by, member, form.reason.data, now)


def _warn(by: Member, member: Member, form: MessageForm, now: datetime) -> None:
    actions.warn(by, member, form.reason.data, now)


def _verify(by: Member, member: Member, form: VerifyForm, now: datetime) -> None:
    evidence = Evidence(form.profession.data, form.evidence.data, form.until.data)
    actions.verify(by, member, evidence, now, seen=form.seen_state.data)


def _end_verification(by: Member, member: Member, form: WhyForm, now: datetime) -> None:
    actions.end_verification(by, member, form.reason.data, now, seen=form.seen_state.data)


ON_MEMBERS: tuple[MemberAct, ...] = (
    MemberAct(
        "message",
        Verb.MESSAGE,
        "Write a message",
        "inbox",
        "The message is in their inbox.",
        MessageForm,
        _message,
    ),
    MemberAct(
        "warn",
        Verb.WARN,
        "Warn",
        "urgent",
        "The warning is in their inbox.",
        MessageForm,
        _warn,
    ),
    MemberAct(
        "silence",
        Verb.SILENCE,
        "Silence",
        "quote",
        "They are silenced: they read, vote and flag, and write nothing.",
        SilenceForm,
        _silence,
    ),
    MemberAct(
        "suspend",
        Verb.SUSPEND,
        "Suspend",
        "lock",
        "They are suspended: they read, and do nothing else.",
        SuspendForm,
        _suspend,
    ),
    MemberAct(
        "lift",
        Verb.LIFT,
        "Let them write again",
        "undo",
        "They may write again.",
        WhyForm,
        _lift,
    ),
    MemberAct(
        "uphold",
        Verb.UPHOLD,
        "Keep the restriction",
        "lock",
        "They are told why it stays.",
        WhyForm,
        _uphold,
    ),
    MemberAct(
        "verify",
        Verb.VERIFY,
        "Verify as a clinician",
        "helped",
        "They are marked as a clinician.",
        VerifyForm,
        _verify,
    ),
    MemberAct(
        "end-verification",
        Verb.END_VERIFICATION,
        "End the clinician’s mark",
        "close",
        "They are marked as a clinician no longer.",
        WhyForm,
        _end_verification,
    ),
)
