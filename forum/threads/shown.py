"""A thread and its posts as a page shows them: plain rows, never written.

To make entities of the rows would cost several times what the queries do. Rules, banners and
templates read these as they would read the entities: what they ask for has the same name.
`reading` fills them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from ..permissions import Openness, PostKind, ThreadKind, Visibility
from ..topics.models import TopicKind
from ..triage import Level
from .models import AdviceState, ThreadSplit, is_past

LARGEST = 2_000  # characters of a post of which something is remembered


class ShownTopic(NamedTuple):
    """What a thread is about."""

    kind: TopicKind
    name: str
    title: str


@dataclass(slots=True, eq=False)
class ShownThread:
    """A thread with its topics, and what was split from it; one object for all who read the same.

    Found again by itself: to hash all of its fields took a tenth of a list's time.
    """

    id: int
    kind: ThreadKind
    title: str
    slug: str
    excerpt: str
    author_id: int | None
    alias: str | None
    visibility: Visibility
    visibility_reason: str
    openness: Openness
    openness_reason: str
    pinned_position: int | None
    pinned_until: datetime | None
    slow_minutes: int
    level: Level
    answers_count: int
    replies_count: int
    helped_count: int
    is_example: bool
    noindex: bool
    created_at: datetime
    active_at: datetime
    topics: tuple[ShownTopic, ...] = ()
    split: ThreadSplit | None = None
    offshoots: list[ThreadSplit] = field(default_factory=list)

    @property
    def has_notices(self) -> bool:
        """Whether something is to be said about it above its posts: what became of it, and why."""
        is_plain = self.visibility is Visibility.PUBLISHED and self.openness is Openness.OPEN
        told = self.noindex or self.slow_minutes or self.split or self.offshoots
        return not is_plain or bool(told)

    @property
    def is_pinned(self) -> bool:
        """Whether it stands on the shelf at this moment."""
        return self.pinned_position is not None and not is_past(self.pinned_until)


@dataclass(slots=True, unsafe_hash=True)
class ShownAuthor:
    """Who wrote a post, with the marks beside the name."""

    username: str
    active: bool
    is_clinician: bool
    is_staff: bool


def is_by_asker(post: Any, thread: Any) -> bool:
    """Say whether whoever opened a thread wrote a later post in it, under the same name.

    Only under the same name: a mark beside it must not undo an alias.
    """
    return (
        post.kind is not PostKind.QUESTION
        and post.author_id is not None
        and post.author_id == thread.author_id
        and post.alias == thread.alias
    )


def shown_name(post: Any, author: Any = None) -> str:
    """Return the name that readers see of who wrote a post or thread, of a new one's `author`."""
    author = author or post.author
    if post.alias or author is None:
        return post.alias or "A former member"
    name: str = author.username
    return name if author.active else name.capitalize()


@dataclass(slots=True, unsafe_hash=True)
class ShownAssessment:
    """What triage found in a post, and what people said of it."""

    level: Level
    failed: bool
    findings_json: str
    override: Level | None
    override_reason: str

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What the rules found; read from its text only where a banner names it."""
        found: list[dict[str, Any]] = json.loads(self.findings_json)
        return found

    @property
    def has_banner(self) -> bool:
        """Whether a banner stands on the post; one stands where triage itself failed."""
        return self.shown_level is not Level.NONE or (self.failed and self.override is None)

    @property
    def shown_level(self) -> Level:
        """The level that readers see: people have the last word."""
        return self.level if self.override is None else self.override


@dataclass(slots=True, unsafe_hash=True)
class ShownAdvice:
    """What became of unsafe advice in a post."""

    state: AdviceState
    caution: str

    @property
    def shown(self) -> str:
        """The caution that readers see; empty while there is none."""
        return self.caution if self.state is AdviceState.CAUTIONED else ""


@dataclass(slots=True, unsafe_hash=True)
class ShownMerge:
    """The title that a post had as a question, before it was merged into its thread."""

    title: str


class ShownHome(NamedTuple):
    """What rules ask of the thread that a post stands in, and whose thread it is."""

    kind: ThreadKind
    author_id: int | None
    alias: str | None
    visibility: Visibility
    openness: Openness


@dataclass(frozen=True, slots=True)
class Marks:
    """What a member did in a thread.

    The ids of the posts that they found useful, and that helped them; whether they follow the
    thread, have bookmarked it, and have an alias in it.
    """

    voted: frozenset[int] = frozenset()
    helped: frozenset[int] = frozenset()
    follows: bool = False
    bookmarked: bool = False
    has_alias: bool = False


NO_MARKS = Marks()


@dataclass(slots=True, eq=False)
class ShownPost:
    """A post with its author and what stands beside it; one object for all who read the same."""

    id: int
    kind: PostKind
    thread_id: int
    parent_id: int | None
    reply_to_id: int | None
    author_id: int | None
    alias: str | None
    visibility: Visibility
    visibility_reason: str
    html: str
    text: str
    created_at: datetime
    edited_at: datetime | None
    score: int
    helped_count: int
    helped_asker: bool
    featured_at: datetime | None
    notice: str
    muted: bool
    author: ShownAuthor | None
    assessment: ShownAssessment | None
    advice: ShownAdvice | None
    merge: ShownMerge | None
    by_asker: bool  # under the name that the question was asked under
    thread: ShownHome
    is_long: bool  # then nothing of it is remembered: an hour of long ones must not fill the memory
