"""Acts of looking after threads: what waits, topics, pace, notices, what is featured."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..accounts.models import Member
from ..permissions import Verb
from ..richtext import own_words
from ..threads.models import Post
from ..topics.actions import tags_named
from ..topics.models import TopicKind
from ..topics.naming import joined, tag_names
from ..topics.queries import load_named
from . import actions, queries
from .act import Act, plain, quick, usual
from .forms import MergeForm, NoticeForm, SlowForm, SplitForm, TopicsForm


def _retag(by: Member, post: Post, form: TopicsForm, reason: str, now: datetime) -> None:
    tags = tags_named(tag_names(form.tags.data))
    areas = load_named(TopicKind.AREA, form.areas.data or ())
    actions.retag(by, post, [*tags, *areas], reason, now, seen=form.seen_topics.data)


def _slow(by: Member, post: Post, form: SlowForm, reason: str, now: datetime) -> None:
    actions.slow(by, post, form.minutes.data, reason, now, seen=form.seen_minutes.data or 0)


def _merge(by: Member, post: Post, form: MergeForm, reason: str, now: datetime) -> None:
    actions.merge(by, post, form.into_id(), reason, now)


def _split(by: Member, post: Post, form: SplitForm, reason: str, now: datetime) -> None:
    actions.split(by, post, form.title.data, form.also.data or (), reason, now)


def _others(form: SplitForm, post: Post) -> None:
    """Offer the other answers and replies of the thread."""
    form.also.choices = {
        other.id: f"{other.kind.capitalize()}: {own_words(other.text, 90)}"
        for other in queries.others_in_thread(post)
    }


def _was_merged(post: Post) -> bool:
    return post.merge is not None


def _topics(post: Post) -> Mapping[str, Any]:
    topics = post.thread.topics
    return {
        "tags": joined(topic.name for topic in topics if topic.kind is TopicKind.TAG),
        "areas": [topic.name for topic in topics if topic.kind is TopicKind.AREA],
        "seen_topics": actions.topics_state(topics),
    }


def _pace(post: Post) -> Mapping[str, Any]:
    return {"minutes": post.thread.slow_minutes, "seen_minutes": post.thread.slow_minutes}


FIRST_ON_POSTS = (
    quick(
        "unmerge",
        Verb.UNMERGE,
        "Make it a question of its own again",
        "undo",
        "It is a question of its own again.",
        actions.unmerge,
        fits=_was_merged,
    ),
    Act(
        "split",
        Verb.SPLIT,
        "Make it a question of its own",
        "link",
        "It is a question of its own now.",
        _split,
        usual(Verb.SPLIT),
        SplitForm,
        fits=lambda post: not _was_merged(post),
        prepare=_others,
    ),
    Act(
        "ask-changes",
        Verb.ASK_CHANGES,
        "Ask for changes",
        "edit",
        "Given back to its author.",
        plain(actions.ask_changes),
    ),
)
ON_THREADS = (
    quick(
        "keep-closed",
        Verb.KEEP_CLOSED,
        "Keep it closed",
        "lock",
        "Those who asked were told.",
        actions.keep_closed,
    ),
    Act(
        "merge",
        Verb.MERGE,
        "Merge into another question",
        "link",
        "It was merged. Its old address leads here.",
        _merge,
        usual(Verb.MERGE),
        MergeForm,
    ),
    Act(
        "topics",
        Verb.RETAG,
        "Move to other tags or areas",
        "tag",
        "It was moved.",
        _retag,
        usual(Verb.RETAG),
        TopicsForm,
        _topics,
    ),
    Act(
        "pace",
        Verb.SLOW,
        "Slow it down",
        "history",
        "The pace was set.",
        _slow,
        usual(Verb.SLOW),
        SlowForm,
        _pace,
    ),
    quick(
        "unlist",
        Verb.UNLIST,
        "Keep it out of search engines",
        "hidden",
        "Search engines are asked to leave it out.",
        actions.unlist,
    ),
    quick(
        "list",
        Verb.LIST,
        "Let search engines have it",
        "search",
        "Search engines may have it again.",
        actions.relist,
    ),
)
ON_POSTS = (
    quick("feature", Verb.FEATURE, "Feature it", "helped", "It is shown first.", actions.feature),
    quick(
        "unfeature",
        Verb.UNFEATURE,
        "Feature it no longer",
        "undo",
        "It stands among the others.",
        actions.unfeature,
    ),
    quick(
        "unnotice",
        Verb.UNNOTICE,
        "Take the notice away",
        "undo",
        "The notice is gone.",
        actions.take_notice,
    ),
    Act(
        "notice",
        Verb.NOTICE,
        "Put a notice on it",
        "info",
        "The notice stands.",
        plain(actions.put_notice),
        form=NoticeForm,
    ),
)
