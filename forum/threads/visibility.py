"""Changing who sees a thread or a post, with every counter that depends on it.

In the caller's transaction; used by authors' and moderators' actions alike.
"""

from __future__ import annotations

from ..permissions import OPENING, Visibility
from ..topics.actions import count_thread
from .counters import count_in_thread
from .models import Post, Thread


def is_withheld(post: Post) -> bool:
    """Say whether something keeps a post from being everyone's."""
    above = post.parent
    shown = (post, post.thread) if above is None else (post, post.thread, above)
    return any(each.visibility is not Visibility.PUBLISHED for each in shown)


def show_thread(thread: Thread, visibility: Visibility, reason: str = "") -> None:
    """Set a thread's visibility; its topics count only published threads."""
    change = _change(thread.visibility, visibility)
    thread.visibility, thread.visibility_reason = visibility, reason
    if change:
        count_thread(thread.topics, change)


def show_post(post: Post, visibility: Visibility, reason: str = "") -> None:
    """Set the visibility of a post; an opening one takes its thread with it.

    A thread counts only published answers and replies.
    """
    change = _change(post.visibility, visibility)
    post.visibility, post.visibility_reason = visibility, reason
    if post.kind in OPENING:
        show_thread(post.thread, visibility, reason)
    elif change:
        count_in_thread(post.thread, post, change)


def _change(before: Visibility, after: Visibility) -> int:
    return (after is Visibility.PUBLISHED) - (before is Visibility.PUBLISHED)
