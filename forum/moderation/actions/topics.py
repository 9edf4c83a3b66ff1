"""Moving a thread between tags and body areas."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ...accounts.models import Member
from ...permissions import Verb
from ...threads.labelling import set_topics
from ...threads.models import Post
from ...topics.models import Topic, TopicKind
from .deciding import begin, finish, unless_changed


def retag(
    by: Member, post: Post, topics: Iterable[Topic], reason: str, now: datetime, *, seen: str
) -> None:
    """Give a thread exactly these tags and body areas.

    `seen` is `topics_state` when the form was shown. The log names topics by their numbers.
    """
    begin(by, Verb.RETAG, post)
    unless_changed(seen, topics_state(post.thread.topics))
    before, chosen = _ids(post.thread.topics), list(topics)
    set_topics(post.thread, chosen, tuple(TopicKind))
    finish(by, Verb.RETAG, post, reason, now, {"topics": before}, {"topics": _ids(chosen)})


def topics_state(topics: Iterable[Topic]) -> str:
    """Return in one word what a thread is about, to see whether it changed."""
    return ".".join(map(str, _ids(topics)))


def _ids(topics: Iterable[Topic]) -> list[int]:
    return sorted(topic.id for topic in topics)
