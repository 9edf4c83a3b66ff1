"""Made-up threads as rows for the tables, every counter right.

Millions of posts are made for a large community, so that rows are plain tuples, and what chance
decides is looked up in small tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import NamedTuple

from ... import richtext
from ...permissions import Openness, PostKind, ThreadKind, Visibility
from ...threads.models import EXCERPT_MAX
from ...threads.slugs import SLUG_MAX
from ...triage import Level
from .words import Phrases

QUESTION, ANSWER, REPLY = (
    kind.value for kind in (PostKind.QUESTION, PostKind.ANSWER, PostKind.REPLY)
)
MOST_POSTS = 14
SHORTER = 1.5  # 1 would make every length as frequent; so it is six posts on the average
LONG_POSTS, HUGE_POSTS = 200, 500  # in one thread, and in each of a few
IN_A_HUNDRED = (75, 17, 5, 2, 1)  # posts of each care level
LEVELS = tuple(
    level.value for level, times in zip(Level, IN_A_HUNDRED, strict=True) for _ in range(times)
)
# How many people vote for a post, or mark an answer: mostly none, and few many.
VOTES = tuple(int(13 * (part / 1000) ** 8) for part in range(1000))
MARKS = tuple(int(4 * (part / 1000) ** 8) for part in range(1000))
NEAREST = 4  # a reply goes under one of the last few posts


class ThreadRow(NamedTuple):
    """A row of `thread`; what is alike in all of them has its value here."""

    id: int
    title: str
    slug: str
    excerpt: str
    author_id: int
    level: str
    created_at: str
    active_at: str
    answers_count: int
    replies_count: int
    helped_count: int
    kind: str = ThreadKind.QUESTION.value
    visibility: str = Visibility.PUBLISHED.value
    visibility_reason: str = ""
    openness: str = Openness.OPEN.value
    openness_reason: str = ""
    is_example: bool = False


class PostRow(NamedTuple):
    """A row of `post`."""

    id: int
    thread_id: int
    kind: str
    parent_id: int | None
    reply_to_id: int | None
    author_id: int
    source: str
    html: str
    text: str
    created_at: str
    score: int
    helped_count: int
    helped_asker: bool
    visibility: str = Visibility.PUBLISHED.value
    visibility_reason: str = ""
    render_version: str = richtext.VERSION


class AssessmentRow(NamedTuple):
    """A row of `assessment`. No rules read these posts; `flask forum reassess` has them read."""

    post_id: int
    level: str
    assessed_at: str
    findings: str = "[]"
    set_aside: str = "[]"
    rules_version: str = "demo"
    failed: bool = False
    override_reason: str = ""


class TopicRow(NamedTuple):
    """A row of `thread_topic`."""

    thread_id: int
    topic_id: int


class PressRow(NamedTuple):
    """A row of `vote` or of `helped_mark`."""

    post_id: int
    member_id: int
    created_at: str


@dataclass(frozen=True, slots=True)
class Rows:
    """What one transaction writes."""

    threads: list[ThreadRow] = field(default_factory=list)
    topics: list[TopicRow] = field(default_factory=list)
    posts: list[PostRow] = field(default_factory=list)
    assessments: list[AssessmentRow] = field(default_factory=list)
    votes: list[PressRow] = field(default_factory=list)
    marks: list[PressRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Community:
    """Who writes, in which words, about what; and the ids that are free."""

    rng: Random
    phrases: Phrases
    tags: list[int]
    areas: list[int]
    first_member: int
    members: int
    thread_ids: count[int]
    post_ids: count[int]
    stamp_length: int | None
    """How much of a moment in ISO form the database keeps; `None` is all, with the zone."""

    def someone(self) -> int:
        """Return a member's id: a few write much, and many a little."""
        chance = self.rng.random()
        return self.first_member + int(self.members * chance * chance)

    def people(self, numbers: Sequence[int], besides: int) -> Sequence[int]:
        """Return as many members as is drawn from `numbers`, or fewer: no author, nobody twice."""
        number = numbers[int(self.rng.random() * len(numbers))]
        return sorted({self.someone() for _ in range(number)} - {besides}) if number else ()

    def stamp(self, moment: datetime) -> str:
        """Return a moment in UTC as the database keeps it."""
        return moment.isoformat(" ", "microseconds")[: self.stamp_length]


