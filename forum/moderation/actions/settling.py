"""What follows when a moderator finds a screened post to be fine, and the way back.

Its author is known from then on, and what else of theirs waits only because they are new goes out
with it. Followers are told now, the filter learns. In the caller's transaction.
"""

from __future__ import annotations

from datetime import datetime

from ...db import db
from ...permissions import Visibility
from ...threads.announcing import announce, take_back
from ...threads.models import Post
from ...threads.screening import Screening, ScreeningState
from ...threads.screening.lessons import learn, unlearn
from ...threads.screening.queries import decided_with, lesson_of, screening_of, waiting_with


def decide(post: Post, state: ScreeningState, now: datetime) -> bool:
    """Keep what was decided about a post; say whether screening had it wait.

    What was marked as spam can be found to be fine later on; the filter then learns the contrary.
    """
    found, lesson = screening_of(post.id), lesson_of(post.id)
    is_spam = state is ScreeningState.SPAM
    waits = found is not None and found.state is ScreeningState.OPEN
    if waits or (lesson is not None and lesson.is_spam and not is_spam):
        learn(post, is_spam=is_spam, now=now)
    if found is None or not (waits or found.state is ScreeningState.SPAM):
        return False
    found.state, found.decided_at = state, now
    return True


def settle(post: Post, now: datetime) -> list[Post]:
    """Find a post to be fine; return the held posts of its author that are to be shown with it."""
    if not decide(post, ScreeningState.APPROVED, now):
        return []
    _tell_followers(post, screening_of(post.id), now)
    author = post.author
    if author is None or not author.is_new:
        return []
    author.established_at = now
    waiting = waiting_with(post)
    for found in waiting:
        found.state, found.decided_at = ScreeningState.APPROVED, now
        _tell_followers(found.post, found, now)
    return [found.post for found in waiting if found.post.visibility is Visibility.HELD]


def unsettle(post: Post, at: datetime) -> list[Screening]:
    """Undo what was decided about a post at a moment; return what has to be held again.

    The post's own screening is not among those.
    """
    found, lesson = screening_of(post.id), lesson_of(post.id)
    if lesson is not None and lesson.created_at == at:
        unlearn(post.id)
    if found is None or found.decided_at != at:
        return []
    released = decided_with(post, at) if found.state is ScreeningState.APPROVED else []
    if post.author is not None and post.author.established_at == at:
        post.author.established_at = None
    for screening in (found, *released):
        _reopen(screening, at)
    return [
        screening
        for screening in released
        if screening.held and screening.post.visibility is Visibility.PUBLISHED
    ]


def why_held(post: Post) -> str:
    """Return what the author of a screened post was told, or an empty string."""
    found = screening_of(post.id)
    return found.reason if found is not None and found.held else ""


def _tell_followers(post: Post, found: Screening | None, now: datetime) -> None:
    """Tell of a post that nobody has seen so far; its thread is active now, not when written."""
    if found is not None and found.told_at is None:
        found.told_at = post.thread.active_at = now
        db.session.flush()
        announce(post, post.author)


def _reopen(found: Screening, at: datetime) -> None:
    found.state, found.decided_at = ScreeningState.OPEN, None
    if found.told_at == at:
        found.told_at = None
        take_back(found.post_id)
