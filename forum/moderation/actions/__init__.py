"""What moderators decide: one file for each family of verbs; the only place here that commits."""

from .advice import advice_state, judge_advice
from .approving import approve, mark_spam
from .banners import banner_state, dispute_banner, override_banner
from .claims import claim, release
from .converting import to_answer, to_reply
from .deciding import AlreadyChanged, NotAllowed, subject_of
from .flags import FlagDraft, decline, flag, uphold
from .hiding import hide, restore
from .notes import add_note
from .openness import close, lock, reopen, unlock
from .shelf import pin, unpin
from .titles import retitle
from .undoing import UNDO_FOR, undo

__all__ = [
    "UNDO_FOR",
    "AlreadyChanged",
    "FlagDraft",
    "NotAllowed",
    "add_note",
    "advice_state",
    "approve",
    "banner_state",
    "claim",
    "close",
    "decline",
    "dispute_banner",
    "flag",
    "hide",
    "judge_advice",
    "lock",
    "mark_spam",
    "override_banner",
    "pin",
    "release",
    "reopen",
    "restore",
    "retitle",
    "subject_of",
    "to_answer",
    "to_reply",
    "undo",
    "unlock",
    "unpin",
    "uphold",
]
