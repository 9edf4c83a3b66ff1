"""The starter library: topics, five articles and example questions that a new forum begins with.

Loaded once, into an empty forum. The questions and answers are marked as examples and can be
removed with one command; nobody is made up as a member for them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import delete, exists, func, or_, select

from ...db import db
from ...inbox.models import Notification
from ...permissions import PostKind, ThreadKind
from ...threads.assessing import assess, opening_excerpt, set_source, show_level
from ...threads.counters import recount
from ...threads.models import Post, Thread
from ...threads.slugs import slug
from ...topics.models import Topic, TopicKind
from ...topics.naming import tag_title
from ...topics.queries import load_named
from ..documents import read_path
from .importing import import_document

STARTER = Path(__file__).resolve().parent.parent / "starter"


def load_starter(now: datetime) -> int:
    """Load the starter library unless there is a topic already; return how many threads came."""
    if db.session.scalar(select(Topic.id).limit(1)) is not None:
        return 0
    _load_topics(_yaml(STARTER / "topics.yaml"))
    articles = sorted(STARTER.glob("*.md"))
    for path in articles:
        document = read_path(path)
        import_document(document, now, pin=document.pin)
    questions = [_yaml(path) for path in (STARTER / "questions").glob("*.yaml")]
    for question in sorted(questions, key=lambda question: -question["days_ago"]):
        _load_question(question, now)
    db.session.commit()
    recount()
    return len(articles) + len(questions)


def remove_examples() -> tuple[int, int]:
    """Remove the example questions; the articles stay, and every thread a member wrote in. Commits.

    Returns how many threads were removed and how many were kept for their members' sake.
    """
    by_members = exists().where(Post.thread_id == Thread.id, Post.author_id.is_not(None))
    total = int(db.session.scalar(select(func.count()).where(Thread.is_example)) or 0)
    ids = list(db.session.scalars(select(Thread.id).where(Thread.is_example, ~by_members)))
    posts = select(Post.id).where(Post.thread_id.in_(ids))
    db.session.execute(
        delete(Notification).where(
            or_(Notification.thread_id.in_(ids), Notification.post_id.in_(posts))
        )
    )
    # Replies first: they point at the posts they hang under.
    for kind in (PostKind.REPLY, PostKind.ANSWER, PostKind.QUESTION):
        db.session.execute(delete(Post).where(Post.thread_id.in_(ids), Post.kind == kind))
    db.session.execute(delete(Thread).where(Thread.id.in_(ids)))
    recount()
    return len(ids), total - len(ids)


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _load_topics(topics: dict[str, Any]) -> None:
    for position, tag in enumerate(topics["tags"]):
        db.session.add(
            Topic(
                kind=TopicKind.TAG,
                name=tag["name"],
                title=tag_title(tag["name"]),
                description=tag["description"],
                position=position,
            )
        )
    for position, area in enumerate(topics["areas"]):
        db.session.add(
            Topic(
                kind=TopicKind.AREA,
                name=area["id"],
                title=area["name"],
                side=area["side"],
                words=", ".join(area["words"]),
                position=position,
            )
        )
    db.session.flush()


def _load_question(question: dict[str, Any], now: datetime) -> None:
    asked = now - timedelta(days=question["days_ago"])
    thread = Thread(
        kind=ThreadKind.QUESTION,
        title=question["title"],
        slug=slug(question["title"]),
        alias=question["asked_by"],
        created_at=asked,
        active_at=asked,
        is_example=True,
        topics=[
            *load_named(TopicKind.TAG, question["tags"]),
            *load_named(TopicKind.AREA, question["areas"]),
        ],
    )
    opening = _post(thread, PostKind.QUESTION, question | {"by": question["asked_by"]}, now)
    thread.excerpt = opening_excerpt(opening)
    if opening.assessment is not None:
        show_level(opening, thread, opening.assessment)
    for answer in question["answers"]:
        post = _post(thread, PostKind.ANSWER, answer, now)
        post.helped_asker = answer["helped"]
        for reply in answer["replies"]:
            _post(thread, PostKind.REPLY, reply, now, under=post)
    for reply in question["replies"]:
        _post(thread, PostKind.REPLY, reply, now, under=opening)


def _post(
    thread: Thread,
    kind: PostKind,
    written: dict[str, Any],
    now: datetime,
    under: Post | None = None,
) -> Post:
    post = Post(
        thread=thread,
        kind=kind,
        alias=written["by"],
        created_at=now - timedelta(days=written["days_ago"]),
        parent_id=under.id if under else None,
        reply_to_id=under.id if under else None,
    )
    set_source(post, written["body"].strip())
    post.assessment = assess(post, thread.title if kind is PostKind.QUESTION else "", now)
    thread.active_at = max(thread.active_at, post.created_at)
    db.session.add(post)
    db.session.flush()
    return post
