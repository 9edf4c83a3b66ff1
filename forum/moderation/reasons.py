"""Reasons that moderators give often, offered wherever a reason is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from ..permissions import Verb
from .models import FlagReason

REASON_MAX = 400

CANNED: Mapping[Verb, tuple[str, ...]] = {
    Verb.HIDE: (
        "It gives advice that could hurt someone.",
        "It sells or advertises something.",
        "It shows who someone is.",
        "It is spam.",
        "It is rude to another member.",
        "It is not about health.",
    ),
    Verb.RESTORE: (
        "We looked at it again, and it may stay.",
        "It was changed, and may stay now.",
    ),
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
    Verb.RETITLE: ("The title now says what the question is.",),
    Verb.CONVERT: (
        "It answers the question.",
        "It speaks to another post and does not answer the question.",
    ),
    Verb.OVERRIDE_BANNER: (
        "The text speaks of something that is over.",
        "The text is about someone else, long ago.",
        "What is described needs help sooner.",
        "The notice fits what is described.",
    ),
    Verb.DECIDE_FLAGS: (
        "It keeps to the house rules.",
        "It breaks the house rules.",
    ),
}

# What a moderator would write who agrees with a flag; the form starts with it.
FOR_FLAG: Mapping[FlagReason, str] = {
    FlagReason.DANGEROUS: "It gives advice that could hurt someone.",
    FlagReason.SELLING: "It sells or advertises something.",
    FlagReason.IDENTIFIES: "It shows who someone is.",
    FlagReason.AT_RISK: "Someone may be at risk; we are looking after it.",
    FlagReason.SPAM: "It is spam.",
    FlagReason.RUDE: "It is rude to another member.",
    FlagReason.OFF_TOPIC: "It is not about health.",
    FlagReason.OTHER: "It breaks the house rules.",
}


def canned(*verbs: Verb) -> list[str]:
    """Return the reasons offered for some verbs, each once, in order."""
    return list(dict.fromkeys(reason for verb in verbs for reason in CANNED.get(verb, ())))
