"""Deciding about what screening held or marked: it is fine, or it is spam."""

from __future__ import annotations

from datetime import datetime

from ...accounts.models import Member
from ...db import db
from ...permissions import Verb, Visibility
from ...threads.models import Post
from ...threads.screening import ScreeningState
from ...threads.screening.lessons import learn
from ...threads.screening.queries import screening_of
from .answering import find_fine, find_wrong
from .deciding import AlreadyChanged, begin, record
from .hiding import publish, release, show
from .settling import decide


def approve(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Find a post to be fine: publish it if it is held, and take it off the worklist."""
    begin(by, Verb.APPROVE, post)
    found = screening_of(post.id)
    if post.visibility in (Visibility.HELD, Visibility.RETURNED):
        find_fine(by, post, reason, now)
        publish(by, Verb.APPROVE, post, reason, now)
    elif found is not None and found.state is ScreeningState.OPEN:
        find_fine(by, post, reason, now)
        release(by, post, now)
        record(by, Verb.APPROVE, post, reason, now, {"looked at": False}, {"looked at": True})
    else:
        raise AlreadyChanged
    db.session.commit()


def mark_spam(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Hide a post as spam, and let the filter learn from it."""
    begin(by, Verb.MARK_SPAM, post)
    find_wrong(by, post, reason, now)
    show(by, Verb.MARK_SPAM, post, Visibility.HIDDEN, reason, now)
    if not decide(post, ScreeningState.SPAM, now):
        learn(post, is_spam=True, now=now)
    db.session.commit()
