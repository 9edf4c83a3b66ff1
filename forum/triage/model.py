"""What triage says about a post: levels, findings and the whole assessment."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """How soon a person should seek care, in ascending order of urgency."""

    NONE = "none"
    ROUTINE = "routine"
    URGENT = "urgent"
    EMERGENCY = "emergency"
    CRISIS = "crisis"

    rank: int
    """Place in the order, 0 for `none` to 4 for `crisis`."""

    def __init__(self, _value: str) -> None:
        self.rank = len(type(self).__members__)

    def __lt__(self, other: str) -> bool:
        return self.rank < _level(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= _level(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > _level(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= _level(other).rank


def _level(value: str) -> Level:
    return value if isinstance(value, Level) else Level(value)


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of evidence: a rule that matched, and where.

    `start` and `end` are character offsets into `field` ("title" or "body") as it was passed
    in, so `quote` is exactly that slice. `why` is a sentence for the member.
    """

    rule: str
    level: Level
    field: str
    start: int
    end: int
    quote: str
    why: str

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return values | {"level": self.level.value}


def because(quote: str, why: str) -> str:
    """Return the sentence in which a finding speaks to whoever wrote `quote`."""
    return f"because you wrote “{quote}”: {why}"


@dataclass(frozen=True, slots=True)
class SetAside(Finding):
    """A finding that the context removed, with the `reason` in words."""

    reason: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The level of a post, the evidence for it, and what was seen but does not count."""

    level: Level
    findings: tuple[Finding, ...]
    set_aside: tuple[SetAside, ...]
    rules_version: str

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "level": self.level.value,
            "findings": [finding.to_json() for finding in self.findings],
            "set_aside": [item.to_json() for item in self.set_aside],
            "rules_version": self.rules_version,
        }
