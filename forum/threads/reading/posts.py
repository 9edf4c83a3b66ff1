"""The posts of a thread's page, with who wrote them and what stands beside them."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SelectBase,
    Text,
    and_,
    cast,
    exists,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from ...accounts.models import Member, Mute, roles_on
from ...db import utcnow
from ...permissions import OPENING, Actor, PostKind, Role, ThreadKind, Visibility
from ...permissions.actor import STAFF
from ...reads import Read
from ...statements import Values, Written
from ..models import AdviceReview, Assessment, Post, Thread, ThreadMerge
from ..readers import READER, THREAD_ID, StandIn, readable_in_thread, stand_in
from ..shown import (
    LARGEST,
    ShownAdvice,
    ShownAssessment,
    ShownAuthor,
    ShownHome,
    ShownMerge,
    ShownPost,
    is_by_asker,
)
from .columns import columns_of

POSTS_SHOWN = 320
POSTS_REMEMBERED = 1_000
_OF_THE_POST = columns_of(Post, ShownPost)
_BESIDE, _NAMES = len(_OF_THE_POST), [column.key for column in _OF_THE_POST]
_HTML, _SEEN = _NAMES.index("html"), _NAMES.index("visibility")


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
