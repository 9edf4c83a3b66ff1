"""Answering a question, and replying to a post."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, select

from ...accounts.actions import count_another_post
from ...accounts.models import Member
from ...db import db
from ...entities import relate
from ...inbox import actions as inbox
from ...inbox.models import Followable
from ...permissions import PostKind, Verb, Visibility, can
from ...reads import Read
from ..advising import review
from ..assessing import assess, set_source
from ..counters import count_in_thread
from ..models import Post, Thread
from ..queries import find_post, find_thread
from ..screening import Verdict
from .holding import Overtaken
from .pace import keep_pace
from .saving import save
from .screened import send_out, withhold
from .signing import alias_in, once

PLACE = ("thread_id", "parent_id", "kind", "visibility")
STATE = ("visibility", "openness", "slow_minutes")
_HOLDING = Read(
    select(*(getattr(Thread, name) for name in STATE))
    .where(Thread.id == bindparam("thread_id"))
    .with_for_update(key_share=True)
)


@dataclass(frozen=True, slots=True)
class PostDraft:
    """An answer or a reply as the form gives it; `verdict` is what screening found in it."""

    body: str
    alias: bool = False
    submit_token: str | None = None
    verdict: Verdict = field(default_factory=Verdict)


def answer(actor: Member, thread: Thread, draft: PostDraft, now: datetime) -> Post:
    """Answer a question that is held; a retried submit returns the first answer.

    Raises `TooSoon`, or `Overtaken` when the account has just been closed.
    """
    return once(
        actor,
        draft.submit_token,
        lambda: _write(actor, thread, Post(kind=PostKind.ANSWER), draft, now),
    )


def reply(actor: Member, to: Post, draft: PostDraft, now: datetime) -> Post:
    """Reply to a post; the reply hangs under the question, article or answer that it belongs to.

    Raises `TooSoon`, or `Overtaken` when what it replies to has just been hidden or locked, or the
    account closed.
    """

    def write() -> Post:
        home = _held(to.thread, to)
        relate(to, thread=home, parent=_above(to))
        if not can(actor, Verb.REPLY, to):
            raise Overtaken
        parent_id = to.parent_id if to.kind is PostKind.REPLY else to.id
        post = Post(kind=PostKind.REPLY, parent_id=parent_id, reply_to_id=to.id)
        return _write(actor, home, post, draft, now)

    return once(actor, draft.submit_token, write)


def _held(thread: Thread, to: Post) -> Thread:
    """Hold the thread until the commit; if a moderator has moved it or `to`, that is where."""
    (state,) = _HOLDING.rows_here(thread_id=thread.id)
    relate(thread, **dict(zip(STATE, state, strict=True)))
    db.session.refresh(to, PLACE)  # only now: it may have moved while this waited
    if to.thread_id == thread.id and thread.visibility is not Visibility.MERGED:
        return thread
    home = find_thread(to.thread_id)
    return thread if home is None else _held(home, to)


def _above(to: Post) -> Post | None:
    """Return what a post hangs under, as it is now."""
    above = find_post(to.parent_id) if to.parent_id else None
    if above is not None:
        db.session.refresh(above, ("visibility",))
    return above


def _write(actor: Member, thread: Thread, post: Post, draft: PostDraft, now: datetime) -> Post:
    keep_pace(actor, thread, now)
    post.author_id = actor.id
    post.created_at = now
    post.submit_token = draft.submit_token
    if draft.alias:
        post.alias = alias_in(thread.id, actor)
    set_source(post, draft.body)
    withhold(post, thread, draft.verdict)
    save(post, thread, assess(post, "", now))
    review(post, thread.level, now)
    if post.visibility is Visibility.PUBLISHED:
        count_in_thread(thread, post, 1, now)
    send_out(post, actor, draft.verdict, now)
    inbox.subscribe(actor.id, Followable.THREAD, thread.id)
    if not count_another_post(actor.id):  # holds their row, as the last of all (see `inbox`)
        raise Overtaken
    db.session.commit()
    return post
