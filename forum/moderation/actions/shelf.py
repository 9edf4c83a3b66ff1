"""The shelf of pinned threads, in the moderators' order."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ...accounts.models import Member
from ...permissions import Verb
from ...threads.models import Post, Thread
from .. import queries
from .deciding import begin, finish, unless_changed


def pin(
    by: Member,
    post: Post,
    place: int | None,
    reason: str,
    now: datetime,
    *,
    seen: int | None,
    until: datetime | None = None,
) -> None:
    """Put a thread on the shelf at `place` (1 is first, `None` last), or move it there.

    It leaves the shelf by itself at `until`. `seen` is the place it had when the form was shown.
    """
    begin(by, Verb.PIN, post)
    thread = post.thread
    unless_changed(seen, thread.pinned_position)
    before = _state(thread)
    shelf = [other for other in _standing(now) if other.id != thread.id]
    shelf.insert(len(shelf) if place is None else place - 1, thread)
    for position, pinned in enumerate(shelf, start=1):
        pinned.pinned_position = position
    thread.pinned_until = until
    finish(by, Verb.PIN, post, reason, now, before, _state(thread))


def unpin(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Take a thread off the shelf."""
    begin(by, Verb.UNPIN, post)
    before = _state(post.thread)
    post.thread.pinned_position = post.thread.pinned_until = None
    finish(by, Verb.UNPIN, post, reason, now, before, _state(post.thread))


def _standing(now: datetime) -> list[Thread]:
    """Return what stands on the shelf, and take off what should have left it."""
    shelf = queries.lock_shelf()
    for thread in shelf:
        if thread.pinned_until is not None and thread.pinned_until <= now:
            thread.pinned_position = thread.pinned_until = None
    return [thread for thread in shelf if thread.pinned_position is not None]


def _state(thread: Thread) -> dict[str, Any]:
    state: dict[str, Any] = {"place": thread.pinned_position}
    if thread.pinned_until is not None:
        state["until"] = thread.pinned_until.isoformat()
    return state
