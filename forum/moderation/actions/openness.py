"""Locking and closing a thread, and the way back from both."""

from __future__ import annotations

from datetime import datetime

from ...accounts.models import Member
from ...permissions import Openness, Verb
from ...threads.models import Post
from .. import queries
from .deciding import begin, finish


def lock(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Let nothing be added, edited or voted for in the thread."""
    _set(by, Verb.LOCK, post, Openness.LOCKED, reason, now)


def unlock(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Undo a lock: a thread that was closed before it is closed again."""
    begin(by, Verb.UNLOCK, post)
    was = queries.before_last(post.thread_id, Verb.LOCK)
    _finish(by, Verb.UNLOCK, post, Openness(was.get("openness", Openness.OPEN)), reason, now)


def close(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Take no new answers; replies and edits stay possible."""
    _set(by, Verb.CLOSE, post, Openness.CLOSED, reason, now)


def reopen(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Take answers again."""
    _set(by, Verb.REOPEN, post, Openness.OPEN, reason, now)


def _set(
    by: Member, verb: Verb, post: Post, openness: Openness, reason: str, now: datetime
) -> None:
    begin(by, verb, post)
    _finish(by, verb, post, openness, reason, now)


def _finish(
    by: Member, verb: Verb, post: Post, openness: Openness, reason: str, now: datetime
) -> None:
    thread = post.thread
    before = {"openness": thread.openness}
    thread.openness = openness
    thread.openness_reason = "" if openness is Openness.OPEN else reason
    finish(by, verb, post, reason, now, before, {"openness": openness})
