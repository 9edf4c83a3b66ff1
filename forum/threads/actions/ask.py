"""Asking a question."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ...accounts.actions import count_another_post
from ...accounts.models import Member
from ...db import db
from ...entities import insert_now
from ...inbox import actions as inbox
from ...inbox.models import Followable
from ...permissions import PostKind, ThreadKind, Visibility
from ...topics.actions import count_thread, tags_named
from ...topics.models import Topic
from ...topics.naming import TAGS_MAX
from ...triage import Facts, compile_facts
from ..assessing import assess, opening_excerpt, set_source
from ..citing import cite
from ..labelling import label
from ..models import Post, Thread
from ..screening import Verdict
from ..slugs import slug
from .holding import Overtaken
from .saving import save
from .screened import send_out, withhold
from .signing import alias_in, once


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question as the form gives it; `areas` are body areas that are known already.

    `verdict` is what screening found in it.
    """

    title: str
    body: str
    facts: Facts = field(default_factory=Facts)
    tags: tuple[str, ...] = ()
    areas: tuple[Topic, ...] = ()
    alias: bool = False
    submit_token: str | None = None
    verdict: Verdict = field(default_factory=Verdict)


def ask(actor: Member, draft: QuestionDraft, now: datetime) -> Post:
    """Post a question and return its opening post; a retried submit returns the first one.

    Raises `Overtaken` when the account has just been closed.
    """
    return once(actor, draft.submit_token, lambda: _ask(actor, draft, now))


def _ask(actor: Member, draft: QuestionDraft, now: datetime) -> Post:
    tags = list(dict.fromkeys([*draft.tags, *draft.verdict.tags]))[:TAGS_MAX]
    topics = [*tags_named(tags), *draft.areas]
    thread = Thread(
        kind=ThreadKind.QUESTION,
        title=draft.title,
        slug=slug(draft.title),
        author_id=actor.id,
        created_at=now,
        active_at=now,
    )
    post = Post(
        kind=PostKind.QUESTION,
        author_id=actor.id,
        created_at=now,
        submit_token=draft.submit_token,
    )
    set_source(post, compile_facts(draft.body, draft.facts))
    thread.excerpt = opening_excerpt(post)
    withhold(post, thread, draft.verdict)
    assessment = assess(post, draft.title, now)
    thread.level = assessment.level
    insert_now(thread, topics=topics)
    label(thread)
    if draft.alias:
        thread.alias = post.alias = alias_in(thread.id, actor)
    save(post, thread, assessment)
    cite(post)
    if thread.visibility is Visibility.PUBLISHED:
        count_thread(topics, 1)
    inbox.subscribe(actor.id, Followable.THREAD, thread.id)
    send_out(post, actor, draft.verdict, now)
    if not count_another_post(actor.id):  # holds their row, as the last of all (see `inbox`)
        raise Overtaken
    db.session.commit()
    return post