def plan_sizes(rng: Random, threads: int) -> list[int]:
    """Return how many posts each thread has: 1 to 14, one of 200 and three of 500.

    A long thread has at most as many posts as there are threads.
    """
    sizes = [1 + int(MOST_POSTS * rng.random() ** SHORTER) for _ in range(threads)]
    for fifth, posts in ((1, HUGE_POSTS), (2, LONG_POSTS), (3, HUGE_POSTS), (4, HUGE_POSTS)):
        sizes[threads * fifth // 5] = min(posts, threads)
    return sizes


def add_thread(
    rows: Rows, community: Community, size: int, since: datetime, step: timedelta
) -> None:
    """Add a question with `size` posts, written evenly within `step` from `since`, in UTC."""
    thread_id, asker = next(community.thread_ids), community.someone()
    first, gap = len(rows.posts), step / size
    places: list[tuple[int, int]] = []  # each post's id, and that of the post it hangs under
    for _ in range(size):
        rows.posts.append(_post(rows, community, thread_id, asker, places, community.stamp(since)))
        since += gap
    rows.threads.append(_thread(community, rows.posts[first:], rows.assessments[first].level))
    rows.topics.extend(_topics(community, thread_id))


def _post(
    rows: Rows,
    community: Community,
    thread_id: int,
    asker: int,
    places: list[tuple[int, int]],
    moment: str,
) -> PostRow:
    """Return the next post of a thread; add its place, votes, marks and level."""
    chance, post_id = community.rng.random, next(community.post_ids)
    kind, parent_id, reply_to_id, author_id = QUESTION, None, None, asker
    if places:
        kind, author_id = ANSWER, community.someone()
        if chance() < 0.5:
            kind = REPLY
            reply_to_id, parent_id = places[-1 - int(chance() * min(NEAREST, len(places)))]
    places.append((post_id, parent_id or post_id))
    voters = community.people(VOTES, author_id)
    helped = community.people(MARKS, author_id) if kind is ANSWER else ()
    if voters:
        rows.votes.extend([PressRow(post_id, person, moment) for person in voters])
    if helped:
        rows.marks.extend([PressRow(post_id, person, moment) for person in helped])
    rows.assessments.append(AssessmentRow(post_id, LEVELS[int(chance() * len(LEVELS))], moment))
    text, html = community.phrases.body(community.rng)
    return PostRow(
        post_id,
        thread_id,
        kind,
        parent_id,
        reply_to_id,
        author_id,
        text,
        html,
        text,
        moment,
        len(voters),
        len(helped),
        asker in helped,
    )


def _thread(community: Community, posts: list[PostRow], level: str) -> ThreadRow:
    opening, kinds = posts[0], [post.kind for post in posts]
    words = community.phrases.title(community.rng)
    return ThreadRow(
        id=opening.thread_id,
        title=f"{' '.join(words).capitalize()}?",
        slug="-".join(words)[:SLUG_MAX].rstrip("-"),
        excerpt=richtext.own_words(opening.text, EXCERPT_MAX),
        author_id=opening.author_id,
        level=level,
        created_at=opening.created_at,
        active_at=posts[-1].created_at,
        answers_count=kinds.count(ANSWER),
        replies_count=kinds.count(REPLY),
        helped_count=sum([post.helped_count for post in posts]),
    )


def _topics(community: Community, thread_id: int) -> list[TopicRow]:
    rng = community.rng
    tags = rng.sample(community.tags, min(1 + int(3 * rng.random()), len(community.tags)))
    areas = rng.sample(community.areas, min(int(2 * rng.random()), len(community.areas)))
    return [TopicRow(thread_id, topic_id) for topic_id in (*tags, *areas)]
