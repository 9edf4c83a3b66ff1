"""Answering those who flagged a post, and the way back. In the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from ...accounts.models import Member
from ...permissions import Verb
from ...threads.models import Post
from .. import queries, wording
from ..models import Flag, FlagState
from .deciding import record, tell


def answer_flags(
    by: Member, post: Post, flags: list[Flag], state: FlagState, reason: str, now: datetime
) -> None:
    """Decide some flags on a post, tell those who raised them, and log it."""
    for flag in flags:
        flag.state, flag.decided_at = state, now
        tell(by, flag.member_id, post, wording.to_flagger(state, post.kind, reason))
    before, after = {"open": len(flags)}, {"flags": state}
    record(by, Verb.DECIDE_FLAGS, post, reason, now, before, after)


def find_fine(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Answer the open flags on a post that is given back to the public: it was found to be fine.

    Their row stands in the log before the act that answered them, so that this is the newest and
    can be undone.
    """
    if flags := queries.open_flags([post.id]):
        answer_flags(by, post, flags, FlagState.DECLINED, reason, now)


def open_flags_again(post: Post, at: datetime) -> bool:
    """Let the flags wait again that were answered at a moment; say whether there were any."""
    flags = queries.flags_decided(post.id, at)
    for flag in flags:
        flag.state, flag.decided_at = FlagState.OPEN, None
    return bool(flags)
