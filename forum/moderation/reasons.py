"""Reasons: those that moderators give often, and those that stand where none was written."""

from __future__ import annotations

from collections.abc import Mapping

from ..permissions import Verb
from ..triage import Level
from .models import FlagReason

REASON_MAX = 400

AGAINST_THE_RULES = (
    "Rude to other members, after a warning.",
    "Gives advice that could hurt someone, after a warning.",
    "Sells or advertises.",
    "Shows who others are.",
)
ABOUT_MEMBERS: Mapping[Verb, tuple[str, ...]] = {
    Verb.SUSPEND: AGAINST_THE_RULES,
    Verb.SILENCE: AGAINST_THE_RULES,
    Verb.LIFT: ("We talked about it, and it is settled.", "It was a mistake of ours."),
    Verb.UPHOLD: ("What led to it was looked at again, and it was as it seemed.",),
    Verb.END_VERIFICATION: ("The register does not name them any more.", "At their own wish."),
}
CANNED: Mapping[Verb, tuple[str, ...]] = {
    **ABOUT_MEMBERS,
    Verb.HIDE: (
        "It gives advice that could hurt someone.",
        "It shows who someone is.",
        "It sells or advertises something.",
        "It is spam.",
        "It is rude to another member.",
        "It is not about health.",
    ),
    Verb.RESTORE: (
        "We looked at it, and it may stay.",
        "It was changed, and may stay now.",
    ),
    Verb.APPROVE: ("A moderator has read it, and it is fine.",),
    Verb.MARK_SPAM: ("It is spam.",),
    Verb.LOCK: (
        "The talk has left the question.",
        "It needs to cool down for a while.",
    ),
    Verb.UNLOCK: ("The reason for locking it has passed.",),
    Verb.CLOSE: (
        "It has been answered.",
        "The same question has been asked before.",
        "Only a doctor who sees you can answer this.",
    ),
    Verb.REOPEN: ("There is more to say about it.",),
    Verb.PIN: ("Many people ask about this.",),
    Verb.UNPIN: ("The shelf needs the place.",),
    Verb.RETITLE: ("The title now says what it is about.",),
    Verb.CONVERT: (
        "It answers the question.",
        "It speaks to another post and does not answer the question.",
    ),
    Verb.OVERRIDE_BANNER: (
        "The notice fits what is described.",
        "What is described needs help sooner.",
        "What is described needs less than the notice says.",
        "The text speaks of something that is over.",
    ),
    Verb.CAUTION: (
        "What works for one person can harm another. Ask a pharmacist or a doctor first.",
        "The advice may stay as it is.",
    ),
    Verb.ASK_CHANGES: (
        "Please take out what shows who someone is.",
        "Please take out what you sell or advertise.",
        "Please say where the advice comes from, or that it is your own experience.",
        "Please say it without rudeness.",
    ),
    Verb.RETAG: ("Those who know about it follow these.",),
    Verb.SLOW: ("It has become heated, and a little time helps.",),
    Verb.UNLIST: ("It tells much about one person.", "The person who asked wished it."),
    Verb.LIST: ("Nothing in it speaks against it.",),
    Verb.FEATURE: ("It helps most people who ask this.",),
    Verb.UNFEATURE: ("Other answers are as helpful.",),
    Verb.NOTICE: (
        "Ask a pharmacist or a doctor before you try this.",
        "This is one person's experience.",
        "What is said here is out of date.",
    ),
    Verb.UNNOTICE: ("The notice is needed no longer.",),
    Verb.MERGE: ("Both ask the same, and the answers belong together.",),
    Verb.UNMERGE: ("They ask different things after all.",),
    Verb.SPLIT: ("It asks something of its own.",),
    Verb.KEEP_CLOSED: ("Nothing has changed since it was closed.",),
    Verb.DECIDE_FLAGS: (
        "It keeps to the house rules.",
        "It breaks the house rules.",
    ),
}
FOR_FLAG: Mapping[FlagReason, str] = {
    FlagReason.DANGEROUS: "It gives advice that could hurt someone.",
    FlagReason.SELLING: "It sells or advertises something.",
    FlagReason.IDENTIFIES: "It shows who someone is.",
    FlagReason.AT_RISK: "Someone may be at risk, and we are looking after it.",
    FlagReason.SPAM: "It is spam.",
    FlagReason.RUDE: "It is rude to another member.",
    FlagReason.OFF_TOPIC: "It is not about health.",
    FlagReason.OTHER: "It breaks the house rules.",
}


def for_level(before: Level, after: Level) -> str:
    """Return why a banner was changed from one level to another, or kept."""
    fits, sooner, less, _over = CANNED[Verb.OVERRIDE_BANNER]
    if after == before:
        return fits
    return sooner if after > before else less
