"""Where the rules and the second reader disagree: one level, with evidence for it.

The second reader has the last word on the level. A finding of the rules that is graver than
that is set aside, not dropped; where no rule has found the level, the words that weighed most
with the second reader are the finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import datafile
from .features import Span
from .model import Finding, Level, SetAside, because
from .second_reader import Opinion, Sign
from .text import Text

RULE = "second_reader"
_MOST_WORDS = 24  # of one quotation
_NOWHERE = (0, 0)
_WORTH = 0.5  # of the strongest passage's weight: a second one is quoted from here on

Findings = tuple[Finding, ...]
Aside = tuple[SetAside, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """What members are told: `why` for each level, and the `reason` for setting aside."""

    why: Mapping[Level, str]
    reason: str


def load(path: Path) -> Wording:
    """Read the wording; `DataError` where a level has none."""
    fields = datafile.load(path).fields({"reason": True, "why": True})
    levels = {level.value: True for level in Level if level > Level.NONE}
    why = {Level(name): value.text() for name, value in fields["why"].fields(levels).items()}
    return Wording(why, fields["reason"].text())


def settle(
    opinion: Opinion,
    places: Mapping[Any, Span],
    text: Text,
    findings: Findings,
    set_aside: Aside,
    wording: Wording,
) -> tuple[Level, Findings, Aside]:
    """Return the level, what speaks for it and what was set aside."""
    level = opinion.level if text.words else Level.NONE
    kept = tuple(finding for finding in findings if finding.level <= level)
    graver = tuple(_aside(finding, wording) for finding in findings if finding.level > level)
    if level > Level.NONE and not any(finding.level == level for finding in kept):
        why = wording.why[level]
        passages = _passages(opinion.votes(), places, text)
        kept = (*(_finding(text, level, why, *span) for span in passages), *kept)
    return level, kept, (*graver, *set_aside)


def _aside(finding: Finding, wording: Wording) -> SetAside:
    why = finding.why.removeprefix(because(finding.quote, ""))
    at = (finding.rule, finding.level, finding.field, finding.start, finding.end, finding.quote)
    return SetAside(*at, why, wording.reason)


def _finding(text: Text, level: Level, why: str, start: int, end: int) -> Finding:
    name, first, last, quote = text.quote(start, end)
    return Finding(RULE, level, name, first, last, quote, because(quote, why))


def _passages(votes: Mapping[Sign, float], places: Mapping[Any, Span], text: Text) -> list[Span]:
    """Return the one or two passages, each within a sentence, that weighed most.

    There is one even where no word spoke for the level, but what the rules made of them did.
    """
    weight = [0.0] * len(text.words)
    for sign, vote in votes.items():
        start, end = places.get(sign, _NOWHERE)
        for word in range(start, end):
            weight[word] += vote / (end - start)
    best = sorted(
        ((_strongest(weight, start, end), start) for start, end in _sentences(text)),
        key=lambda passage: (-passage[0][0], passage[1]),
    )
    least = min(best[0][0][0], _WORTH * best[0][0][0]) if best else 0.0
    return [span for (sum_, span), _ in best[:2] if sum_ >= least]


def _sentences(text: Text) -> Iterator[Span]:
    first = 0
    for word in range(1, len(text.words) + 1):
        if word == len(text.words) or text.sentences[word] != text.sentences[first]:
            if not text.quoted[first]:
                yield first, word
            first = word


def _strongest(weight: Sequence[float], start: int, end: int) -> tuple[float, Span]:
    """Return the run of words with the greatest sum, and the sum."""
    best, span = weight[start], (start, start + 1)
    total, first = 0.0, start
    for word in range(start, end):
        if total <= 0 or word - first >= _MOST_WORDS:
            total, first = 0.0, word
        total += weight[word]
        if total > best:
            best, span = total, (first, word + 1)
    return best, span
