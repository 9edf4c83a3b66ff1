"""Asking a question."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ...accounts.actions import count_post
from ...accounts.models import Member
from ...db import db
from ...inbox import actions as inbox
from ...inbox.models import Followable, NotificationKind
from ...permissions import PostKind, ThreadKind
from ...topics.actions import count_thread, tags_named
from ...topics.models import Topic
from ...triage import Facts, compile_facts
from ..assessing import assess, opening_excerpt, set_source
from ..models import Post, Thread
from ..naming import slug
from .signing import alias_in, once, shown_name


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question as the form gives it; `areas` are body areas that are known already."""

    title: str
    body: str
    facts: Facts = field(default_factory=Facts)
    tags: tuple[str, ...] = ()
    areas: tuple[Topic, ...] = ()
    alias: bool = False
    submit_token: str | None = None


def ask(actor: Member, draft: QuestionDraft, now: datetime) -> Post:
    """Post a question and return its opening post; a retried submit returns the first one."""
    return once(actor, draft.submit_token, lambda: _ask(actor, draft, now))


def _ask(actor: Member, draft: QuestionDraft, now: datetime) -> Post:
    topics = [*tags_named(list(draft.tags)), *draft.areas]
    thread = Thread(
        kind=ThreadKind.QUESTION,
        title=draft.title,
        slug=slug(draft.title),
        author_id=actor.id,
        created_at=now,
        active_at=now,
        topics=topics,
    )
    post = Post(
        thread=thread,
        kind=PostKind.QUESTION,
        author_id=actor.id,
        created_at=now,
        submit_token=draft.submit_token,
    )
    set_source(post, compile_facts(draft.body, draft.facts))
    thread.excerpt = opening_excerpt(post)
    assessment = post.assessment = assess(post, draft.title, now)
    thread.level = assessment.level
    db.session.add(post)
    db.session.flush()
    if draft.alias:
        thread.alias = post.alias = alias_in(thread.id, actor.id)
    count_thread(topics, 1)
    count_post(actor.id, 1)
    _tell(thread, post, topics, actor)
    db.session.commit()
    return post


def _tell(thread: Thread, post: Post, topics: list[Topic], actor: Member) -> None:
    inbox.subscribe(actor.id, Followable.THREAD, thread.id)
    inbox.tell_followers(
        [(Followable.TOPIC, topic.id) for topic in topics],
        NotificationKind.QUESTION,
        thread_id=thread.id,
        post_id=post.id,
        actor_name=shown_name(post, actor),
        except_member=actor.id,
    )
