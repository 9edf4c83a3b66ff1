"""Taking a thread or a post out of sight, and bringing it back."""

from __future__ import annotations

from datetime import datetime

from ...accounts.models import Member
from ...db import db
from ...permissions import Verb, Visibility
from ...threads.models import Post
from ...threads.visibility import show_post
from .answering import find_fine, find_wrong
from .deciding import begin, note
from .settling import settle

RELEASED = "Another of your posts was approved, and this one is published with it."


def hide(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Hide a post; an opening post takes its thread with it."""
    begin(by, Verb.HIDE, post)
    find_wrong(by, post, reason, now)
    show(by, Verb.HIDE, post, Visibility.HIDDEN, reason, now)
    db.session.commit()


def restore(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Publish again what was hidden or held."""
    begin(by, Verb.RESTORE, post)
    find_fine(by, post, reason, now)
    publish(by, Verb.RESTORE, post, reason, now)
    db.session.commit()


def publish(by: Member, verb: Verb, post: Post, reason: str, now: datetime) -> None:
    """Show a post to everyone; what screening found in it is settled by that.

    In the caller's transaction.
    """
    release(by, post, now)
    show(by, verb, post, Visibility.PUBLISHED, reason, now)


def release(by: Member, post: Post, now: datetime) -> None:
    """Settle what screening found in a post, and show what waited with it; see `settling`.

    What is released stands in the log before the act that released it, so that this is the newest
    and can be undone.
    """
    for other in settle(post, now):
        show(by, Verb.RESTORE, other, Visibility.PUBLISHED, RELEASED, now)


def show(
    by: Member | None, verb: Verb, post: Post, visibility: Visibility, reason: str, now: datetime
) -> None:
    """Set who sees a post, with its counters, its row in the log and the word to its author.

    In the caller's transaction. What is published needs no reason beside it.
    """
    before = {"visibility": post.visibility.value}
    if post.visibility_reason:
        before["why"] = post.visibility_reason
    shown_reason = "" if visibility is Visibility.PUBLISHED else reason
    show_post(post, visibility, shown_reason)
    note(by, verb, post, reason, now, before, {"visibility": visibility})
