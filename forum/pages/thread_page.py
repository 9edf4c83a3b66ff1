"""One page of a thread: what stands on it, in which order, and what its template asks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select

from ..db import db
from ..library.models import Article
from ..permissions import OPENING, Actor, PostKind, ThreadKind
from ..threads.links import ANSWERS_ON_A_PAGE, link_in, thread_link
from ..threads.models import Post, Thread
from ..threads.readers import THREAD_ID, StandIn, readable_in_thread, stand_in
from ..threads.reading.marks import load_marks
from ..threads.reading.posts import load_shown_posts
from ..threads.shown import Marks, ShownPost, ShownThread

COMMENTS_ON_A_PAGE = 50
# The last page goes on with what is not counted: what only its author and the moderators see.
LAST_PAGE = 160


class AnswerOrder(StrEnum):
    """How a reader sorts answers."""

    HELPFUL = "helpful"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(slots=True)
class Entry:
    """A post with the replies that hang under it, in reading order."""

    post: ShownPost
    replies: list[ShownPost] = field(default_factory=list)


@dataclass
class ThreadPage:
    """Everything that a thread's page shows; `entries` are answers, or an article's comments."""

    thread: Thread | ShownThread
    opening: Entry
    entries: list[Entry]
    page: int
    pages: int
    order: AnswerOrder
    article: Article | None
    marks: Marks

    @cached_property
    def here(self) -> str:
        """The thread's address."""
        return thread_link(self.thread)

    def link_of(self, post: ShownPost) -> str:
        """Return the address of a post of this thread."""
        return link_in(self.here, self.thread, post.id)

    @property
    def newest_id(self) -> int:
        """The id of the newest post under the opening one; 0 where there is none."""
        return max((e.replies[-1].id if e.replies else e.post.id for e in self.entries), default=0)

    @property
    def posts(self) -> list[ShownPost]:
        """All posts on the page."""
        return [post for e in (self.opening, *self.entries) for post in (e.post, *e.replies)]

    @property
    def changed_at(self) -> datetime:
        """When something on the page was last written or edited."""
        times = [post.edited_at or post.created_at for post in self.posts]
        return max(self.thread.active_at, *times)


def load_thread_page(
    thread: Thread | ShownThread,
    actor: Actor,
    *,
    order: AnswerOrder,
    page: int,
    at: int | None = None,
) -> ThreadPage | None:
    """Load one page of a thread for `actor`: as many queries, whatever the thread's length.

    `at` names a post that must be on the page; finding its page costs two queries more. Returns
    `None` when the thread has lost its opening post.
    """
    is_article = thread.kind is ThreadKind.ARTICLE
    size = COMMENTS_ON_A_PAGE if is_article else ANSWERS_ON_A_PAGE
    total = thread.replies_count if is_article else thread.answers_count
    pages = max(1, -(-total // size))
    if pages == 1:  # then all that was written is on it
        page, posts = 1, load_shown_posts(thread, actor)
    else:
        entry_ids = _entry_ids(stand_in(actor), is_article, order)
        if at is not None:
            page = _page_of(at, entry_ids, size, thread_id=thread.id, reader=actor.id)
        page = min(page, pages)
        place = {"size": size if page < pages else LAST_PAGE, "start": (page - 1) * size}
        posts = load_shown_posts(thread, actor, _a_page_of(entry_ids), **place)
    opening, entries = _arranged(posts, order, is_article)
    if opening is None:
        return None
    return ThreadPage(
        thread=thread,
        opening=opening,
        entries=entries,
        page=page,
        pages=pages,
        order=order,
        article=db.session.get(Article, thread.id) if is_article else None,
        marks=load_marks(thread.id, actor.id),
    )


@cache
def _a_page_of(entry_ids: Select[int]) -> Select[int]:
    return entry_ids.limit(bindparam("size")).offset(bindparam("start"))


@cache
def _entry_ids(reader: StandIn, is_article: bool, order: AnswerOrder) -> Select[int]:
    kind = PostKind.REPLY if is_article else PostKind.ANSWER
    statement = select(Post.id).where(
        Post.thread_id == THREAD_ID, Post.kind == kind, readable_in_thread(reader)
    )
    if is_article:
        return statement.order_by(Post.id)
    return statement.order_by(*_answer_order(order))


def _answer_order(order: AnswerOrder) -> tuple[ColumnElement[Any], ...]:
    if order is AnswerOrder.NEWEST:
        return (Post.id.desc(),)
    if order is AnswerOrder.OLDEST:
        return (Post.id.asc(),)
    return (
        Post.featured_at.is_(None),
        Post.helped_asker.desc(),
        Post.helped_count.desc(),
        Post.score.desc(),
        Post.id.asc(),
    )


def _arranged(
    posts: Iterable[ShownPost], order: AnswerOrder, is_article: bool
) -> tuple[Entry | None, list[Entry]]:
    """Hang replies under their posts and put answers into the reader's order."""
    entries: dict[int, Entry] = {}
    replies: list[ShownPost] = []
    for post in posts:
        if post.kind is PostKind.REPLY and not (is_article and post.reply_to_id == post.parent_id):
            replies.append(post)
        else:
            entries[post.id] = Entry(post)
    under: dict[int | None, int | None] = {}
    for reply in replies:
        home = under.get(reply.reply_to_id, reply.reply_to_id if is_article else reply.parent_id)
        under[reply.id] = home
        if home in entries:
            entries[home or 0].replies.append(reply)
        elif is_article:
            entries[reply.id] = Entry(reply)
    opening = next((e for e in entries.values() if e.post.kind in OPENING), None)
    rest = [entry for entry in entries.values() if entry is not opening]
    return opening, rest if is_article else sorted(rest, key=_sorting(order))


def _sorting(order: AnswerOrder) -> Callable[[Entry], Any]:
    if order is AnswerOrder.NEWEST:
        return lambda entry: -entry.post.id
    if order is AnswerOrder.OLDEST:
        return lambda entry: entry.post.id
    return lambda entry: (
        entry.post.featured_at is None,
        not entry.post.helped_asker,
        -entry.post.helped_count,
        -entry.post.score,
        entry.post.id,
    )


def _page_of(post_id: int, entry_ids: Select[int], size: int, **values: Any) -> int:
    """Return the page that holds an entry, or the entry that a reply hangs under."""
    parent = db.session.scalar(select(Post.parent_id).where(Post.id == post_id))
    ids: list[int | None] = list(db.session.scalars(entry_ids, values))
    place = next((ids.index(id_) for id_ in (post_id, parent) if id_ in ids), 0)
    return place // size + 1
