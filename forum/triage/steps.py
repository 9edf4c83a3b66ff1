"""What phrases are made of once they have been read: steps, each a choice of units.

A unit is what the lexicon takes for one thing: a word ("leg"), a row of words ("lower leg") or a
quantity ("<weeks>").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from sys import intern

from .phrases import GAPS, Element

Row = tuple[str, ...]
# No two are the same. A set of them takes five times the memory; with a sentence it is compared
# in the time that the sentence takes, so that a choice of many is a set.
Units = tuple[str, ...] | frozenset[str]
_MANY = 32
Classes = Mapping[str, Sequence[Row]]


# Some units, whether the step may be left out, and up to how many words of any kind may stand
# between it and the next. A plain tuple: these are unpacked with every phrase that is tried.
Step = tuple[Units, bool, int]
Steps = tuple[Step, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """Steps in order, for a name."""

    name: str
    steps: Steps

    @property
    def needed(self) -> Iterator[tuple[Units, bool]]:
        """Yield the units of each step that must be there, and whether the next follows at once.

        That is so after a step of single words with no gap or other step between it and the next.
        """
        last = len(self.steps) - 1
        for at, (units, optional, gap) in enumerate(self.steps):
            if not optional:
                ends = at == last or gap > 0 or self.steps[at + 1][1]
                yield units, not ends and all(map(_is_word, units))


class Workshop:
    """Makes steps of elements. `classes` are the rows of each `<class>`.

    Many phrases share their choices of units; each choice is kept once.
    """

    def __init__(self, classes: Classes) -> None:
        self._classes = classes
        self._made: dict[tuple[str, ...], Units] = {}

    def steps(self, elements: Iterable[Element]) -> Iterator[Steps]:
        """Yield the rows of steps that a phrase stands for.

        That is one, and another for each alternative with a class or a gap inside.
        """
        for ways in product(*map(self._ways, elements)):
            yield tuple(_joined(step for way in ways for step in way))

    def clear(self) -> None:
        """Forget what was made: that is large, and serves only to make more."""
        self._made.clear()

    def _ways(self, element: Element) -> list[Steps]:
        """Return the rows of steps that one element stands for."""
        if element.gap:
            return [(_gap(element.gap),)]
        rows = list(dict.fromkeys(self._flat(element.options)))
        units = tuple(sorted({intern(" ".join(row)) for row in rows if _is_unit(row)}))
        ways: list[Steps] = []
        if units:
            ways.append(((self._kept(units), element.optional, 0),))
        elif element.optional:
            ways.append(())
        for row in rows:
            if not _is_unit(row):
                parts = product(*(self._ways(_element(part)) for part in row))
                ways += [tuple(step for way in part for step in way) for part in parts]
        return ways

    def _kept(self, units: tuple[str, ...]) -> Units:
        if units not in self._made:
            self._made[units] = frozenset(units) if len(units) > _MANY else units
        return self._made[units]

    def _flat(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the members of classes that stand alone, instead of the classes."""
        for row in rows:
            if len(row) == 1 and row[0] in self._classes:
                yield from self._flat(self._classes[row[0]])
            else:
                yield row


def _is_unit(row: Row) -> bool:
    return len(row) == 1 or not any(word[0] in "<." for word in row)


def _is_word(unit: str) -> bool:
    return unit[0] != "<" and " " not in unit


def _element(part: str) -> Element:
    return Element(gap=GAPS[part]) if part in GAPS else Element(options=((part,),))


def _gap(words: int) -> Step:
    return (), False, words


def _joined(steps: Iterable[Step]) -> list[Step]:
    """Return the steps with every gap given to the step before it."""
    joined: list[Step] = []
    for units, optional, gap in steps:
        if units:
            joined.append((units, optional, gap))
        else:
            units, optional, before = joined[-1]
            joined[-1] = units, optional, before + gap
    return joined
