"""Made-up threads as rows for the tables, every counter right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from ... import richtext
from ...permissions import Openness, PostKind, ThreadKind, Visibility
from ...threads.models import EXCERPT_MAX
from ...threads.naming import slug
from ...triage import Level
from .people import pick
from .words import Phrases, to_html

QUESTION, ANSWER, REPLY = (
    kind.value for kind in (PostKind.QUESTION, PostKind.ANSWER, PostKind.REPLY)
)
MOST_POSTS = 14
LONG_POSTS, HUGE_POSTS = 200, 500  # in one thread, and in each of a few
RULES_VERSION = "demo"  # no rules read these posts; `flask forum reassess` has them read
LEVELS = tuple(level.value for level in Level)
LEVEL_WEIGHTS = (75, 92, 97, 99, 100)
MOST_VOTES, MOST_MARKS = 12, 3
NEAREST = 4  # a reply goes under one of the last few posts

# SQL, said once in each statement.
SAME_IN_ALL_THREADS = {
    "kind": f"'{ThreadKind.QUESTION}'",
    "visibility": f"'{Visibility.PUBLISHED}'",
    "visibility_reason": "''",
    "openness": f"'{Openness.OPEN}'",
    "openness_reason": "''",
    "is_example": "false",
}
SAME_IN_ALL_POSTS = {
    "visibility": f"'{Visibility.PUBLISHED}'",
    "visibility_reason": "''",
    "render_version": f"'{richtext.VERSION}'",
}
SAME_IN_ALL_ASSESSMENTS = {
    "findings": "'[]'",
    "set_aside": "'[]'",
    "rules_version": f"'{RULES_VERSION}'",
    "failed": "false",
    "override_reason": "''",
}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """What one transaction writes."""

    threads: list[Row] = field(default_factory=list)
    topics: list[Row] = field(default_factory=list)
    posts: list[Row] = field(default_factory=list)
    assessments: list[Row] = field(default_factory=list)
    votes: list[Row] = field(default_factory=list)
    marks: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Community:
    """Who writes, in which words, about what; and the ids that are free."""

    rng: Random
    stamp: Callable[[datetime], Any]
    phrases: Phrases
    tags: list[int]
    areas: list[int]
    first_member: int
    members: int
    thread_ids: count[int]
    post_ids: count[int]

    def someone(self) -> int:
        """Return a member's id."""
        return pick(self.rng, self.first_member, self.members)

    def people(self, most: int, besides: int) -> set[int]:
        """Return a few members, mostly none, without the author."""
        number = int((most + 1) * self.rng.random() ** 8)
        return {self.someone() for _ in range(number)} - {besides}


def plan_sizes(rng: Random, threads: int) -> list[int]:
    """Return how many posts each thread has: 1 to 14, one of 200 and three of 500.

    A long thread has at most as many posts as there are threads.
    """
    sizes = [1 + int(MOST_POSTS * rng.random()) for _ in range(threads)]
    for fifth, posts in ((1, HUGE_POSTS), (2, LONG_POSTS), (3, HUGE_POSTS), (4, HUGE_POSTS)):
        sizes[threads * fifth // 5] = min(posts, threads)
    return sizes


def add_thread(
    rows: Rows, community: Community, size: int, since: datetime, step: timedelta
) -> None:
    """Add a question with `size` posts, written evenly within `step` from `since`."""
    thread_id, title = next(community.thread_ids), community.phrases.title(community.rng)
    posts: list[Row] = []
    for number in range(size):
        post = _post(community, thread_id, number, posts)
        post["created_at"] = community.stamp(since + step * number / size)
        post["score"] = _press(rows.votes, post, community.people(MOST_VOTES, post["author_id"]))
        posts.append(post)
    asker = posts[0]["author_id"]
    for post in posts:
        if post["kind"] == ANSWER:
            marked = community.people(MOST_MARKS, post["author_id"])
            post["helped_asker"] = asker in marked
            post["helped_count"] = _press(rows.marks, post, marked)
    levels = community.rng.choices(LEVELS, cum_weights=LEVEL_WEIGHTS, k=size)
    rows.assessments.extend(map(_assessment, posts, levels))
    rows.posts.extend(posts)
    rows.threads.append(_thread(thread_id, title, posts, levels[0]))
    rows.topics.extend(_topics(community, thread_id))


def _post(community: Community, thread_id: int, number: int, before: list[Row]) -> Row:
    kind, parent_id, reply_to_id = QUESTION, None, None
    if number:
        kind = ANSWER
        if community.rng.random() < 0.5:
            kind, to = REPLY, community.rng.choice(before[-NEAREST:])
            parent_id, reply_to_id = to["parent_id"] or to["id"], to["id"]
    body = community.phrases.body(community.rng)
    return {
        "id": next(community.post_ids),
        "thread_id": thread_id,
        "kind": kind,
        "parent_id": parent_id,
        "reply_to_id": reply_to_id,
        "author_id": community.someone(),
        "source": body,
        "html": to_html(body),
        "text": body,
        "helped_count": 0,
        "helped_asker": False,
    }


def _press(rows: list[Row], post: Row, people: set[int]) -> int:
    """Add a vote or a mark of each, and return how many there are."""
    post_id, moment = post["id"], post["created_at"]
    rows += [
        {"post_id": post_id, "member_id": person, "created_at": moment} for person in sorted(people)
    ]
    return len(people)


def _assessment(post: Row, level: str) -> Row:
    return {"post_id": post["id"], "level": level, "assessed_at": post["created_at"]}


def _thread(thread_id: int, title: str, posts: list[Row], level: str) -> Row:
    kinds = Counter(post["kind"] for post in posts)
    return {
        "id": thread_id,
        "title": title,
        "slug": slug(title),
        "excerpt": richtext.excerpt(posts[0]["text"], EXCERPT_MAX),
        "author_id": posts[0]["author_id"],
        "level": level,
        "created_at": posts[0]["created_at"],
        "active_at": posts[-1]["created_at"],
        "answers_count": kinds[ANSWER],
        "replies_count": kinds[REPLY],
        "helped_count": sum(post["helped_count"] for post in posts),
    }


def _topics(community: Community, thread_id: int) -> list[Row]:
    rng = community.rng
    tags = rng.sample(community.tags, min(rng.randint(1, 3), len(community.tags)))
    areas = rng.sample(community.areas, min(rng.randint(0, 1), len(community.areas)))
    return [{"thread_id": thread_id, "topic_id": topic_id} for topic_id in (*tags, *areas)]
