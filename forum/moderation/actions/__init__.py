"""What moderators decide: one file for each family of verbs; the only place here that commits."""

from .advice import advice_state, judge_advice
from .approving import approve, mark_spam
from .banners import banner_state, dispute_banner, override_banner
from .claims import claim, release
from .converting import to_answer, to_reply
from .deciding import AlreadyChanged, NotAllowed, Refused, subject_of
from .featuring import feature, put_notice, take_notice, unfeature
from .flags import FlagDraft, decline, flag, uphold, withdraw_flag
from .hiding import hide, restore
from .listing import relist, unlist
from .lists import allow_host, edit_reasons, forbid_host, forget_phrase, watch_phrase
from .merging import merge, unmerge
from .notes import add_note
from .openness import close, lock, reopen, unlock
from .pace import slow
from .reopening import ask_reopening, keep_closed
from .returning import ask_changes
from .shelf import pin, unpin
from .splitting import split
from .titles import retitle
from .topics import retag, topics_state
from .undoing import UNDO_FOR, undo

__all__ = [
    "UNDO_FOR",
    "AlreadyChanged",
    "FlagDraft",
    "NotAllowed",
    "Refused",
    "add_note",
    "advice_state",
    "allow_host",
    "approve",
    "ask_changes",
    "ask_reopening",
    "banner_state",
    "claim",
    "close",
    "decline",
    "dispute_banner",
    "edit_reasons",
    "feature",
    "flag",
    "forbid_host",
    "forget_phrase",
    "hide",
    "judge_advice",
    "keep_closed",
    "lock",
    "mark_spam",
    "merge",
    "override_banner",
    "pin",
    "put_notice",
    "release",
    "relist",
    "reopen",
    "restore",
    "retag",
    "retitle",
    "slow",
    "split",
    "subject_of",
    "take_notice",
    "to_answer",
    "to_reply",
    "topics_state",
    "undo",
    "unfeature",
    "unlist",
    "unlock",
    "unmerge",
    "unpin",
    "uphold",
    "watch_phrase",
    "withdraw_flag",
]
