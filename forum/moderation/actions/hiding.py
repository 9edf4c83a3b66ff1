"""Taking a thread or a post out of sight, and bringing it back."""

from __future__ import annotations

from datetime import datetime

from ...accounts.models import Member
from ...permissions import Verb, Visibility
from ...threads.models import Post
from ...threads.visibility import show_post, show_thread
from .deciding import OPENING, begin, finish


def hide(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Hide a post; an opening post takes its thread with it."""
    begin(by, Verb.HIDE, post)
    before = show(post, Visibility.HIDDEN, reason)
    finish(by, Verb.HIDE, post, reason, now, before, {"visibility": Visibility.HIDDEN})


def restore(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Publish again what was hidden or held."""
    begin(by, Verb.RESTORE, post)
    before = show(post, Visibility.PUBLISHED)
    finish(by, Verb.RESTORE, post, reason, now, before, {"visibility": Visibility.PUBLISHED})


def show(post: Post, visibility: Visibility, reason: str = "") -> dict[str, str]:
    """Set who sees a post, with its counters, and return what it was before."""
    before = {"visibility": post.visibility.value}
    if post.kind in OPENING:
        show_thread(post.thread, visibility, reason)
        post.visibility, post.visibility_reason = visibility, reason
    else:
        show_post(post, visibility, reason)
    return before
