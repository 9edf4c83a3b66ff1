"""How the second reader learns: multinomial logistic regression over the features of posts.

Stochastic gradient descent with a step of its own for each weight (AdaGrad: Duchi, Hazan and
Singer, "Adaptive Subgradient Methods", JMLR 12, 2011), so that rare words learn as well as
common ones. No label is taken for certain, and each time that a post is studied some of its
features are left out (label smoothing; dropout): on writers who had taught nothing both did
better. Deterministic: the same posts in the same order give the same weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, sqrt
from random import Random

from .evaluation import Labelled
from .features import Feature
from .model import Level
from .second_reader import LEVELS, SecondReader, weigh_up

_EPOCHS = 12
_STEP = 0.3
_BIAS_STEP = 0.01
KEPT = 100_000  # features
_SEEN_IN = 4  # posts that a feature must stand in
_UNSURE = 0.05  # of every label is shared out among the other levels
_OVERLOOKED = 0.4  # of a post's features, others each time, so that the rest learn to do without
_SHORT = 300  # characters
_ONE_IN = 7  # of the rows of short questions is joined
_SMALL = 0.01  # errors below this teach nothing
_SIZES = len(LEVELS)
# Missing a level costs more than giving it without need: how far each is favoured once the weights
# are learnt. Chosen on posts kept aside (tests/triage/cases/held-*).
_LEAN = (0.0, 0.56, 0.46, 0.4, 1.72)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The features of a post, the level that it deserves, and for how many posts it counts.

    Less than one is for text about anything else: it teaches what means nothing, and has no say in
    how rare a level is.
    """

    features: Sequence[Feature]
    level: Level
    counts: float = 1.0


@dataclass(slots=True)
class _Pupil:
    """Weights while they are learnt, a row of numbers for each feature."""

    weights: list[list[float]]
    squares: list[list[float]]  # of the gradients so far
    bias: list[float]


def joined(posts: Iterable[Labelled]) -> Iterator[Labelled]:
    """Yield two, and three, short questions in a row as one, at the highest level.

    From these the second reader learns that calm words do not take the urgency from others. Only
    one row in seven is joined: more of them teach that long posts are grave, which they are not.
    """
    short = [p for p in posts if p.kind == "question" and len(p.body) < _SHORT]
    for many in (2, 3):
        for start in range(0, len(short) - many + 1, many * _ONE_IN):
            parts = short[start : start + many]
            level = max(part.level for part in parts)
            body = "\n\n".join(f"{part.title}\n{part.body}".strip() for part in parts)
            yield Labelled("+".join(part.id for part in parts), "", body, "question", level, "")


def learn(
    lessons: Sequence[Lesson],
    *,
    keep: int = KEPT,
    progress: Progress = lambda _done, _total: None,
) -> SecondReader:
    """Learn twice: once with all features, then again with the `keep` that weighed most."""
    counts = Counter(feature for lesson in lessons for feature in lesson.features)
    names = [feature for feature, count in counts.items() if count >= _SEEN_IN]
    first = _learn(lessons, names, lambda done: progress(done, 2 * _EPOCHS))
    strong = _strongest(first.weights, keep)
    reader = _learn(lessons, strong, lambda done: progress(done + _EPOCHS, 2 * _EPOCHS))
    return replace(reader, lean=_LEAN)


def mean(earlier: SecondReader, later: SecondReader, *, keep: int = KEPT) -> SecondReader:
    """Return what both think on average, with the `keep` features that weigh most.

    What only one of them knows is nothing to the other. Each round of posts has its ways; the mean
    of what was learnt before and after one goes by them less.
    """
    names = {**earlier.weights, **later.weights}
    nothing = (0.0,) * _SIZES
    weights = {
        name: _halfway(earlier.weights.get(name, nothing), later.weights.get(name, nothing))
        for name in names
    }
    strong = {name: weights[name] for name in _strongest(weights, keep)}
    return SecondReader(strong, _halfway(earlier.bias, later.bias), later.lean)


def _halfway(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    return tuple((a + b) / 2 for a, b in zip(one, other, strict=True))


def _strongest(weights: Mapping[Feature, Sequence[float]], keep: int) -> list[Feature]:
    return sorted(weights, key=lambda name: (-max(map(abs, weights[name])), name))[:keep]


def _learn(
    lessons: Sequence[Lesson], names: Iterable[Feature], tell: Callable[[int], None]
) -> SecondReader:
    number = {name: place for place, name in enumerate(names)}
    rows = [[number[name] for name in lesson.features if name in number] for lesson in lessons]
    pupil = _Pupil(
        [[0.0] * _SIZES for _ in number],
        [[_SMALL] * _SIZES for _ in number],
        [0.0] * _SIZES,
    )
    importance = _importance(lessons)
    order = list(range(len(lessons)))
    chance = Random(1)  # noqa: S311 (an order of study, not a secret)
    for epoch in range(_EPOCHS):
        chance.shuffle(order)
        for place in order:
            lesson = lessons[place]
            seen = [feature for feature in rows[place] if chance.random() >= _OVERLOOKED]
            _study(pupil, seen, lesson.level.rank, importance[lesson.level] * lesson.counts)
        tell(epoch + 1)
    weights = {name: tuple(pupil.weights[place]) for name, place in number.items()}
    return SecondReader(weights, tuple(pupil.bias), (0.0,) * _SIZES)


def _importance(lessons: Sequence[Lesson]) -> dict[Level, float]:
    """Rare levels count for more, by the square root of how rare they are."""
    counts = dict.fromkeys(LEVELS, 0.0)
    for lesson in lessons:
        if lesson.counts >= 1:
            counts[lesson.level] += lesson.counts
    total = sum(counts.values())
    return {level: sqrt(total / _SIZES / (count or 1)) for level, count in counts.items()}


def _deserved(labelled: bool) -> float:
    """Return how likely a level shall seem: certainty would overrate the ways of one writer."""
    return 1 - _UNSURE if labelled else _UNSURE / (_SIZES - 1)


def _study(pupil: _Pupil, row: Sequence[int], level: int, importance: float) -> None:
    scale = 1 / sqrt(len(row) + 1)
    weights, squares = pupil.weights, pupil.squares
    scores = weigh_up(pupil.bias, [weights[place] for place in row], len(row))
    highest = max(scores)
    odds = [exp(score - highest) for score in scores]
    total = sum(odds)
    for rank in range(_SIZES):
        error = (odds[rank] / total - _deserved(rank == level)) * importance
        if abs(error) < _SMALL:
            continue
        pupil.bias[rank] -= _BIAS_STEP * error
        gradient = error * scale
        for place in row:
            squares[place][rank] += gradient * gradient
            weights[place][rank] -= _STEP * gradient / sqrt(squares[place][rank])
