"""What a thread is about, with the topics' counters; in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from sqlalchemy import Integer, bindparam, delete, insert, select

from ..db import db
from ..permissions import Visibility
from ..statements import numbered, numbered_binds
from ..topics.actions import count_thread
from ..topics.models import Topic, TopicKind
from ..writes import Write
from .models import Thread, ThreadTopic


def label(thread: Thread) -> None:
    """Write down what a new thread is about; it was written with its topics related to it."""
    ids = numbered("id", (topic.id for topic in thread.topics))
    if ids:
        _labelling(len(ids)).run(thread=thread.id, **ids)


@cache
def _labelling(topics: int) -> Write:
    its = Topic.id.in_(numbered_binds("id", topics))
    rows = select(bindparam("thread", type_=Integer), Topic.id).where(its)
    return Write(insert(ThreadTopic).from_select(["thread_id", "topic_id"], rows))


def set_topics(thread: Thread, topics: Iterable[Topic], kinds: Iterable[TopicKind]) -> None:
    """Give a thread these topics of some kinds; those of other kinds stay.

    `thread.topics` must be loaded, and is as it was until the thread is loaded again.
    """
    before = {topic.id: topic for topic in thread.topics if topic.kind in kinds}
    db.session.flush()
    after = {topic.id: topic for topic in topics}
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
