"""What moderators decide: one file for each family of verbs; the only place here that commits."""

from .banners import banner_state, dispute_banner, override_banner, withdraw_override
from .converting import to_answer, to_reply
from .deciding import AlreadyChanged, NotAllowed, subject_of
from .flags import FlagDraft, decline, flag, uphold
from .hiding import hide, restore
from .openness import close, lock, reopen, unlock
from .shelf import pin, unpin
from .titles import retitle

__all__ = [
    "AlreadyChanged",
    "FlagDraft",
    "NotAllowed",
    "banner_state",
    "close",
    "decline",
    "dispute_banner",
    "flag",
    "hide",
    "lock",
    "override_banner",
    "pin",
    "reopen",
    "restore",
    "retitle",
    "subject_of",
    "to_answer",
    "to_reply",
    "unlock",
    "unpin",
    "uphold",
    "withdraw_override",
]
