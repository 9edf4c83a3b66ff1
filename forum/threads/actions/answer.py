"""Answering a question, and replying to a post."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ...accounts.actions import count_post
from ...accounts.models import Member
from ...db import db
from ...inbox import actions as inbox
from ...inbox.models import Followable
from ...permissions import PostKind, Visibility
from ..advising import review
from ..assessing import assess, set_source
from ..counters import count_in_thread
from ..models import Post, Thread
from ..screening import Verdict
from .screened import send_out, withhold
from .signing import alias_in, once


@dataclass(frozen=True, slots=True)
class PostDraft:
    """An answer or a reply as the form gives it; `verdict` is what screening found in it."""

    body: str
    alias: bool = False
    submit_token: str | None = None
    verdict: Verdict = field(default_factory=Verdict)


def answer(actor: Member, thread: Thread, draft: PostDraft, now: datetime) -> Post:
    """Answer a question; a retried submit returns the first answer."""
    return once(
        actor,
        draft.submit_token,
        lambda: _write(actor, thread, Post(kind=PostKind.ANSWER), draft, now),
    )


def reply(actor: Member, to: Post, draft: PostDraft, now: datetime) -> Post:
    """Reply to a post; the reply hangs under the question, article or answer that it belongs to."""
    parent_id = to.parent_id if to.kind is PostKind.REPLY else to.id
    post = Post(kind=PostKind.REPLY, parent_id=parent_id, reply_to_id=to.id)
    return once(actor, draft.submit_token, lambda: _write(actor, to.thread, post, draft, now))


def _write(actor: Member, thread: Thread, post: Post, draft: PostDraft, now: datetime) -> Post:
    post.thread = thread
    post.author_id = actor.id
    post.created_at = now
    post.submit_token = draft.submit_token
    if draft.alias:
        post.alias = alias_in(thread.id, actor.id)
    set_source(post, draft.body)
    withhold(post, thread, draft.verdict)
    post.assessment = assess(post, "", now)
    review(post, thread.level, now)
    db.session.add(post)
    db.session.flush()
    if post.visibility is Visibility.PUBLISHED:
        count_in_thread(thread, post, 1, now)
    count_post(actor.id, 1)
    send_out(post, actor, draft.verdict, now)
    inbox.subscribe(actor.id, Followable.THREAD, thread.id)
    db.session.commit()
    return post
