"""Advice that may be unsafe: a moderator shows a caution beside it, or finds it fine."""

from __future__ import annotations

from datetime import datetime

from ...accounts.models import Member
from ...db import db
from ...permissions import Verb
from ...threads.models import AdviceReview, AdviceState, Post
from .deciding import AlreadyChanged, begin, note, record, unless_changed

NO_REVIEW = "-"


def judge_advice(
    by: Member, post: Post, state: AdviceState | None, reason: str, now: datetime, *, seen: str
) -> None:
    """Set what is said about a post's advice; with `CAUTIONED`, `reason` is shown beside the post.

    `None` takes the review away, where an act is undone that made it. `seen` is the
    `advice_state` of the post when the form was drawn. The author is told where a caution comes
    or goes: of a find that came to nothing they never knew.
    """
    begin(by, Verb.CAUTION, post)
    before = advice_state(post)
    unless_changed(seen, before)
    if before == (state or NO_REVIEW):
        raise AlreadyChanged
    _set(by, post, state, reason, now)
    readers_saw_it = AdviceState.CAUTIONED in (before, state)
    write = note if readers_saw_it else record
    after = {"advice": advice_state(post)}
    write(by, Verb.CAUTION, post, reason, now, {"advice": before}, after)
    db.session.commit()


def advice_state(post: Post) -> str:
    """Return in one word what is said about a post's advice, to see whether it changed."""
    return post.advice.state.value if post.advice else NO_REVIEW


def _set(by: Member, post: Post, state: AdviceState | None, reason: str, now: datetime) -> None:
    found = post.advice
    if state is None:
        post.advice = None
        return
    if found is None:
        found = post.advice = AdviceReview(found_at=now)
    found.state = state
    found.caution = reason if state is AdviceState.CAUTIONED else ""
    is_open = state is AdviceState.OPEN
    found.decided_by_id = None if is_open else by.id
    found.decided_at = None if is_open else now
