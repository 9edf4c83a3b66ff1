"""Keeping what screening found with the post that it read, in the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from ...accounts.models import Member
from ...db import db
from ...inbox import actions as inbox
from ...inbox.models import NotificationKind
from ...permissions import PostKind, Visibility
from ..announcing import announce
from ..models import Post, Thread
from ..screening import Screening, ScreeningState, Verdict
from ..screening.queries import screening_of
from ..shown import shown_name
from ..visibility import show_post


def withhold(post: Post, thread: Thread, verdict: Verdict) -> None:
    """Begin a new post's life as held, if it is to be; a question takes its thread with it."""
    if verdict.holds:
        post.visibility, post.visibility_reason = Visibility.HELD, verdict.reason
        if post.kind is PostKind.QUESTION:
            thread.visibility, thread.visibility_reason = Visibility.HELD, verdict.reason


def send_out(post: Post, author: Member, verdict: Verdict, now: datetime) -> None:
    """Tell followers of a new post, unless it is held; keep what was found for the moderators."""
    if not verdict.holds:
        announce(post, author)
    if verdict.establishes:
        author.established_at = now
    if verdict.findings:
        _keep(post, verdict, now, told_at=None if verdict.holds else now)
    if verdict.notifies:
        name = shown_name(post, author)
        inbox.tell_staff(
            NotificationKind.NOTICED, thread_id=post.thread_id, post_id=post.id, actor_name=name
        )


def screen_again(post: Post, verdict: Verdict, now: datetime) -> None:
    """Hold a published post whose new text should be read first; what waits goes on waiting."""
    waits = post.visibility is Visibility.HELD and not verdict.holds
    if waits or not verdict.findings:
        return
    if verdict.holds and post.visibility is Visibility.PUBLISHED:
        show_post(post, Visibility.HELD, verdict.reason)
    known = screening_of(post.id)
    _keep(post, verdict, now, told_at=known.told_at if known else post.created_at)


def _keep(post: Post, verdict: Verdict, now: datetime, told_at: datetime | None) -> None:
    db.session.merge(
        Screening(
            post_id=post.id,
            cause=verdict.cause,
            findings=[{"cause": f.cause, "detail": f.detail} for f in verdict.findings],
            reason=verdict.reason,
            held=verdict.holds,
            state=ScreeningState.OPEN,
            created_at=now,
            decided_at=None,
            told_at=told_at,
        )
    )
