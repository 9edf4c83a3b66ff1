"""Slow mode: how long a member waits before they write in the same thread again."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select

from ...accounts.models import Member
from ...db import db
from ...permissions import Verb, can
from ..models import Post, Thread


class TooSoon(Exception):
    """Slow mode: the member wrote here a moment ago. `again_at` is when they may write again."""

    def __init__(self, again_at: datetime) -> None:
        self.again_at = again_at


def keep_pace(actor: Member, thread: Thread, now: datetime) -> None:
    """Raise `TooSoon` where a member of a slow thread wrote in it a moment ago."""
    if not thread.slow_minutes or can(actor, Verb.MODERATE):
        return
    last = db.session.scalar(
        select(func.max(Post.created_at)).where(
            Post.thread_id == thread.id, Post.author_id == actor.id
        )
    )
    if last is not None and (again_at := last + timedelta(minutes=thread.slow_minutes)) > now:
        raise TooSoon(again_at)
