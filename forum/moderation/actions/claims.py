"""Claiming a post on the worklist, so that two moderators do not do the same."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete

from ...accounts.models import Member
from ...db import db
from ...permissions import Verb
from ...threads.models import Post
from ..models import Claim
from .deciding import AlreadyChanged, begin

# A claim lapses by itself: whoever forgets it keeps nobody waiting.
CLAIM_LASTS = timedelta(minutes=15)


def claim(by: Member, post: Post, now: datetime) -> None:
    """Take a post on oneself. Raises `AlreadyChanged` while somebody else has it."""
    begin(by, Verb.MODERATE, post)
    held = db.session.get(Claim, post.id, populate_existing=True)
    if held is not None and held.member_id != by.id and held.claimed_at > now - CLAIM_LASTS:
        raise AlreadyChanged
    db.session.merge(Claim(post_id=post.id, member_id=by.id, claimed_at=now))
    db.session.commit()


def release(by: Member, post: Post) -> None:
    """Give a post back; one that one has not claimed stays as it is."""
    db.session.execute(delete(Claim).where(Claim.post_id == post.id, Claim.member_id == by.id))
    db.session.commit()
