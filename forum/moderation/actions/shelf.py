"""The shelf of pinned threads, in the moderators' order."""

from __future__ import annotations

from datetime import datetime

from ...accounts.models import Member
from ...permissions import Verb
from ...threads.models import Post
from .. import queries
from .deciding import begin, finish, unless_changed


def pin(
    by: Member, post: Post, place: int | None, reason: str, now: datetime, *, seen: int | None
) -> None:
    """Put a thread on the shelf at `place` (1 is first, `None` last), or move it there.

    `seen` is the place it had when the form was shown.
    """
    begin(by, Verb.PIN, post)
    thread = post.thread
    unless_changed(seen, thread.pinned_position)
    shelf = [other for other in queries.lock_shelf() if other.id != thread.id]
    shelf.insert(len(shelf) if place is None else place - 1, thread)
    for position, pinned in enumerate(shelf, start=1):
        pinned.pinned_position = position
    after = {"place": thread.pinned_position}
    finish(by, Verb.PIN, post, reason, now, {"place": seen}, after)


def unpin(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Take a thread off the shelf."""
    begin(by, Verb.UNPIN, post)
    before = {"place": post.thread.pinned_position}
    post.thread.pinned_position = None
    finish(by, Verb.UNPIN, post, reason, now, before, {"place": None})
