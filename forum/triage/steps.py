"""What phrases are made of once they have been read: steps, each a choice of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .phrases import GAPS, Element

Row = tuple[str, ...]
Classes = Mapping[str, Sequence[Row]]
Pattern = tuple["str | Step", ...]
Steps = tuple[tuple["Step", bool], ...]


@dataclass(slots=True, eq=False)
class Step:
    """One of `words`, quantities, `rows` of words or `patterns`; or up to `gap` words of any kind.

    A pattern is a row with classes or gaps in it. Rows and patterns are filed by how they begin,
    the `leads`: by their first two words ("lower leg"), or by the first where something else
    comes second. A step is `plain` that has words and no more.
    """

    words: frozenset[str] = frozenset()
    quantities: tuple[str, ...] = ()
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    patterns: Mapping[str, Sequence[Pattern]] = field(default_factory=dict)
    gap: int = 0
    leads: frozenset[str] = field(init=False)
    plain: bool = field(init=False)

    def __post_init__(self) -> None:
        self.leads = frozenset([*self.rows, *self.patterns])
        self.plain = not (self.quantities or self.leads)

    @property
    def beginnings(self) -> frozenset[str]:
        """Return every word, pair of words and quantity with which the step may begin."""
        return self.words.union(self.quantities, self.leads)


@dataclass(slots=True, eq=False)
class Phrase:
    """Steps in order, and whether each may be left out."""

    name: str
    steps: Steps

    @property
    def needed(self) -> Iterator[tuple[Step, bool]]:
        """Yield the steps that must be there, and whether the next must follow at once.

        That is so after a plain step with no gap or other step between it and the next.
        """
        last = len(self.steps) - 1
        for at, (step, optional) in enumerate(self.steps):
            if not (optional or step.gap):
                follower = self.steps[at + 1] if at < last else None
                loose = follower is None or follower[1] or follower[0].gap > 0
                yield step, step.plain and not loose


class Workshop:
    """Makes steps of elements, each kind once. `classes` are the rows of each `<class>`."""

    def __init__(self, classes: Classes) -> None:
        self._classes = classes
        self._made: dict[object, Step] = {}

    def step(self, element: Element) -> Step:
        """Return the step for an element of a phrase."""
        return self._gap(element.gap) if element.gap else self._choice(element.options)

    def clear(self) -> None:
        """Forget what was made: that is large, and serves only to make more."""
        self._made.clear()

    def _gap(self, words: int) -> Step:
        return self._made.setdefault(words, Step(gap=words))

    def _choice(self, options: Iterable[Row]) -> Step:
        options = frozenset(self._flat(options))
        if options not in self._made:
            self._made[options] = self._filed(options)
        return self._made[options]

    def _flat(self, options: Iterable[Row]) -> Iterator[Row]:
        """Yield the members of classes that stand alone, instead of the classes."""
        for row in options:
            if len(row) == 1 and row[0] in self._classes:
                yield from self._flat(self._classes[row[0]])
            else:
                yield row

    def _filed(self, options: Iterable[Row]) -> Step:
        words: list[str] = []
        rows: dict[str, list[Row]] = {}
        patterns: dict[str, list[Pattern]] = {}
        for row in options:
            if len(row) == 1:
                words += row
            elif any(word[0] in "<." for word in row):
                pattern = tuple(map(self._part, row))
                for beginning in _beginnings(pattern):
                    patterns.setdefault(beginning, []).append(pattern)
            else:
                rows.setdefault(f"{row[0]} {row[1]}", []).append(row)
        quantities = tuple(word for word in words if word[0] == "<")
        return Step(frozenset(words).difference(quantities), quantities, rows, patterns)

    def _part(self, word: str) -> str | Step:
        if word in GAPS:
            return self._gap(GAPS[word])
        return self._choice([(word,)]) if word[0] == "<" else word


def _beginnings(pattern: Pattern) -> Iterable[str]:
    first, second = pattern[:2]
    if isinstance(first, Step):
        return first.beginnings
    return [f"{first} {second}" if isinstance(second, str) else first]
