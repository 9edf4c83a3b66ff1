"""Reads what a page shows of threads and posts, in columns (see `shown`).

The statements are built once for each kind of reader.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Integer,
    Select,
    SelectBase,
    String,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased, joinedload

from ..accounts.models import Member, Mute, roles_on
from ..db import Model, db, utcnow
from ..inbox.models import Followable, Subscription
from ..permissions import (
    OPENING,
    Actor,
    PostKind,
    Role,
    ThreadKind,
    Visibility,
    visible_to,
)
from ..permissions.actor import STAFF
from ..reads import Read
from ..statements import Values, Written
from ..topics.models import Topic, TopicKind
from .models import (
    AdviceReview,
    Assessment,
    Bookmark,
    HelpedMark,
    Post,
    Thread,
    ThreadAlias,
    ThreadMerge,
    ThreadSplit,
    ThreadTopic,
    Vote,
)
from .readers import READER, THREAD_ID, StandIn, readable_in_thread, stand_in
from .shown import (
    LARGEST,
    NO_MARKS,
    Marks,
    ShownAdvice,
    ShownAssessment,
    ShownAuthor,
    ShownHome,
    ShownMerge,
    ShownPost,
    ShownThread,
    ShownTopic,
    is_by_asker,
)

POSTS_SHOWN = 320
TOPICS_AT_ONCE = 32  # threads
TOPICS_REMEMBERED = 500
THREADS_REMEMBERED = POSTS_REMEMBERED = 1_000
_OF_A_TOPIC = (Topic.kind, Topic.name, Topic.title, Topic.position)
_PLACE_OF_TOPIC = itemgetter(-4, -1)  # of a row that ends in these
_IDS = [f"id_{number}" for number in range(TOPICS_AT_ONCE)]


def load_shown_thread(thread_id: int, **_rest: str) -> ShownThread | None:
    """Find a thread in one query; one that was merged is its new home.

    Whoever shows it asks whether it may be seen.
    """
    written, rows = _thread_read().raw(thread_id=thread_id)
    if not rows:
        return None
    thread = _thread_with_topics(written, rows[0], *(row[_IS_SPLIT + 1 :] for row in rows))
    if thread.visibility is Visibility.MERGED:
        homes = _home_read().rows(thread_id=thread_id)
        # Without one it has become a thread of its own again since the first read.
        return load_shown_thread(homes[0][0] if homes else thread_id)
    return _with_splits(thread) if rows[0][_IS_SPLIT] else thread


@lru_cache(THREADS_REMEMBERED)
def _thread_with_topics(written: Written, row: Values, *of_topics: Values) -> ShownThread:
    """Return a thread; `of_topics` are one for each of its topics, or one that names none."""
    in_order = sorted(of_topics, key=_PLACE_OF_TOPIC)  # the database would take longer
    topics = tuple(_topic(*topic[:-1]) for topic in in_order if topic[-1] is not None)
    return ShownThread(*[*written.as_python(row)[:_IS_SPLIT], topics])


def question_rows(actor: Actor | StandIn) -> Select[Any]:
    """Return the statement that lists the questions an actor may see; the caller orders it."""
    return listed_rows(actor).where(Thread.kind == ThreadKind.QUESTION)


def listed_rows(actor: Actor | StandIn) -> Select[Any]:
    """Return the statement that lists the threads an actor may see, for `load_rows`."""
    listed = select(*_columns_of(Thread, ShownThread)).where(visible_to(actor, Thread))
    # What everyone sees was not merged; the condition would only keep an index from being used.
    return listed if actor.id is None else listed.where(Thread.visibility != Visibility.MERGED)


def load_rows(statement: Select[Any]) -> list[ShownThread]:
    """Run such a statement, and load the topics of its threads: two queries."""
    rows = [tuple(row) for row in _run(statement)]
    topics = _topics_of([row[0] for row in rows])
    return [_thread(None, row, topics.get(row[0], ())) for row in rows]


def read_rows(read: Read, **values: Any) -> list[ShownThread]:
    """Do so with a statement that is written once."""
    written, rows = read.raw(**values)
    topics = _topics_of([row[0] for row in rows])
    return [_thread(written, row, topics.get(row[0], ())) for row in rows]


@lru_cache(THREADS_REMEMBERED)
def _thread(written: Written | None, row: Values, topics: tuple[ShownTopic, ...]) -> ShownThread:
    """Return a thread; `written` makes Python values of its row, unless it has them."""
    values = written.as_python(row) if written else row
    return ShownThread(*[*values, topics])


def load_pinned(actor: Actor) -> list[ShownThread]:
    """Return what moderators pinned to the shelf, in their order, without topics."""
    written, rows = _pinned_read(stand_in(actor)).raw(reader=actor.id, now=utcnow())
    return [_thread(written, row, ()) for row in rows]


@cache
def _pinned_read(reader: StandIn) -> Read:
    now = bindparam("now", type_=Thread.pinned_until.type)
    on_shelf = or_(Thread.pinned_until.is_(None), Thread.pinned_until > now)
    statement = listed_rows(reader).where(Thread.pinned_position.is_not(None), on_shelf)
    return Read(statement.order_by(Thread.pinned_position, Thread.id).limit(30))


@lru_cache(TOPICS_REMEMBERED)  # there are few, and each is in many lists
def _topic(kind: str, name: str, title: str) -> ShownTopic:
    return ShownTopic(TopicKind(kind), name, title)


def _topics_of(thread_ids: list[int]) -> dict[int, tuple[ShownTopic, ...]]:
    """Return the topics of those threads that have any."""
    found: dict[int, tuple[ShownTopic, ...]] = {}
    for start in range(0, len(thread_ids), TOPICS_AT_ONCE):
        named = dict(zip(_IDS, thread_ids[start : start + TOPICS_AT_ONCE], strict=False))
        _, rows = _topics_read().raw(**{**dict.fromkeys(_IDS), **named})
        rows.sort(key=_PLACE_OF_TOPIC)  # the database would take longer
        for thread_id, kind, name, title, _ in rows:
            found[thread_id] = (*found.get(thread_id, ()), _topic(kind, name, title))
    return found


def _columns_of(model: type[Model], shown: Any) -> list[Any]:
    """Return the columns that a class here has as fields; they are its first ones."""
    names = [name for name in shown.__dataclass_fields__ if name in model.__table__.c]
    return [getattr(model, name) for name in names]


@cache
def _thread_read() -> Read:
    """A row for each topic of a thread, or one."""
    split = or_(ThreadSplit.thread_id == THREAD_ID, ThreadSplit.from_id == THREAD_ID)
    columns = _columns_of(Thread, ShownThread)
    return Read(
        select(*columns, exists().where(split), *_OF_A_TOPIC)
        .outerjoin(ThreadTopic, ThreadTopic.thread_id == Thread.id)
        .outerjoin(Topic, Topic.id == ThreadTopic.topic_id)
        .where(Thread.id == THREAD_ID)
    )


@cache
def _home_read() -> Read:
    return Read(select(ThreadMerge.into_id).where(ThreadMerge.thread_id == THREAD_ID))


@cache
def _topics_read() -> Read:
    return Read(
        select(ThreadTopic.thread_id, *_OF_A_TOPIC)
        .join(Topic, Topic.id == ThreadTopic.topic_id)
        .where(ThreadTopic.thread_id.in_([bindparam(name, type_=Integer) for name in _IDS]))
    )


def _with_splits(thread: ShownThread) -> ShownThread:
    """Return a thread with what was split from it, and what it was split from; few have either."""
    either = or_(ThreadSplit.thread_id == thread.id, ThreadSplit.from_id == thread.id)
    splits = db.session.scalars(
        select(ThreadSplit)
        .where(either)
        .options(joinedload(ThreadSplit.thread), joinedload(ThreadSplit.source))
    ).all()
    return replace(
        thread,
        split=next((split for split in splits if split.thread_id == thread.id), None),
        offshoots=[split for split in splits if split.from_id == thread.id],
    )


def load_shown_posts(
    thread: Any, actor: Actor, entry_ids: Select[int] | None = None, **values: Any
) -> list[ShownPost]:
    """Return the posts of a thread that `actor` may read, those of a kind as they were written.

    `entry_ids` selects those of a page, with `values` of its own: with them come the opening post
    and what hangs under them. It is kept with all that is made of it, so it must be a kept one.
    """
    reader, is_question = stand_in(actor), thread.kind is ThreadKind.QUESTION
    at = {"thread_id": thread.id, "reader": actor.id, **values}
    written, rows = _posts_read(reader, is_question, entry_ids).raw(**at)
    is_cut = entry_ids is None and len(rows) == POSTS_SHOWN
    if is_cut and any(row[_SEEN] != Visibility.PUBLISHED for row in rows):
        written, rows = _published_first(reader).raw(**at)
    home = ShownHome(*[getattr(thread, name) for name in ShownHome._fields])
    today = utcnow().date()
    return [
        _post(written, row, home, today)
        if len(row[_HTML]) > LARGEST
        else _remembered_post(written, row, home, today)
        for row in rows
    ]


@cache
def _posts_read(reader: StandIn, is_question: bool, entry_ids: Select[int] | None) -> Read:
    statement = _posts_statement(reader)
    if entry_ids is None:
        # Ordered as an index has them, so that no texts are sorted.
        return Read(statement.where(Post.thread_id == THREAD_ID).order_by(Post.kind, Post.id))
    listed = _ids_on_page(is_question, entry_ids)
    return Read(statement.where(Post.id.in_(listed)).order_by(Post.id))


@cache
def _published_first(reader: StandIn) -> Read:
    """Read a thread of more posts than are shown, some of which only this reader sees.

    After a raid the hidden ones alone would leave no place for the question and for what others
    read.
    """
    hidden = Post.visibility != Visibility.PUBLISHED
    listed = (
        select(Post.id)
        .where(Post.thread_id == THREAD_ID, readable_in_thread(reader))
        .order_by(Post.kind.not_in(OPENING), hidden, Post.kind, Post.id)
        .limit(POSTS_SHOWN)
    )
    return Read(_posts_statement(reader).where(Post.id.in_(listed)).order_by(Post.id))


def _ids_on_page(is_question: bool, entry_ids: Select[int]) -> SelectBase:
    """Return the ids of the posts of a page; the thread's others are not even looked at."""
    first = PostKind.QUESTION if is_question else PostKind.ARTICLE
    opening = select(Post.id).where(Post.thread_id == THREAD_ID, Post.kind == first)
    listed = union_all(opening, select(entry_ids.subquery().c.id)).cte("listed")
    if not is_question:
        return select(listed.c.id)
    reply = aliased(Post)  # found by what it hangs under, which is in the same thread
    under = select(reply.id, literal(1)).join(listed, reply.parent_id == listed.c.id)
    ids = union_all(select(listed.c.id, literal(0).label("is_reply")), under).subquery()
    # Replies are what is cut where there are too many.
    return select(ids.c.id).order_by(ids.c.is_reply, ids.c.id).limit(POSTS_SHOWN)


