"""Slow mode: how often a member may write in a thread."""

from __future__ import annotations

from datetime import datetime

from ...accounts.models import Member
from ...permissions import Verb
from ...threads.models import Post
from .deciding import begin, finish, unless_changed


def slow(by: Member, post: Post, minutes: int, reason: str, now: datetime, *, seen: int) -> None:
    """Let each member write in a thread once in so many minutes; 0 ends it.

    `seen` is the number when the form was shown.
    """
    begin(by, Verb.SLOW, post)
    unless_changed(seen, post.thread.slow_minutes)
    post.thread.slow_minutes = minutes
    finish(by, Verb.SLOW, post, reason, now, {"minutes": seen}, {"minutes": minutes})
