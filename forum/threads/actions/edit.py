"""Editing: the earlier text is kept as a revision, and the new one is read by triage again."""

from __future__ import annotations

from datetime import datetime

from ...accounts.models import Member
from ...db import db
from ...permissions import OPENING, PostKind, Verb, Visibility
from ...topics.actions import tags_named
from ...topics.models import TopicKind
from ..advising import review_changed
from ..assessing import opening_excerpt, reassess, set_source
from ..citing import cite_again
from ..labelling import set_topics
from ..models import Post
from ..revising import keep_revision
from ..screening import Verdict
from ..slugs import slug
from ..visibility import show_post
from .holding import hold
from .screened import screen_again

CHANGED = "It was changed as a moderator asked, and waits until one has looked at it."


def edit_question(
    actor: Member,
    post: Post,
    *,
    title: str,
    body: str,
    tags: list[str],
    now: datetime,
    reason: str = "",
    verdict: Verdict | None = None,
) -> None:
    """Change title, text and tags of a question; `verdict` is what screening found in them.

    Raises `Overtaken`.
    """
    hold(actor, Verb.EDIT, post)
    thread = post.thread
    changed = (title, body) != (thread.title, post.source)
    set_topics(thread, tags_named(tags), (TopicKind.TAG,))
    if changed:
        keep_revision(actor, post, reason, now)
        thread.title, thread.slug = title, slug(title)
        _set_text(post, body, now)
        screen_again(post, verdict or Verdict(), now)
    db.session.commit()


def edit_post(
    actor: Member,
    post: Post,
    body: str,
    now: datetime,
    reason: str = "",
    verdict: Verdict | None = None,
) -> None:
    """Change the text of an answer, a reply or an article; `verdict` as in `edit_question`.

    Raises `Overtaken`.
    """
    hold(actor, Verb.EDIT, post)
    if body != post.source:
        keep_revision(actor, post, reason, now)
        _set_text(post, body, now)
        screen_again(post, verdict or Verdict(), now)
    db.session.commit()


def _set_text(post: Post, body: str, now: datetime) -> None:
    is_article = post.kind is PostKind.ARTICLE
    has_summary = is_article and post.thread.excerpt != opening_excerpt(post)
    set_source(post, body)
    post.edited_at = now
    if post.kind is PostKind.QUESTION:
        cite_again(post)
    if post.kind in OPENING and not has_summary:
        post.thread.excerpt = opening_excerpt(post)
    if post.assessment is not None:
        reassess(post, post.thread, post.assessment, now)
        review_changed(post, post.thread.level, now)
    if post.visibility is Visibility.RETURNED:
        show_post(post, Visibility.HELD, CHANGED)
