"""How well triage agrees with labelled posts: confusion, recall, precision, kappa, misses."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from .model import Assessment, Level

Assess = Callable[[str, str, str], Assessment]
LEVELS = tuple(Level)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A post with the level that a careful reader gave it, and why."""

    id: str
    title: str
    body: str
    kind: str
    level: Level
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One labelled post and what triage said; `seconds` is the time it took."""

    post: Labelled
    assessment: Assessment
    seconds: float


@dataclass(frozen=True, slots=True)
class Score:
    """Recall, precision and their harmonic mean, each from 0 to 1; 1 where nothing was asked."""

    recall: float
    precision: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of recall and precision."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All outcomes, with the figures derived from them."""

    outcomes: tuple[Outcome, ...]

    @property
    def pairs(self) -> list[tuple[Level, Level]]:
        """Return (labelled, found) for each post."""
        return [(one.post.level, one.assessment.level) for one in self.outcomes]

    def confusion(self) -> dict[tuple[Level, Level], int]:
        """Return the number of posts for each (labelled, found), zeros included."""
        counts = Counter(self.pairs)
        return {(label, found): counts[label, found] for label in LEVELS for found in LEVELS}

    def exact(self) -> float:
        """Return the share of posts whose level is exactly right."""
        return _share(label == found for label, found in self.pairs)

    def banner(self) -> Score:
        """Return the score for "banner or none"."""
        return Score(
            _share(found > Level.NONE for label, found in self.pairs if label > Level.NONE),
            _share(label > Level.NONE for label, found in self.pairs if found > Level.NONE),
        )

    def level(self, level: Level) -> Score:
        """Return the score for exactly this level."""
        return Score(
            _share(found == level for label, found in self.pairs if label == level),
            _share(label == level for label, found in self.pairs if found == level),
        )

    def found_at_least(self, level: Level) -> float:
        """Return the share of posts of this level that were given it or a higher one."""
        return _share(found >= level for label, found in self.pairs if label == level)

    def kappa(self) -> float:
        """Return Cohen's kappa: agreement beyond chance, 1 for perfect agreement."""
        size = len(self.pairs)
        if not size:
            return 1.0
        labels, founds = Counter(a for a, _ in self.pairs), Counter(b for _, b in self.pairs)
        chance = sum(labels[level] * founds[level] for level in LEVELS) / size**2
        return (self.exact() - chance) / (1 - chance) if chance < 1 else 1.0

    def misses(self) -> list[Outcome]:
        """Return the outcomes whose level is wrong, those ranked too low first."""
        wrong = (one for one in self.outcomes if one.post.level != one.assessment.level)
        return sorted(wrong, key=lambda one: one.assessment.level.rank - one.post.level.rank)

    def median_seconds(self) -> float:
        """Return the median time for one post, 0 if there are none."""
        return median(one.seconds for one in self.outcomes) if self.outcomes else 0.0


def _share(facts: Iterable[bool]) -> float:
    known = list(facts)
    return sum(known) / len(known) if known else 1.0


def read_labelled(lines: Iterable[str]) -> Iterator[Labelled]:
    """Read JSON Lines (`id`, `title`, `body`, `kind`, `level`, `why`).

    ValueError names the line that is wrong.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            post = json.loads(line)
            yield Labelled(
                id=str(post["id"]),
                title=str(post.get("title") or ""),
                body=str(post["body"]),
                kind=str(post.get("kind") or "question"),
                level=Level(post["level"]),
                why=str(post.get("why") or ""),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"line {number}: {type(error).__name__}: {error}") from error


def evaluate(posts: Iterable[Labelled], assess: Assess) -> Evaluation:
    """Assess every post and keep the results and the times."""
    outcomes = []
    for post in posts:
        began = perf_counter()
        assessment = assess(post.title, post.body, post.kind)
        outcomes.append(Outcome(post, assessment, perf_counter() - began))
    return Evaluation(tuple(outcomes))


def text_report(evaluation: Evaluation) -> str:
    """Return figures, confusion matrix and misses as plain text."""
    banner = evaluation.banner()
    lines = [
        f"posts            {len(evaluation.outcomes)}",
        f"exact level      {evaluation.exact():.3f}",
        f"kappa            {evaluation.kappa():.3f}",
        f"banner           recall {banner.recall:.3f}  precision {banner.precision:.3f}"
        f"  F1 {banner.f1:.3f}",
        f"median time      {evaluation.median_seconds() * 1000:.2f} ms a post",
        "",
        *_level_lines(evaluation),
        "",
        *_matrix_lines(evaluation),
        "",
        *(line for miss in evaluation.misses() for line in _miss_lines(miss)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _level_lines(evaluation: Evaluation) -> list[str]:
    lines = [f"{'level':<12}{'recall':>8}{'precision':>11}{'F1':>8}{'or higher':>11}"]
    for level in LEVELS:
        score, higher = evaluation.level(level), evaluation.found_at_least(level)
        figures = f"{score.recall:>8.3f}{score.precision:>11.3f}{score.f1:>8.3f}{higher:>11.3f}"
        lines.append(f"{level.value:<12}{figures}")
    return lines


def _matrix_lines(evaluation: Evaluation) -> list[str]:
    counts = evaluation.confusion()
    lines = ["labelled \\ found".ljust(18) + "".join(f"{level.value:>11}" for level in LEVELS)]
    for label in LEVELS:
        row = "".join(f"{counts[label, found]:>11}" for found in LEVELS)
        lines.append(f"{label.value:<18}{row}")
    return lines


def _miss_lines(miss: Outcome) -> Sequence[str]:
    post, found = miss.post, miss.assessment
    lines = [f"{post.id}: labelled {post.level.value} ({post.why}), found {found.level.value}"]
    lines += [
        f"    + {one.rule}: {one.quote!r}" for one in found.findings if one.level == found.level
    ]
    lines += [
        f"    - {one.rule}: {one.quote!r}, but {one.reason}"
        for one in found.set_aside
        if one.level > found.level
    ]
    return lines
