"""A text cut into runs by what triage found in it, for the triage bench. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TypeVar

from ..triage import Assessment, Finding, Level, SetAside

Found = TypeVar("Found", Finding, SetAside)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that one thing is to be said about.

    `level` is what the gravest finding there speaks for, `None` where there is none. `set_aside`
    says that it was seen and does not count; `why` says why it does, or why it does not.
    """

    text: str
    level: Level | None = None
    set_aside: bool = False
    why: str = ""


def runs(text: str, field: str, found: Assessment) -> list[Run]:
    """Return the runs of a `field` ("title" or "body"), which joined are the text again."""
    counted = [finding for finding in found.findings if finding.field == field]
    ignored = [finding for finding in found.set_aside if finding.field == field]
    edges = {0, len(text)}
    for span in [(f.start, f.end) for f in counted] + [(f.start, f.end) for f in ignored]:
        edges |= {min(place, len(text)) for place in span}
    pieces = [
        _run(text[start:end], _over(counted, start), _over(ignored, start))
        for start, end in pairwise(sorted(edges))
    ]
    return [
        replace(same[0], text="".join(run.text for run in same))
        for _, group in groupby(pieces, lambda run: replace(run, text=""))
        if (same := list(group))
    ]


def _run(text: str, counted: Finding | None, ignored: SetAside | None) -> Run:
    if counted is not None:
        return Run(text, counted.level, why=counted.why)
    if ignored is not None:
        return Run(text, ignored.level, set_aside=True, why=ignored.reason)
    return Run(text)


def _over(findings: Sequence[Found], place: int) -> Found | None:
    """Return the gravest finding that covers a place."""
    covering = [finding for finding in findings if finding.start <= place < finding.end]
    return max(covering, key=lambda finding: finding.level.rank, default=None)
