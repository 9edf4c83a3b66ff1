"""Giving a post back to its author to change; approving is in `approving`."""

from __future__ import annotations

from datetime import datetime

from ...accounts.models import Member
from ...db import db
from ...permissions import Verb, Visibility
from ...threads.models import Post
from .answering import find_wrong
from .deciding import begin
from .hiding import show


def ask_changes(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Give a post back to its author, out of others' sight; once changed it is held again."""
    begin(by, Verb.ASK_CHANGES, post)
    find_wrong(by, post, reason, now, may_change=True)
    show(by, Verb.ASK_CHANGES, post, Visibility.RETURNED, reason, now)
    db.session.commit()
