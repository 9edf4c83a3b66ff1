"""Merging two questions that ask the same, and parting them again.

All that was written under one comes under the other; its question becomes a reply there that keeps
its old title. The empty thread stays, as `MERGED`, and its address leads to where its posts are.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from ...accounts.models import Member
from ...db import db
from ...inbox import actions as inbox
from ...inbox.models import Followable
from ...permissions import PostKind, Verb, Visibility, can
from ...threads.models import Bookmark, Post, Thread, ThreadMerge
from ...threads.moving import (
    Place,
    carry_aliases,
    carry_bookmarks,
    count_anew,
    lock_threads,
    part_aliases,
    places_in,
    put,
    put_at,
    with_all_under,
)
from ...threads.queries import load_thread, lock_post
from ...threads.visibility import show_thread
from .. import queries
from ..models import MergedUnanswered
from ..waiting import unanswered_among
from .deciding import AlreadyChanged, Refused, begin, note, tell, unless_changed

NO_SUCH = "There is no question with that address or number."
ITSELF = "A question cannot be merged into itself."
CIRCULAR = "That question has been merged into this one already."
UNSEEN = "Merge only into a question that everyone can see."


def merge(by: Member, post: Post, into_id: int, reason: str, now: datetime) -> None:
    """Merge the thread of an opening post into another, or into where that one was merged.

    Both askers and all followers follow what stays. Raises `Refused` with what is wrong.
    """
    source_id, home = post.thread_id, load_thread(into_id)
    if home is None:
        raise Refused(NO_SUCH)
    lock_threads([source_id, home.id])
    begin(by, Verb.MERGE, post)
    unless_changed(source_id, post.thread_id)
    source, target = post.thread, _target(by, into_id, source_id)
    moved = places_in(source.id)
    db.session.add(
        ThreadMerge(
            thread_id=source.id,
            into_id=target.thread_id,
            post_id=post.id,
            posts=list(moved),
            created_at=now,
        )
    )
    for alone in unanswered_among([post.id, target.id]):
        db.session.add(MergedUnanswered(post_id=alone, created_at=now))
    before = {"kind": "question", "thread": source.id, "place": source.pinned_position}
    _move_in(post, source, target)
    _carry(source, target.thread, now)
    note(by, Verb.MERGE, post, reason, now, before, {"kind": "reply", "thread": target.thread_id})
    if target.author_id not in (by.id, post.author_id):
        line = f"Another question was merged into yours: {reason}"
        tell(by, target.author_id, target, line)
    db.session.commit()


def _target(by: Member, into_id: int, source_id: int) -> Post:
    """Return the question into which is merged, as it is now that it is held."""
    home = load_thread(into_id)
    if home is None or not can(by, Verb.READ, home):
        raise Refused(NO_SUCH)
    if home.id == source_id:
        raise Refused(ITSELF if into_id == source_id else CIRCULAR)
    opening = queries.load_opening(home.id)
    if opening is None or not lock_post(opening.id):
        raise AlreadyChanged
    unless_changed(home.id, opening.thread_id)
    if not can(by, Verb.MERGE, opening.thread):
        raise Refused(UNSEEN)
    return opening


def _move_in(post: Post, source: Thread, target: Post) -> None:
    db.session.flush()  # the index looks for the old title as the post moves
    part_aliases(source, target.thread)
    put_at(post, target.thread, Place(post.id, PostKind.REPLY, target.id, target.id))
    put([post.id, *places_in(source.id)], target.thread, target.id)
    show_thread(source, Visibility.MERGED)
    source.pinned_position = source.pinned_until = None
    count_anew(source, target.thread)


def _carry(source: Thread, target: Thread, now: datetime) -> None:
    carry_aliases(source, target, now)
    carry_bookmarks(source, target, now)
    inbox.carry_followers(source.id, target.id, now)
    for author_id in (source.author_id, target.author_id):
        inbox.subscribe(author_id, Followable.THREAD, target.id, now)


def unmerge(
    by: Member, post: Post, reason: str, now: datetime, *, place: int | None = None
) -> None:
    """Make a merged question a thread of its own again, with all that came along or was added.

    `place` is the one that it had on the shelf, if it is to have it again.
    """
    lock_threads([post.thread_id, *_came_from(post)])
    begin(by, Verb.UNMERGE, post)
    found, target = post.merge, post.thread
    if found is None:
        raise AlreadyChanged
    source = queries.load_merged(found.thread_id)
    source.pinned_position = place
    _move_out(post, found, source)
    _drop_carried(found)
    before = {"kind": "reply", "thread": target.id}
    count_anew(source, target)
    note(by, Verb.UNMERGE, post, reason, now, before, {"kind": "question", "thread": source.id})
    db.session.commit()


def _came_from(post: Post) -> list[int]:
    statement = select(ThreadMerge.thread_id).where(ThreadMerge.post_id == post.id)
    return list(db.session.scalars(statement))


def _move_out(post: Post, found: ThreadMerge, source: Thread) -> None:
    places = places_in(post.thread_id)
    ids = with_all_under({post.id, *found.posts} & places.keys(), places.values())
    db.session.delete(found)
    db.session.flush()  # the index must not find the old title under the new place
    put_at(post, source, Place(post.id, PostKind.QUESTION, None, None))
    put(ids, source, post.id)
    show_thread(source, post.visibility, post.visibility_reason)


def _drop_carried(found: ThreadMerge) -> None:
    """End what was carried over; aliases stay, for a name once given is not given to another."""
    inbox.drop_carried(found.into_id, found.created_at)
    db.session.execute(
        delete(Bookmark).where(
            Bookmark.thread_id == found.into_id, Bookmark.created_at == found.created_at
        )
    )
