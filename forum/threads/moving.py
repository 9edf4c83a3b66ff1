"""Posts that change their thread, in the caller's transaction: for merging, splitting and parting.

Votes, marks, flags and notices hang on a post and go with it; what a thread counts is counted anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, literal, select, update
from sqlalchemy.orm import aliased

from ..accounts.models import Member
from ..db import db
from ..permissions import PostKind
from .aliases import new_alias
from .counters import recount_threads
from .models import Bookmark, Post, Thread, ThreadAlias

COUNTED = ("answers_count", "replies_count", "helped_count")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post stands in its thread: what it is, what it hangs under, what it speaks to."""

    id: int
    kind: PostKind
    parent_id: int | None
    to_id: int | None


def lock_threads(ids: Collection[int]) -> None:
    """Hold threads and all their posts until the commit: posts first, as every writer does."""
    posts = select(Post.id).where(Post.thread_id.in_(ids)).order_by(Post.id)
    db.session.execute(posts.with_for_update(key_share=True))
    threads = select(Thread.id).where(Thread.id.in_(ids)).order_by(Thread.id)
    db.session.execute(threads.with_for_update(key_share=True))


def places_in(thread_id: int) -> dict[int, Place]:
    """Return where each post of a thread stands, by its id, oldest first."""
    columns = (Post.id, Post.kind, Post.parent_id, Post.reply_to_id)
    rows = db.session.execute(select(*columns).where(Post.thread_id == thread_id).order_by(Post.id))
    return {row.id: Place(*row) for row in rows}


def with_all_under(ids: Iterable[int], places: Iterable[Place]) -> set[int]:
    """Return some posts with all that hang under them or speak to them, and so on. Pure.

    `places` is oldest first: a reply is younger than what it speaks to.
    """
    found = set(ids)
    for place in places:
        if place.parent_id in found or place.to_id in found:
            found.add(place.id)
    return found


def put(ids: Collection[int], thread: Thread, home: int) -> None:
    """Put posts into a thread; replies whose parent does not come along hang under `home`.

    What will not be a reply there must be so already: nothing hangs under a reply.
    """
    moved = Post.id.in_(ids)
    _set(moved, thread_id=thread.id)
    other = aliased(Post)
    parents = select(other.id).where(other.id.in_(ids), other.kind != PostKind.REPLY)
    is_reply = moved & (Post.kind == PostKind.REPLY)
    _set(is_reply & Post.parent_id.not_in(parents), parent_id=home)
    _set(is_reply & Post.reply_to_id.not_in(ids), reply_to_id=home)


def put_at(post: Post, thread: Thread, place: Place) -> None:
    """Put one post at a place in a thread, in one statement, as the search index follows it."""
    values = {
        "thread_id": thread.id,
        "kind": place.kind,
        "parent_id": place.parent_id,
        "reply_to_id": place.to_id,
    }
    _set(Post.id == post.id, **values)
    db.session.refresh(post, list(values))
    post.thread = thread


def count_anew(*threads: Thread) -> None:
    """Count anew what some threads count, and when something was last written in them."""
    db.session.flush()
    recount_threads([thread.id for thread in threads])
    for thread in threads:
        db.session.refresh(thread, COUNTED)
        newest = select(func.max(Post.created_at)).where(Post.thread_id == thread.id)
        thread.active_at = db.session.scalar(newest) or thread.active_at


def part_aliases(source: Thread, target: Thread) -> None:
    """Draw other aliases for those in `source` whose alias somebody else has in `target`."""
    taken, ours = _aliases_in(target), _aliases_in(source)
    for name in sorted(taken.keys() & ours.keys()):
        if taken[name] == ours[name] and ours[name] is not None:
            continue
        drawn = new_alias({*taken, *ours}, _name_of(ours[name]))
        ours[drawn] = ours[name]
        _set((Post.thread_id == source.id) & (Post.alias == name), alias=drawn)
        db.session.execute(
            update(ThreadAlias)
            .where(ThreadAlias.thread_id == source.id, ThreadAlias.name == name)
            .values(name=drawn)
            .execution_options(synchronize_session=False)
        )
        if source.alias == name:
            source.alias = drawn


def _name_of(member_id: int | None) -> str:
    member = db.session.get(Member, member_id) if member_id is not None else None
    return member.username if member else ""


def _aliases_in(thread: Thread) -> dict[str, int | None]:
    """Return who stands behind each alias in a thread."""
    rows = db.session.execute(
        select(Post.alias, Post.author_id)
        .where(Post.thread_id == thread.id, Post.alias.is_not(None))
        .distinct()
    )
    return {row.alias: row.author_id for row in rows}


def carry_aliases(source: Thread, target: Thread, now: datetime) -> None:
    """Let members who have an alias in one thread, and none in the other, keep it there."""
    known = select(ThreadAlias.member_id).where(ThreadAlias.thread_id == target.id)
    taken = select(ThreadAlias.name).where(ThreadAlias.thread_id == target.id)
    rows = select(
        literal(target.id),
        ThreadAlias.member_id,
        ThreadAlias.name,
        literal(now, ThreadAlias.__table__.c.created_at.type),
    ).where(
        ThreadAlias.thread_id == source.id,
        ThreadAlias.member_id.not_in(known),
        ThreadAlias.name.not_in(taken),
    )
    columns = ["thread_id", "member_id", "name", "created_at"]
    db.session.execute(insert(ThreadAlias).from_select(columns, rows))


def carry_bookmarks(source: Thread, target: Thread, now: datetime) -> None:
    """Bookmark a thread for those who have bookmarked the other."""
    known = select(Bookmark.member_id).where(Bookmark.thread_id == target.id)
    rows = select(
        Bookmark.member_id,
        literal(target.id),
        literal(now, Bookmark.__table__.c.created_at.type),
    ).where(Bookmark.thread_id == source.id, Bookmark.member_id.not_in(known))
    columns = ["member_id", "thread_id", "created_at"]
    db.session.execute(insert(Bookmark).from_select(columns, rows))


def _set(condition: object, **values: object) -> None:
    db.session.execute(
        update(Post)
        .where(condition)  # type: ignore[arg-type]
        .values(**values)
        .execution_options(synchronize_session=False)
    )
