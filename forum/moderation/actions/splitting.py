"""Making a question of its own out of an answer or a reply, with what belongs to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, select

from ...accounts.models import Member
from ...db import db
from ...inbox import actions as inbox
from ...inbox.models import Followable
from ...permissions import OPENING, PostKind, ThreadKind, Verb, Visibility
from ...threads.assessing import opening_excerpt, renew
from ...threads.models import Post, Thread, ThreadMerge, ThreadSplit
from ...threads.moving import (
    Place,
    carry_aliases,
    count_anew,
    lock_threads,
    places_in,
    put,
    put_at,
    with_all_under,
)
from ...threads.slugs import slug
from ...threads.visibility import show_thread
from ...topics.actions import count_thread
from .. import queries
from ..models import ModerationAct
from .deciding import AlreadyChanged, begin, note


def split(
    by: Member, post: Post, title: str, also: Collection[int], reason: str, now: datetime
) -> None:
    """Make `post` a question with a title, and take the posts `also` with it.

    What hangs under a post, or speaks to it, goes where it goes; votes and marks do, too. Each
    page leads to the other.
    """
    lock_threads([post.thread_id])
    begin(by, Verb.SPLIT, post)
    source, places = post.thread, places_in(post.thread_id)
    chosen = {post.id, *also}
    if not chosen <= {place.id for place in places.values() if place.kind not in OPENING}:
        raise AlreadyChanged
    ids = with_all_under(chosen, places.values())
    thread = _new_thread(post, title, now)
    db.session.add(ThreadSplit(thread_id=thread.id, from_id=source.id, created_at=now))
    put_at(post, thread, Place(post.id, PostKind.QUESTION, None, None))
    put(ids, thread, post.id)
    _begin_life(post, thread, source, now)
    before = {
        "kind": places[post.id].kind.value,
        "thread": source.id,
        "posts": [_as_row(places[id_]) for id_ in sorted(ids)],
    }
    note(by, Verb.SPLIT, post, reason, now, before, {"kind": "question", "thread": thread.id})
    db.session.commit()


def _new_thread(post: Post, title: str, now: datetime) -> Thread:
    source = post.thread
    thread = Thread(
        kind=ThreadKind.QUESTION,
        title=title,
        slug=slug(title),
        author_id=post.author_id,
        alias=post.alias,
        excerpt=opening_excerpt(post),
        created_at=post.created_at,
        active_at=now,
        is_example=source.is_example,
        topics=list(source.topics),
    )
    db.session.add(thread)
    db.session.flush()
    count_thread(thread.topics, 1)
    return thread


def _begin_life(post: Post, thread: Thread, source: Thread, now: datetime) -> None:
    """Let triage read the question with its title, and its writers follow it under their names."""
    if post.assessment is not None:
        renew(post, thread, post.assessment, now)
    carry_aliases(source, thread, now)
    writers = select(Post.author_id).where(Post.thread_id == thread.id).distinct()
    for author_id in db.session.scalars(writers).all():
        inbox.subscribe(author_id, Followable.THREAD, thread.id, now)
    count_anew(source, thread)


def unsplit(by: Member, act: ModerationAct, post: Post, reason: str, now: datetime) -> None:
    """Put everything back where it was; the address of the new thread leads there.

    What was written in it meanwhile comes along.
    """
    lock_threads([post.thread_id, act.before["thread"]])
    begin(by, Verb.MERGE, post)
    thread, home = post.thread, queries.load_opening(act.before["thread"])
    if home is None or thread.id != act.after["thread"]:
        raise AlreadyChanged
    source, before = home.thread, _places(act.before["posts"])
    db.session.execute(delete(ThreadSplit).where(ThreadSplit.thread_id == thread.id))
    db.session.add(ThreadMerge(thread_id=thread.id, into_id=source.id, posts=[], created_at=now))
    _put_back(post, thread, source, before)
    if post.assessment is not None:
        renew(post, source, post.assessment, now)
    show_thread(thread, Visibility.MERGED)
    count_anew(source, thread)
    place = before[post.id]
    states = ({"kind": "question", "thread": thread.id}, {"kind": place.kind, "thread": source.id})
    note(by, Verb.MERGE, post, reason, now, *states)
    db.session.commit()


def _put_back(post: Post, thread: Thread, source: Thread, before: Mapping[int, Place]) -> None:
    ids = list(places_in(thread.id))
    put_at(post, source, before[post.id])
    put(ids, source, before[post.id].parent_id or post.id)
    known = {place.id: place for place in before.values()}
    for moved in queries.posts_among(known.keys()):
        put_at(moved, source, known[moved.id])


def _as_row(place: Place) -> list[object]:
    return [place.id, place.kind.value, place.parent_id, place.to_id]


def _places(rows: Collection[list[object]]) -> dict[int, Place]:
    """Return the places that `_as_row` wrote into the log."""
    return {row[0]: Place(row[0], PostKind(row[1]), row[2], row[3]) for row in rows}  # type: ignore