_IS_SPLIT = len(_columns_of(Thread, ShownThread))
_OF_THE_POST = _columns_of(Post, ShownPost)
_BESIDE, _NAMES = len(_OF_THE_POST), [column.key for column in _OF_THE_POST]
_HTML, _SEEN = _NAMES.index("html"), _NAMES.index("visibility")


def _posts_statement(reader: StandIn) -> Select[Any]:
    is_member = reader.id is not None
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
            cast(Assessment.findings, Text),
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
        .limit(POSTS_SHOWN)
    )
    return statement.where(readable_in_thread(reader))


def _is_muted() -> ColumnElement[bool]:
    """Return whether the reader muted a post's author; never of an alias, which it would undo."""
    muted = exists().where(Mute.member_id == READER, Mute.muted_id == Post.author_id)
    return and_(Post.alias.is_(None), muted)


def _post(written: Written, row: Values, home: ShownHome, today: date) -> ShownPost:
    values = written.as_python(row)
    muted, name, active, granted, until, level, *judged, state, caution, was = values[_BESIDE:]
    roles = roles_on(today, granted, until) if name else frozenset()
    beside: list[Any] = [
        bool(muted),
        ShownAuthor(name, active, Role.CLINICIAN in roles, bool(roles & STAFF)) if name else None,
        None if level is None else ShownAssessment(level, *judged),
        None if state is None else ShownAdvice(state, caution),
        None if was is None else ShownMerge(was),
        False,
        home,
        len(row[_HTML]) > LARGEST,
    ]
    post = ShownPost(*values[:_BESIDE], *beside)
    post.by_asker = is_by_asker(post, home)
    return post


