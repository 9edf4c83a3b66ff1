"""What moderators decide: one file for each family of verbs; the only place here that commits."""

from .banners import banner_state, dispute_banner, override_banner, withdraw_override
from .converting import to_answer, to_reply
from .deciding import AlreadyChanged, NotAllowed
from .hiding import hide, restore
from .openness import close, lock, reopen, unlock
from .shelf import pin, unpin
from .titles import retitle

__all__ = [
    "AlreadyChanged",
    "NotAllowed",
    "banner_state",
    "close",
    "dispute_banner",
    "hide",
    "lock",
    "override_banner",
    "pin",
    "reopen",
    "restore",
    "retitle",
    "to_answer",
    "to_reply",
    "unlock",
    "unpin",
    "withdraw_override",
]
