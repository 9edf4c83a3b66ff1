"""The second reader: weighs the whole post, after the rules have spoken.

Rules find what they have words for, and cannot know all words. The second reader has learnt
from labelled posts (`learning.py`) how much each feature of a post (`features.py`), each rule
that fired and each reason for which a finding was set aside speaks for each level. Its opinion
decides; the words that weighed most are its evidence. The weights are a text file, a feature a
line, so that a reader of this project can look up what it goes by.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import sqrt
from pathlib import Path
from sys import intern

from . import votes
from .datafile import DataError
from .features import QUESTION, Feature, Known, Span, in_reply
from .model import Finding, Level, SetAside

LEVELS = tuple(Level)
UNIT = 50  # the file holds weights as whole numbers of 1/UNIT
Weights = tuple[float, ...]
Row = tuple[int, ...]  # the same in the units of the file
Sign = Feature | int  # a feature by its name, or by its vote (`votes.py`)
_GRAVE = LEVELS.index(Level.EMERGENCY)
_SAID = ("rule", "rules", "aside", "told")  # families of what the rules and the context said
# Families of features that are no words.
_NAMED = frozenset(["bias", "lean", "kind", *_SAID, *(in_reply((name,))[0] for name in _SAID)])
_LITTLE = 40  # known features: a post with as many gets half of the lean


def weigh_up(bias: Sequence[float], rows: Collection[Sequence[float]], many: int) -> list[float]:
    """Return `bias` and the sum of `rows`, the less of each the more features they are for."""
    scale = 1 / sqrt(many + 1)
    sums = map(sum, zip(*rows, strict=True)) if rows else [0.0] * len(LEVELS)
    return [start + scale * total for start, total in zip(bias, sums, strict=True)]


@dataclass(frozen=True, slots=True)
class Opinion:
    """The level, the runner-up below it, and the weights of each feature that spoke.

    `words` are the votes (`votes.py`) of the features that are words, and where these stand.
    """

    level: Level
    rival: Level
    known: Mapping[Feature, Weights]
    words: Mapping[int, Span] = field(default_factory=dict)

    def votes(self) -> dict[Sign, float]:
        """Return how much each feature spoke for the level rather than for its rival."""
        best, rival = self.level.rank, self.rival.rank
        spoke: dict[Sign, float] = {
            word: votes.lead(word, best, rival) / UNIT for word in self.words
        }
        spoke.update((feature, row[best] - row[rival]) for feature, row in self.known.items())
        return spoke


@dataclass(frozen=True, slots=True)
class SecondReader:
    """`weights` holds a number for each level, `none` first; `bias` is where each level starts.

    `lean` is how far each level is favoured in a post that says much; one that says little gets
    less of it, so that a bare "hello" alarms no one.
    """

    weights: Mapping[Feature, Weights]
    bias: Weights
    lean: Weights

    def read(
        self,
        found: Iterable[Feature],
        words: Mapping[int, Span] | None = None,
        favour: float = 0.0,
        doubt: float = 0.0,
    ) -> Opinion:
        """Return the likeliest level of a post with these features, by name and as `words`.

        `favour` is by how much less may speak for the gravest two levels than for another, `doubt`
        by how much more must speak for a crisis.
        """
        words = words or {}
        weigh = self.weights.get
        known = {feature: row for feature in found if (row := weigh(feature)) is not None}
        counted = tuple(weight / UNIT for weight in votes.weights(sum(words)))
        scores = self._scores(len(known) + len(words), [*known.values(), counted])
        for grave in range(_GRAVE, len(LEVELS)):
            scores[grave] += favour
        scores[-1] -= doubt
        best = max(range(len(LEVELS)), key=scores.__getitem__)
        rival = max(range(best), key=scores.__getitem__, default=0)
        return Opinion(LEVELS[best], LEVELS[rival], known, words)

    def _scores(self, many: int, rows: Collection[Weights]) -> list[float]:
        """Return how much `many` features speak for each level; a high score is a likely level."""
        told = many / (many + _LITTLE)
        weighed = weigh_up(self.bias, rows, many)
        return [score + told * lean for score, lean in zip(weighed, self.lean, strict=True)]


_NOTHING: Known[int] = Known({})
UNTAUGHT = SecondReader({}, (0.0,) * len(LEVELS), (0.0,) * len(LEVELS)), _NOTHING


def signs(
    findings: Iterable[Finding], set_aside: Iterable[SetAside], told: bool, kind: str
) -> list[Feature]:
    """Return what the rules and the context said of a post of this kind, as features of their own.

    `told` says whether the context left any mention of any concept standing.
    """
    highest = max((finding.level for finding in findings), default=Level.NONE)
    said: list[Feature] = [("rule", finding.rule) for finding in findings]
    said += [("aside", *item.reason.split(" ")) for item in set_aside]
    if not told:
        said.append(("told", "nothing"))
    said = list(dict.fromkeys([*said, ("rules", highest.value)]))
    return said if kind == QUESTION else [*said, *map(in_reply, said)]


def load(path: Path) -> SecondReader:
    """Read what `dump` wrote; `DataError` names the line that cannot be read."""
    return _reader(path, dict(_rows(path)))


def load_by_words(path: Path) -> tuple[SecondReader, Known[int]]:
    """Read the same, without the features that are words, and how to look for these.

    Each line is filed as it is read: all of them at once would take more memory than what is kept,
    and leave it in pieces.
    """
    named: dict[Feature, Row] = {}
    known = Known.filed(_words(_rows(path), named))
    return _reader(path, named), known


def _words(
    rows: Iterable[tuple[Feature, Row]], named: dict[Feature, Row]
) -> Iterator[tuple[Feature, int]]:
    """Yield the features that are words, each with its vote; put the others into `named`."""
    for number, (feature, row) in enumerate(rows):
        if feature[0] in _NAMED:
            named[feature] = row
        else:
            yield feature, votes.vote(number, row)


def _reader(path: Path, rows: dict[Feature, Row]) -> SecondReader:
    for needed in ("bias", "lean"):
        if (needed,) not in rows:
            raise DataError(f"{path}:1: there is no line for {needed}")
    weights = {feature: tuple(weight / UNIT for weight in row) for feature, row in rows.items()}
    return SecondReader(weights, bias=weights.pop(("bias",)), lean=weights.pop(("lean",)))


def _rows(path: Path) -> Iterator[tuple[Feature, Row]]:
    """Yield what the file says of each feature, in units of 1/UNIT."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.startswith("#"):
                continue
            try:
                name, *numbers = line.split("\t")
                row = tuple(map(_whole_number, numbers))
                if len(row) != len(LEVELS):
                    raise ValueError("expected a feature and a whole number for each level")
            except ValueError as error:
                raise DataError(f"{path}:{number}: {error}") from error
            yield tuple(map(intern, name.split(" "))), row


@lru_cache(maxsize=2_000)
def _whole_number(typed: str) -> int:
    """Read a whole number; the same few come again and again."""
    return int(typed)


def dump(reader: SecondReader) -> str:
    """Return the weights as text, a feature a line, in alphabetical order."""
    rows = {("bias",): reader.bias, ("lean",): reader.lean, **reader.weights}
    lines = [
        "# Learnt by `flask forum triage learn`; see forum/triage/second_reader.py.",
        "# feature\t" + "\t".join(level.value for level in LEVELS),
    ]
    for feature in sorted(rows):
        numbers = [round(value * UNIT) for value in rows[feature]]
        if any(numbers) or len(feature) == 1:
            lines.append("\t".join([" ".join(feature), *map(str, numbers)]))
    return "\n".join(lines) + "\n"