# Under the row as the database gave it; nothing that is made of a post here is ever changed.
_remembered_post = lru_cache(POSTS_REMEMBERED)(_post)


def load_marks(thread_id: int, member_id: int | None) -> Marks:
    """Return what a member did in a thread, in one query; a visitor did nothing."""
    if member_id is None:
        return NO_MARKS
    rows = _marks_read().rows(thread_id=thread_id, reader=member_id)
    found = {what: frozenset(id_ for kind, id_ in rows if kind == what) for what in _MARKS}
    return Marks(found["vote"], found["helped"], *(bool(found[what]) for what in _MARKS[2:]))


_MARKS = ("vote", "helped", "follow", "bookmark", "alias")


@cache
def _marks_read() -> Read:
    on_posts = [
        select(literal_column(f"'{what}'", String), mark.post_id)
        .join(Post, Post.id == mark.post_id)
        .where(mark.member_id == READER, Post.thread_id == THREAD_ID)
        for what, mark in (("vote", Vote), ("helped", HelpedMark))
    ]
    follows = select(literal_column("'follow'", String), Subscription.target_id).where(
        Subscription.member_id == READER,
        Subscription.target_kind == Followable.THREAD,
        Subscription.target_id == THREAD_ID,
    )
    bookmarked = select(literal_column("'bookmark'", String), Bookmark.thread_id).where(
        Bookmark.member_id == READER, Bookmark.thread_id == THREAD_ID
    )
    aliased_here = select(literal_column("'alias'", String), ThreadAlias.thread_id).where(
        ThreadAlias.member_id == READER, ThreadAlias.thread_id == THREAD_ID
    )
    return Read(union_all(*on_posts, follows, bookmarked, aliased_here))


def _run(statement: Executable, **values: Any) -> Any:
    """Run a statement that reads columns; the session's part in it would only make entities."""
    return db.session.connection().execute(statement, values)
