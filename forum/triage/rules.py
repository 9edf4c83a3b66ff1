"""Rules: which concepts together mean which level, and the evidence for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import datafile
from .context import KINDS, Context
from .lexicon import Mention
from .model import Level

_WINDOWS = {"sentence": (0, 30), "near": (2, 45), "post": (10**6, 10**6)}
_TITLE_REACH = 4  # a title speaks for this many sentences that follow it
_ANY_LENGTH = 10**6
_MOST = 40  # mentions of one concept that are looked at


@dataclass(frozen=True, slots=True)
class Item:
    """One condition: any of `concepts`, not removed by context except for `reason`."""

    concepts: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """All of `items` within the window, and none of `unless` anywhere in the post.

    It holds in posts of up to `most_words`: who writes one line about a red flag and names no
    time means now, where a story of many lines might tell of any time. One that `stands` is
    said outright: its sentence is heard whatever the rest of the post says.
    """

    name: str
    level: Level
    why: str
    items: tuple[Item, ...]
    within: str
    unless: tuple[Item, ...]
    source: str = ""
    tolerated: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset(KINDS)
    most_words: int = _ANY_LENGTH
    stands: bool = False


Found = Mapping[str, Sequence[Mention]]


@dataclass(frozen=True, slots=True)
class Index:
    """Finds the rules whose concepts all occur, in one addition.

    Each rule has a bit for each of its items and one above them, the guard. Where all items of a
    rule occur, adding one at its lowest bit carries into the guard.
    """

    rules: Mapping[int, Rule]  # by the bit length of the guard, in their order
    items: Mapping[str, int]  # the items that a concept satisfies
    lowest: int
    guards: int

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Index:
        """Return the index of `rules`."""
        guarded: dict[int, Rule] = {}
        items: dict[str, int] = {}
        bit, lowest, guards = 1, 0, 0
        for rule in rules:
            lowest |= bit
            for item in rule.items:
                for concept in item.concepts:
                    items[concept] = items.get(concept, 0) | bit
                bit <<= 1
            guards |= bit
            guarded[bit.bit_length()] = rule
            bit <<= 1
        return cls(guarded, items, lowest, guards)

    def possible(self, found: Found) -> Iterator[Rule]:
        """Yield the rules whose items all have a mention, whatever its reason."""
        occurring = 0
        for concept in found:
            occurring |= self.items.get(concept, 0)
        carried = (occurring + self.lowest) & self.guards
        while carried:
            guard = carried & -carried
            carried ^= guard
            yield self.rules[guard.bit_length()]


def load(folder: Path, concepts: frozenset[str], context: Context) -> tuple[Rule, ...]:
    """Read `rules/*.yaml`; the file's name is the level. Raises `DataError`."""
    rules: dict[str, Rule] = {}
    for path in sorted((folder / "rules").glob("*.yaml")):
        for name, value in datafile.load(path).items():
            if name in rules:
                raise value.error(f"the rule {name!r} exists already")
            rules[name] = _rule(name, Level(path.stem.split("_")[0]), value, concepts, context)
    return tuple(sorted(rules.values(), key=lambda rule: -rule.level.rank))


_FIELDS = {
    "all": True,
    "why": True,
    "within": False,
    "unless": False,
    "kinds": False,
    "tolerates": False,
    "source": False,
    "most_words": False,
    "stands": False,
}


def _rule(
    name: str,
    level: Level,
    value: datafile.Value,
    concepts: frozenset[str],
    context: Context,
) -> Rule:
    fields = value.fields(_FIELDS)
    within = fields["within"].text() if "within" in fields else "near"
    if within not in _WINDOWS:
        raise fields["within"].error(f"unknown window {within!r}; expected {', '.join(_WINDOWS)}")
    items = _items(fields["all"], concepts, context.reasons)
    unless = _items(fields["unless"], concepts, context.reasons) if "unless" in fields else ()
    source = fields["source"].text() if "source" in fields else ""
    if level >= Level.EMERGENCY and not source:
        raise value.error(f"{name}: a red flag names its source")
    tolerated = context.tolerated.get(level.value, frozenset())
    if "tolerates" in fields:
        tolerated |= frozenset(fields["tolerates"].texts())
    kinds = frozenset(fields["kinds"].texts() if "kinds" in fields else KINDS)
    most_words = fields["most_words"].whole_number() if "most_words" in fields else _ANY_LENGTH
    stands = "stands" in fields
    if stands and fields["stands"].text() != "true":
        raise fields["stands"].error("expected true, or no such field")
    why = fields["why"].text()
    return Rule(
        name, level, why, items, within, unless, source, tolerated, kinds, most_words, stands
    )


def _items(
    value: datafile.Value, concepts: frozenset[str], reasons: Mapping[str, str]
) -> tuple[Item, ...]:
    items = []
    for text in value.texts():
        reason, colon, rest = text.partition(":")
        names = tuple(name.strip() for name in (rest if colon else reason).split("|"))
        for name in names:
            if name not in concepts:
                raise value.error(f"there is no concept {name!r}")
        if colon and reason not in (*reasons, "any"):
            raise value.error(f"unknown reason {reason!r}")
        items.append(Item(names, reason if colon else ""))
    return tuple(items)


def matches(rule: Rule, found: Found, *, removed: bool = False) -> Iterator[tuple[Mention, ...]]:
    """Yield the mentions of each place where the rule holds, one for each of its items.

    With `removed`, context is ignored: what would have matched had nothing been set aside.
    """
    columns = [_candidates(item, found, rule.tolerated, removed) for item in rule.items]
    if not all(columns) or any(_candidates(item, found, frozenset()) for item in rule.unless):
        return
    for anchor in columns[0]:
        row = [anchor]
        for column in columns[1:]:
            best = _nearest(anchor, column, rule.within)
            if best is None:
                break
            row.append(best)
        else:
            yield tuple(row)


def _candidates(
    item: Item, found: Found, tolerated: frozenset[str], removed: bool = False
) -> list[Mention]:
    everything: list[Mention] = []
    for name in item.concepts:
        if name in found:
            everything += found[name][:_MOST]
    if removed or item.reason == "any":
        return everything
    return [m for m in everything if m.reason == item.reason or m.reason in tolerated]


def _nearest(anchor: Mention, column: Sequence[Mention], within: str) -> Mention | None:
    sentences, words = _WINDOWS[within]
    start, sentence = anchor.start, anchor.sentence
    least = words + 1
    best: Mention | None = None
    for mention in column:
        apart = abs(mention.start - start)
        if apart < least:
            between = abs(mention.sentence - sentence)
            title = within == "near" and min(mention.sentence, sentence) == 0
            if between <= (_TITLE_REACH if title else sentences):
                best, least = mention, apart
    return best
