"""Editing: the earlier text is kept as a revision, and the new one is read by triage again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from ...accounts.models import Member
from ...db import db
from ...permissions import PostKind, Visibility
from ...topics.actions import count_thread, tags_named
from ...topics.models import Topic, TopicKind
from ..advising import review_changed
from ..assessing import opening_excerpt, reassess, set_source
from ..models import Post, Revision, Thread, ThreadTopic
from ..naming import slug
from ..screening import Verdict
from .screened import screen_again


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
    """Change title, text and tags of a question; `verdict` is what screening found in them."""
    thread = post.thread
    changed = (title, body) != (thread.title, post.source)
    _retag(thread, tags_named(tags))
    if changed:
        _keep_revision(actor, post, reason, now)
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
    """Change the text of an answer, a reply or an article; `verdict` as in `edit_question`."""
    if body != post.source:
        _keep_revision(actor, post, reason, now)
        _set_text(post, body, now)
        screen_again(post, verdict or Verdict(), now)
    db.session.commit()


def _set_text(post: Post, body: str, now: datetime) -> None:
    set_source(post, body)
    post.edited_at = now
    if post.kind in (PostKind.QUESTION, PostKind.ARTICLE):
        post.thread.excerpt = opening_excerpt(post)
    if post.assessment is not None:
        reassess(post, post.thread, post.assessment, now)
        review_changed(post, post.thread.level, now)


def _keep_revision(actor: Member, post: Post, reason: str, now: datetime) -> None:
    post.revisions_count += 1
    opening = post.kind in (PostKind.QUESTION, PostKind.ARTICLE)
    db.session.add(
        Revision(
            post_id=post.id,
            number=post.revisions_count,
            title=post.thread.title if opening else "",
            source=post.source,
            editor_id=actor.id,
            reason=reason,
            created_at=now,
        )
    )


def _retag(thread: Thread, tags: list[Topic]) -> None:
    """Give a thread these tags; its body areas stay."""
    before = {topic.id: topic for topic in thread.topics if topic.kind is TopicKind.TAG}
    db.session.flush()
    after = {tag.id: tag for tag in tags}
    gone = [before[id_] for id_ in before.keys() - after.keys()]
    new = [after[id_] for id_ in after.keys() - before.keys()]
    if gone:
        db.session.execute(
            delete(ThreadTopic).where(
                ThreadTopic.thread_id == thread.id,
                ThreadTopic.topic_id.in_([topic.id for topic in gone]),
            )
        )
    db.session.add_all(ThreadTopic(thread_id=thread.id, topic_id=topic.id) for topic in new)
    if thread.visibility is Visibility.PUBLISHED:
        count_thread(gone, -1)
        count_thread(new, 1)
