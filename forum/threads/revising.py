"""Keeping the text that an edit replaces, in the transaction of the edit."""

from __future__ import annotations

from datetime import datetime

from ..accounts.models import Member
from ..db import db
from .assessing import title_of
from .models import EDIT_REASON_MAX, Post, Revision
from .visibility import is_withheld


def keep_revision(editor: Member, post: Post, reason: str, now: datetime) -> None:
    """Keep what a post says, and its thread's title with an opening one, before it is changed."""
    post.revisions_count += 1
    db.session.add(
        Revision(
            post_id=post.id,
            number=post.revisions_count,
            title=title_of(post, post.thread),
            source=post.source,
            editor_id=editor.id,
            reason=reason[:EDIT_REASON_MAX],
            withheld=is_withheld(post),
            created_at=now,
        )
    )
