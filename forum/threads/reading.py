"""Reads what a page shows of threads and posts, in columns (see `shown`).

The statements are built once for each kind of reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    Select,
    String,
    and_,
    bindparam,
    exists,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased, joinedload

from ..accounts.models import Member, Mute, roles_today
from ..db import Model, db, utcnow
from ..inbox.models import Followable, Subscription
from ..permissions import (
    VISITOR,
    Actor,
    PostKind,
    Role,
    ThreadKind,
    Visibility,
    visible_to,
)
from ..permissions.actor import STAFF, is_moderator
from ..reads import Read
from ..topics.models import Topic
from .models import (
    AdviceReview,
    Assessment,
    Bookmark,
    HelpedMark,
    Post,
    Thread,
    ThreadMerge,
    ThreadSplit,
    ThreadTopic,
    Vote,
)
from .shown import (
    NO_MARKS,
    Marks,
    ShownAdvice,
    ShownAssessment,
    ShownAuthor,
    ShownMerge,
    ShownPost,
    ShownThread,
    ShownTopic,
)

POSTS_SHOWN = 320
_THREAD_ID: BindParameter[int] = bindparam("thread_id")
_READER: BindParameter[int | None] = bindparam("reader")


def load_shown_thread(thread_id: int, **_rest: str) -> ShownThread | None:
    """Find a thread in one query; one that was merged is its new home.

    Whoever shows it asks whether it may be seen.
    """
    rows = _thread_read().rows(thread_id=thread_id)
    if not rows:
        return None
    *of_the_thread, is_split, _, _, _ = rows[0]
    thread = ShownThread(*of_the_thread)
    if thread.visibility is Visibility.MERGED:
        return load_shown_thread(db.session.get_one(ThreadMerge, thread_id).into_id)
    thread.topics = [ShownTopic(*row[-3:]) for row in rows if row[-1] is not None]
    if is_split:
        _add_splits(thread)
    return thread


def question_rows(actor: Actor) -> Select[Any]:
    """Return the statement that lists the questions an actor may see; the caller orders it."""
    return _visitors_questions() if actor.id is None else _questions(actor)


@cache
def _visitors_questions() -> Select[Any]:
    return _questions(VISITOR)


def _questions(actor: Actor) -> Select[Any]:
    return listed_rows(actor).where(Thread.kind == ThreadKind.QUESTION)


def listed_rows(actor: Actor) -> Select[Any]:
    """Return the statement that lists the threads an actor may see, for `load_rows`."""
    listed = select(*_columns_of(Thread, ShownThread)).where(visible_to(actor, Thread))
    # What everyone sees was not merged; the condition would only keep an index from being used.
    return listed if actor.id is None else listed.where(Thread.visibility != Visibility.MERGED)


def load_rows(statement: Select[Any]) -> list[ShownThread]:
    """Run such a statement, and load the topics of its threads: two queries."""
    threads = [ShownThread(*row) for row in _run(statement)]
    if threads:
        topics = {thread.id: thread.topics for thread in threads}
        for thread_id, *topic in _run(_topics_statement(), thread_ids=list(topics)):
            topics[thread_id].append(ShownTopic(*topic))
    return threads


def load_pinned(actor: Actor) -> list[ShownThread]:
    """Return what moderators pinned to the shelf, in their order."""
    on_shelf = or_(Thread.pinned_until.is_(None), Thread.pinned_until > utcnow())
    statement = listed_rows(actor).where(Thread.pinned_position.is_not(None), on_shelf)
    return load_rows(statement.order_by(Thread.pinned_position, Thread.id).limit(30))


def _columns_of(model: type[Model], shown: Any) -> list[Any]:
    """Return the columns that a class here has as fields; they are its first ones."""
    names = [name for name in shown.__dataclass_fields__ if name in model.__table__.c]
    return [getattr(model, name) for name in names]


@cache
def _thread_read() -> Read:
    """A row for each topic of a thread, or one."""
    split = or_(ThreadSplit.thread_id == _THREAD_ID, ThreadSplit.from_id == _THREAD_ID)
    columns = _columns_of(Thread, ShownThread)
    return Read(
        select(*columns, exists().where(split), Topic.kind, Topic.name, Topic.title)
        .outerjoin(ThreadTopic, ThreadTopic.thread_id == Thread.id)
        .outerjoin(Topic, Topic.id == ThreadTopic.topic_id)
        .where(Thread.id == _THREAD_ID)
        .order_by(Topic.kind, Topic.position)
    )


@cache
def _topics_statement() -> Executable:
    return (
        select(ThreadTopic.thread_id, Topic.kind, Topic.name, Topic.title)
        .join(Topic, Topic.id == ThreadTopic.topic_id)
        .where(ThreadTopic.thread_id.in_(bindparam("thread_ids", expanding=True)))
        .order_by(Topic.kind, Topic.position)
    )


def _add_splits(thread: ShownThread) -> None:
    """Load what was split from a thread, and what it was split from; few threads have either."""
    either = or_(ThreadSplit.thread_id == thread.id, ThreadSplit.from_id == thread.id)
    splits = db.session.scalars(
        select(ThreadSplit)
        .where(either)
        .options(joinedload(ThreadSplit.thread), joinedload(ThreadSplit.source))
    ).all()
    thread.split = next((split for split in splits if split.thread_id == thread.id), None)
    thread.offshoots = [split for split in splits if split.from_id == thread.id]


def load_shown_posts(
    thread: Any, actor: Actor, entry_ids: Select[int] | None = None
) -> list[ShownPost]:
    """Return the posts of a thread that `actor` may read, in the order they were written in.

    `entry_ids` names those of a page: with them come the opening post and what hangs under them.
    """
    reader = actor.id is not None, is_moderator(actor)
    values = {"thread_id": thread.id, "reader": actor.id}
    if entry_ids is None:
        rows = _posts_read(*reader).rows(**values)
    else:
        rows = _run(_posts_statement(*reader).where(_on_page(thread, entry_ids)), **values)
    return [_post(row, thread) for row in rows]


@cache
def _posts_read(is_member: bool, moderates: bool) -> Read:
    return Read(_posts_statement(is_member, moderates))


def _on_page(thread: Any, entry_ids: Select[int]) -> ColumnElement[bool]:
    ids = select(entry_ids.subquery().c.id)
    is_question = thread.kind is ThreadKind.QUESTION
    first = PostKind.QUESTION if is_question else PostKind.ARTICLE
    opening = select(Post.id).where(Post.thread_id == thread.id, Post.kind == first)
    wanted = [Post.id.in_(opening), Post.id.in_(ids)]
    if is_question:
        wanted += [Post.parent_id.in_(opening), Post.parent_id.in_(ids)]
    return or_(*wanted)


_OF_THE_POST = _columns_of(Post, ShownPost)
_BESIDE = len(_OF_THE_POST)


@cache
def _posts_statement(is_member: bool, moderates: bool) -> Select[Any]:
    was = aliased(Thread)
    statement = (
        select(
            *_OF_THE_POST,
            _is_muted() if is_member else literal(False),
            Member.username,
            Member.active,
            Member.granted_roles,
            Member.clinician_until,
            Assessment.level,
            Assessment.failed,
            Assessment.findings,
            Assessment.override,
            Assessment.override_reason,
            AdviceReview.state,
            AdviceReview.caution,
            was.title,
        )
        .select_from(Post)
        .outerjoin(Member, Member.id == Post.author_id)
        .outerjoin(Assessment, Assessment.post_id == Post.id)
        .outerjoin(AdviceReview, AdviceReview.post_id == Post.id)
        .outerjoin(ThreadMerge, ThreadMerge.post_id == Post.id)
        .outerjoin(was, was.id == ThreadMerge.thread_id)
        .where(Post.thread_id == _THREAD_ID)
        .order_by(Post.id)
        .limit(POSTS_SHOWN)
    )
    if moderates:
        return statement
    # As `visible_to` has it, but for the thread, which its page was gated for.
    published = Post.visibility == Visibility.PUBLISHED
    return statement.where(or_(published, Post.author_id == _READER) if is_member else published)


def _is_muted() -> ColumnElement[bool]:
    """Return whether the reader muted a post's author; never of an alias, which it would undo."""
    muted = exists().where(Mute.member_id == _READER, Mute.muted_id == Post.author_id)
    return and_(Post.alias.is_(None), muted)


