"""What moderators do about members: one file for each family of verbs; each commits."""

from .aliases import look_behind
from .appealing import appeal, uphold
from .deciding import power_for, state_of
from .restricting import lift, silence, suspend
from .undoing import UNDO, undo_on_member
from .verifying import end_verification, verify
from .writing import message, note_on_member, warn

__all__ = [
    "UNDO",
    "appeal",
    "end_verification",
    "lift",
    "look_behind",
    "message",
    "note_on_member",
    "power_for",
    "silence",
    "state_of",
    "suspend",
    "undo_on_member",
    "uphold",
    "verify",
    "warn",
]
