"""Locking and closing a thread, and the way back from both."""

from __future__ import annotations

from datetime import datetime

from ...accounts.models import Member
from ...permissions import Openness, Verb
from ...threads.models import Post
from .. import queries
from .deciding import begin, finish
from .reopening import OPENED, answer_requests


def lock(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Let nothing be added, edited or voted for in the thread."""
    begin(by, Verb.LOCK, post)
    _set(by, Verb.LOCK, post, Openness.LOCKED, reason, now, shown=reason)


def unlock(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Undo a lock: a thread that was closed before it is closed again, for its old reason."""
    begin(by, Verb.UNLOCK, post)
    locked = queries.newest_act_on(post.thread_id, Verb.LOCK)
    openness = Openness(locked.before["openness"]) if locked else Openness.OPEN
    closed = queries.newest_act_on(post.thread_id, Verb.CLOSE)
    shown = closed.reason if closed and openness is Openness.CLOSED else ""
    _set(by, Verb.UNLOCK, post, openness, reason, now, shown=shown)


def close(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Take no new answers; replies and edits stay possible."""
    begin(by, Verb.CLOSE, post)
    _set(by, Verb.CLOSE, post, Openness.CLOSED, reason, now, shown=reason)


def reopen(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Take answers again, and tell those who asked for it."""
    begin(by, Verb.REOPEN, post)
    answer_requests(by, post, OPENED.format(reason=reason), now)
    _set(by, Verb.REOPEN, post, Openness.OPEN, reason, now, shown="")


def _set(
    by: Member,
    verb: Verb,
    post: Post,
    openness: Openness,
    reason: str,
    now: datetime,
    *,
    shown: str,
) -> None:
    """Set the state, with the reason that is `shown` beside it."""
    thread = post.thread
    before = {"openness": thread.openness}
    thread.openness, thread.openness_reason = openness, shown
    finish(by, verb, post, reason, now, before, {"openness": openness})
