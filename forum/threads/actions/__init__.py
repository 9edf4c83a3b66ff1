"""What people do to threads: one file for each verb; the only place in this room that commits."""

from .answer import PostDraft, answer, reply
from .ask import QuestionDraft, ask
from .edit import edit_post, edit_question
from .holding import Overtaken
from .marks import bookmark, mark_helped, unbookmark, unmark_helped, unvote, vote
from .nudging import nudge
from .pace import TooSoon
from .remove import delete_post, undelete_post, withdraw_post
from .upkeep import reassess, rerender

__all__ = [
    "Overtaken",
    "PostDraft",
    "QuestionDraft",
    "TooSoon",
    "answer",
    "ask",
    "bookmark",
    "delete_post",
    "edit_post",
    "edit_question",
    "mark_helped",
    "nudge",
    "reassess",
    "reply",
    "rerender",
    "unbookmark",
    "undelete_post",
    "unmark_helped",
    "unvote",
    "vote",
    "withdraw_post",
]
