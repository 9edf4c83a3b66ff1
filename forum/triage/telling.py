"""Whether a word, or two in a row, of a post speaks of a crisis for itself.

The second reader sums up all that a post says, and many sad words add up. Who thinks of dying
mostly says so in one place: words stand there that posts of a crisis have many times as often as
others. How telling they are is the logarithm of how many times.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import log
from pathlib import Path

from .datafile import DataError
from .features import QUESTION, Feature, Known, places
from .learning import Lesson
from .model import Level
from .text import Text

LEAST, ENOUGH = 1.5, 3.0  # what is less telling counts as much; what is more lacks nothing
_SEEN_IN = 4  # posts of a crisis

Telling = Mapping[Feature, float]


def lacking(text: Text, telling: Known[float]) -> float:
    """Return by how much the most telling words of a post fall short of `ENOUGH`; 0 at least.

    `telling` has each word filed with how telling it is.
    """
    return max(0.0, ENOUGH - max(places(text, QUESTION, telling), default=LEAST))


def learn(lessons: Iterable[Lesson]) -> dict[Feature, float]:
    """Return the telling words and pairs of words, from posts with and without a crisis."""
    posts = {True: 0.0, False: 0.0}
    in_posts: Counter[Feature] = Counter()  # of a crisis, however much each counts
    seen: dict[bool, dict[Feature, float]] = {True: defaultdict(float), False: defaultdict(float)}
    for lesson in lessons:
        grave = lesson.level == Level.CRISIS
        posts[grave] += lesson.counts
        for feature in filter(_is_short_run, lesson.features):
            seen[grave][feature] += lesson.counts
            in_posts[feature] += grave
    found: dict[Feature, float] = {}
    for feature, times in seen[True].items():
        often = times / posts[True]
        elsewhere = (seen[False].get(feature, 0.0) + 0.5) / max(posts[False], 1)
        if in_posts[feature] >= _SEEN_IN and log(often / elsewhere) > LEAST:
            found[feature] = log(often / elsewhere)
    return found


def _is_short_run(feature: Feature) -> bool:
    family, *words = feature
    return family == "" and len(words) <= 2


def load(path: Path) -> Telling:
    """Read what `dump` wrote; `DataError` names the line that cannot be read."""
    telling: dict[Feature, float] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            continue
        name, _, how = line.partition("\t")
        try:
            telling[tuple(name.split(" "))] = float(how)
        except ValueError as error:
            raise DataError(f"{path}:{number}: expected a feature and a number") from error
    return telling


def dump(telling: Telling) -> str:
    """Return the words as text, a feature a line, in alphabetical order."""
    lines = ["# Learnt by `flask forum triage learn`; see forum/triage/telling.py."]
    lines += [f"{' '.join(feature)}\t{how:.2f}" for feature, how in sorted(telling.items())]
    return "\n".join(lines) + "\n"
