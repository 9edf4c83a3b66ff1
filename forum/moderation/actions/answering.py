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
    by: Member,
    post: Post,
    flags: list[Flag],
    state: FlagState,
    reason: str,
    now: datetime,
    *,
    may_change: bool = False,
) -> None:
    """Decide some flags on a post, tell the others who raised them, and log it.

    `may_change` says that its author is to change the post.
    """
    line = wording.to_flagger(state, post.kind, reason, may_change=may_change)
    for flag in flags:
        flag.state, flag.decided_at = state, now
        if flag.member_id != by.id:
            tell(by, flag.member_id, post, line)
    before, after = {"open": len(flags)}, {"flags": state}
    record(by, Verb.DECIDE_FLAGS, post, reason, now, before, after)


def find_fine(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Answer the open flags on a post that is given back to the public: it was found to be fine.

    Their row stands in the log before the act that answered them, so that this is the newest and
    can be undone.
    """
    if flags := queries.open_flags([post.id]):
        answer_flags(by, post, flags, FlagState.DECLINED, reason, now)


def find_wrong(
    by: Member, post: Post, reason: str, now: datetime, *, may_change: bool = False
) -> None:
    """Answer the open flags on a post that is taken out of sight: they were right.

    As in `find_fine`, their row stands before the act that answered them.
    """
    if flags := queries.open_flags([post.id]):
        answer_flags(by, post, flags, FlagState.UPHELD, reason, now, may_change=may_change)


def open_flags_again(post: Post, at: datetime) -> FlagState | None:
    """Let the flags wait again that were answered at a moment; return how they were answered.

    `None` means that there were none: one moment has one answer.
    """
    answered = None
    for flag in queries.flags_decided(post.id, at):
        answered, flag.state, flag.decided_at = flag.state, FlagState.OPEN, None
    return answered