def _post(row: Sequence[Any], thread: Any) -> ShownPost:
    muted, name, active, granted, until, level, *judged, state, caution, was = row[_BESIDE:]
    roles = roles_today(granted, until) if name else frozenset()
    beside: list[Any] = [
        bool(muted),
        ShownAuthor(name, active, Role.CLINICIAN in roles, bool(roles & STAFF)) if name else None,
        None if level is None else ShownAssessment(level, *judged),
        None if state is None else ShownAdvice(state, caution),
        None if was is None else ShownMerge(was),
        thread,
    ]
    return ShownPost(*row[:_BESIDE], *beside)


def load_marks(thread_id: int, member_id: int | None) -> Marks:
    """Return what a member did in a thread, in one query; a visitor did nothing."""
    if member_id is None:
        return NO_MARKS
    rows = _marks_read().rows(thread_id=thread_id, reader=member_id)
    found = {what: frozenset(id_ for kind, id_ in rows if kind == what) for what in _MARKS}
    return Marks(found["vote"], found["helped"], bool(found["follow"]), bool(found["bookmark"]))


_MARKS = ("vote", "helped", "follow", "bookmark")


@cache
def _marks_read() -> Read:
    on_posts = [
        select(literal_column(f"'{what}'", String), mark.post_id)
        .join(Post, Post.id == mark.post_id)
        .where(mark.member_id == _READER, Post.thread_id == _THREAD_ID)
        for what, mark in (("vote", Vote), ("helped", HelpedMark))
    ]
    follows = select(literal_column("'follow'", String), Subscription.target_id).where(
        Subscription.member_id == _READER,
        Subscription.target_kind == Followable.THREAD,
        Subscription.target_id == _THREAD_ID,
    )
    bookmarked = select(literal_column("'bookmark'", String), Bookmark.thread_id).where(
        Bookmark.member_id == _READER, Bookmark.thread_id == _THREAD_ID
    )
    return Read(union_all(*on_posts, follows, bookmarked))


def _run(statement: Executable, **values: Any) -> Any:
    """Run a statement that reads columns; the session's part in it would only make entities."""
    return db.session.connection().execute(statement, values)
