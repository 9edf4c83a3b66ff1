"""Turning answers and replies into one another: what was typed into the wrong box finds its place.

Votes and helped marks hang on the post and stay with it; the thread's counters move.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import update

from ...accounts.models import Member
from ...db import db
from ...permissions import PostKind, Verb, Visibility
from ...threads.counters import count_in_thread
from ...threads.models import Post
from ...threads.moving import Place
from .. import queries
from .deciding import begin, finish, unless_changed


def to_reply(
    by: Member, post: Post, reason: str, now: datetime, *, place: Place | None = None
) -> None:
    """Make an answer a reply, and move what hangs under it with it.

    It becomes a reply to the question, unless it goes back to a `place` that it had before.
    """
    _start(by, post, PostKind.ANSWER)
    opening_id = queries.opening_id(post.thread_id)
    place = place or Place(post.id, PostKind.REPLY, opening_id, opening_id)
    _move(queries.ids_under(post), place.parent_id)
    _become(by, post, place, reason, now)


def to_answer(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Make a reply an answer; the replies that speak to it, and to them, move under it."""
    _start(by, post, PostKind.REPLY)
    _move(queries.ids_speaking_to(post), post.id)
    _become(by, post, Place(post.id, PostKind.ANSWER, None, None), reason, now)


def _start(by: Member, post: Post, kind: PostKind) -> None:
    begin(by, Verb.CONVERT, post)
    unless_changed(kind, post.kind)


def _move(ids: Iterable[int], parent_id: int | None) -> None:
    db.session.execute(update(Post).where(Post.id.in_(list(ids))).values(parent_id=parent_id))


def _become(by: Member, post: Post, place: Place, reason: str, now: datetime) -> None:
    before = _state(post)
    _count(post, -1)
    post.kind, post.parent_id, post.reply_to_id = place.kind, place.parent_id, place.to_id
    _count(post, 1)
    finish(by, Verb.CONVERT, post, reason, now, before, _state(post))


def _count(post: Post, by: int) -> None:
    if post.visibility is Visibility.PUBLISHED:
        count_in_thread(post.thread, post, by)


def _state(post: Post) -> dict[str, object]:
    return {"kind": post.kind.value, "parent": post.parent_id, "to": post.reply_to_id}
