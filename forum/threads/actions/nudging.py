"""Nobody is left waiting: a question without an answer is brought to mind again, once a stage.

First those who follow its topics are told, and when that was not enough the moderators. What is
older than `FORGOTTEN_AFTER` is left alone, so that a site that begins to nudge floods nobody.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import contains_eager, joinedload

from ...db import db
from ...inbox import actions as inbox
from ...inbox.models import Followable, NotificationKind
from ...permissions import Openness, PostKind, ThreadKind, Visibility
from ...writes import insert_once
from ..announcing import shown_member
from ..models import Nudge, NudgeStage, Post, Thread
from ..shown import shown_name

FORGOTTEN_AFTER = timedelta(days=14)
BATCH = 50


def nudge(now: datetime, after: timedelta) -> int:
    """Nudge for questions that have waited for `after`, or twice that; return how many nudges.

    Commits after each question, so that a run that is interrupted loses and repeats none.
    """
    done = 0
    for stage, age in ((NudgeStage.FOLLOWERS, after), (NudgeStage.MODERATORS, 2 * after)):
        for post in _waiting(stage, now - age, now - FORGOTTEN_AFTER):
            if _is_first(post.thread_id, stage, now):
                _tell(post, stage)
                done += 1
            db.session.commit()
    return done


def _waiting(stage: NudgeStage, asked_before: datetime, asked_after: datetime) -> list[Post]:
    """Return questions that wait, the longest waiting first, with what the telling needs."""
    nudged = exists().where(Nudge.thread_id == Thread.id, Nudge.stage == stage)
    statement = (
        select(Post)
        .join(Post.thread)
        .where(
            Thread.created_at.between(asked_after, asked_before),
            Thread.kind == ThreadKind.QUESTION,
            Thread.visibility == Visibility.PUBLISHED,
            Thread.openness == Openness.OPEN,
            Thread.answers_count == 0,
            Thread.is_example.is_(False),
            Post.kind == PostKind.QUESTION,
            ~nudged,
        )
        .options(contains_eager(Post.thread).selectinload(Thread.topics), joinedload(Post.author))
        .order_by(Thread.created_at, Thread.id)
        .limit(BATCH)
    )
    return list(db.session.scalars(statement))


def _is_first(thread_id: int, stage: NudgeStage, now: datetime) -> bool:
    """Keep that the nudge was given; say whether no other worker was quicker."""
    return insert_once(Nudge, thread_id=thread_id, stage=stage, created_at=now)


def _tell(post: Post, stage: NudgeStage) -> None:
    name = shown_name(post)
    kind = NotificationKind.WAITING
    if stage is NudgeStage.MODERATORS:
        inbox.tell_staff(
            kind,
            thread_id=post.thread_id,
            post_id=post.id,
            actor_name=name,
            except_member=post.author_id,
        )
        return
    inbox.tell_followers(
        [(Followable.TOPIC, topic.id) for topic in post.thread.topics],
        kind,
        thread_id=post.thread_id,
        post_id=post.id,
        actor_name=name,
        except_member=post.author_id,
        named_member=shown_member(post),
    )
