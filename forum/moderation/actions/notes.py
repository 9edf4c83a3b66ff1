"""Notes of moderators for moderators, kept with a thread."""

from __future__ import annotations

from datetime import datetime

from ...accounts.models import Member
from ...db import db
from ...permissions import Verb
from ...threads.models import Post
from ..models import StaffNote
from .deciding import begin


def add_note(by: Member, post: Post, text: str, now: datetime) -> None:
    """Keep a note with the thread of a post."""
    begin(by, Verb.MODERATE, post)
    db.session.add(StaffNote(thread_id=post.thread_id, author_id=by.id, text=text, created_at=now))
    db.session.commit()
