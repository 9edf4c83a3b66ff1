"""Plain people, threads and posts: the rules read attributes and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.permissions import VISITOR, Openness, PostKind, Restriction, Role, ThreadKind, Visibility
from forum.triage import Level


@dataclass
class Person:
    id: int | None
    roles: frozenset[Role] = frozenset()
    restriction: Restriction | None = None


@dataclass
class StandInThread:
    author_id: int | None = 1
    kind: ThreadKind = ThreadKind.QUESTION
    visibility: Visibility = Visibility.PUBLISHED
    openness: Openness = Openness.OPEN
    pinned_position: int | None = None
    noindex: bool = False


@dataclass
class Found:
    shown_level: Level = Level.ROUTINE
    override: Level | None = None


class StandInPost:
    def __init__(self, thread: StandInThread | None = None, **fields: Any) -> None:
        self.thread = thread or StandInThread()
        self.author_id: int | None = 1
        self.alias: str | None = None
        self.kind = PostKind.ANSWER
        self.visibility = Visibility.PUBLISHED
        self.assessment: Found | None = Found()
        self.featured_at: datetime | None = None
        self.notice = ""
        vars(self).update(fields)


AUTHOR, OTHER = Person(1), Person(2)
CLINICIAN = Person(3, frozenset({Role.CLINICIAN}))
MODERATOR = Person(4, frozenset({Role.MODERATOR}))
ADMINISTRATOR = Person(5, frozenset({Role.ADMINISTRATOR}))
STAFF = (MODERATOR, ADMINISTRATOR)
NOT_STAFF = (VISITOR, AUTHOR, OTHER, CLINICIAN)
