"""What an act is called: in the log, and to the member whose post it is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..permissions import Actor, PostKind, Role, Verb
from ..permissions.actor import is_moderator
from ..threads.models import AdviceState
from .models import FlagState

# A member is told what was decided and why, never by whom.
NAMELESS = A_MODERATOR, A_CLINICIAN, THE_SITE = "a moderator", "a clinician", "the site"

DONE: Mapping[Verb, str] = {
    Verb.HIDE: "hidden",
    Verb.RESTORE: "restored",
    Verb.APPROVE: "approved",
    Verb.MARK_SPAM: "hidden as spam",
    Verb.LOCK: "locked",
    Verb.UNLOCK: "unlocked",
    Verb.CLOSE: "closed to new answers",
    Verb.REOPEN: "reopened",
    Verb.PIN: "pinned",
    Verb.UNPIN: "unpinned",
    Verb.RETITLE: "given another title",
    Verb.CONVERT: "converted",
    Verb.OVERRIDE_BANNER: "given another care notice",
    Verb.ASK_CHANGES: "given back to its author for changes",
    Verb.RETAG: "moved to other tags or body areas",
    Verb.UNLIST: "kept out of search engines",
    Verb.LIST: "offered to search engines again",
    Verb.FEATURE: "featured as a helpful answer",
    Verb.UNFEATURE: "put back among the other answers",
    Verb.NOTICE: "given a notice by the moderators",
    Verb.UNNOTICE: "freed of its notice",
    Verb.MERGE: "merged into another question",
    Verb.UNMERGE: "made a question of its own again",
    Verb.SPLIT: "made a question of its own",
    Verb.KEEP_CLOSED: "kept closed",
    Verb.SUSPEND: "suspended",
    Verb.SILENCE: "silenced",
    Verb.LIFT: "given leave to write again",
    Verb.UPHOLD: "answered that the restriction stays",
    Verb.MESSAGE: "written to",
    Verb.WARN: "warned",
    Verb.VERIFY: "verified as a clinician",
    Verb.END_VERIFICATION: "marked as a clinician no longer",
    Verb.LOOK_BEHIND: "looked at behind its alias",
}
FLAGS_DECIDED: Mapping[FlagState, str] = {
    FlagState.UPHELD: "found against the rules",
    FlagState.DECLINED: "found to be fine",
    FlagState.OPEN: "put back on the worklist",
}

ADVICE_JUDGED: Mapping[str, str] = {
    AdviceState.CAUTIONED: "given a caution beside it",
    AdviceState.FINE: "found to need no caution",
}


def done(verb: Verb, after: Mapping[str, Any]) -> str:
    """Return what happened, as it follows "Your question was …"."""
    if after.get("visibility") == "held":
        return "hidden until a moderator has looked at it"
    if verb is Verb.APPROVE and after.get("looked at") is False:
        return "put back on the worklist"
    if after.get("visibility") == "returned":
        return DONE[Verb.ASK_CHANGES]
    if verb is Verb.CONVERT:
        return "made an answer" if after.get("kind") == PostKind.ANSWER else "made a reply"
    if verb is Verb.OVERRIDE_BANNER:
        return _judged(after)
    if verb is Verb.CAUTION:
        return ADVICE_JUDGED.get(after.get("advice", ""), "put back on the worklist")
    if verb is Verb.DECIDE_FLAGS:
        return FLAGS_DECIDED[FlagState(after["flags"])]
    if verb is Verb.SLOW:
        return "slowed down" if after.get("minutes") else "given back its usual pace"
    return DONE.get(verb, verb.value)


def _judged(after: Mapping[str, Any]) -> str:
    if after.get("override") is None:
        return "given back the care notice that the rules chose"
    return (
        "looked at, and keeps its care notice"
        if after.get("checked")
        else DONE[Verb.OVERRIDE_BANNER]
    )


def to_author(verb: Verb, after: Mapping[str, Any], kind: str, reason: str) -> str:
    """Return the line that a member is told about their own post."""
    return f"Your {kind} was {done(verb, after)}: {reason}"


def to_flagger(state: FlagState, kind: str, reason: str, *, may_change: bool = False) -> str:
    """Return the line that answers someone who flagged a post."""
    found = "found against the rules" if state is FlagState.UPHELD else "found fine"
    became = DONE[Verb.ASK_CHANGES] if may_change else found
    return f"The {kind} that you flagged was {became}: {reason}"


def name_of(actor: Actor | None) -> str:
    """Return under what name a decision is told: staff have no names of their own here."""
    if actor is None:
        return THE_SITE
    if is_moderator(actor) or Role.CLINICIAN not in actor.roles:
        return A_MODERATOR
    return A_CLINICIAN
