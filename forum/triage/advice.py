"""Unsafe advice in answers and replies: what moderators should look at. Never touches a post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from . import datafile, lexicon
from .engine import DATA
from .lexicon import Mention
from .model import Finding, Level
from .text import Text, read

_MOST_FINDINGS = 24
_WORDS_BEFORE = 6  # how far a "never" or an "I used to" reaches
_FIELDS = {
    "level": True,
    "why": True,
    "caution": True,
    "source": True,
    "unless": False,
    "unless_before": False,
    "despite": False,
    "only_under": False,
    "asked": False,
}


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of unsafe advice; the head of `families.yaml` says what each field means."""

    level: Level
    why: str
    caution: str
    unless: frozenset[str]
    unless_before: frozenset[str]
    despite: frozenset[str]
    only_under: Level
    asked: bool


def review_advice(body: str, under: Level = Level.NONE) -> tuple[Finding, ...]:
    """Return the passages of an answer or reply that may be unsafe advice, in order.

    `under` is the care level of the question above it: talking someone out of care weighs as much
    as what they are talked out of. A finding's rule is the family, its level how soon a moderator
    should look. Quoted lines are not the writer's.
    """
    words, book = _load()
    text = read("", body, words.speller)
    mentions = words.find(text)
    around = _Around.of(mentions)
    findings: dict[tuple[str, int], Finding] = {}
    for mention in mentions:
        family = book.get(mention.concept)
        if family is None or under < family.only_under or text.quoted[mention.start]:
            continue
        if mention.sentence in text.asking and not family.asked:
            continue
        if around.lets_count(mention, family):
            findings.setdefault((mention.concept, mention.sentence), _found(mention, text, under))
    return tuple(findings.values())[:_MOST_FINDINGS]


def families() -> Mapping[str, Family]:
    """Return every family by its name."""
    return _load()[1]


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a find: the mentions of its sentence, and which begin at which word."""

    beside: Mapping[int, Mapping[str, Mention]]
    begun: Mapping[int, list[Mention]]

    @classmethod
    def of(cls, mentions: Sequence[Mention]) -> _Around:
        beside: dict[int, dict[str, Mention]] = {}
        begun: dict[int, list[Mention]] = {}
        for mention in mentions:
            beside.setdefault(mention.sentence, {})[mention.concept] = mention
            begun.setdefault(mention.start, []).append(mention)
        return cls(beside, begun)

    def lets_count(self, found: Mention, family: Family) -> bool:
        beside = self.beside[found.sentence]
        if family.despite & beside.keys():
            return True
        # "You need no doctor" holds "need a doctor": words inside the find do not speak against it.
        if any(
            not found.start <= beside[name].start < found.end
            for name in family.unless & beside.keys()
        ):
            return False
        return not any(
            other.concept in family.unless_before
            and other.sentence == found.sentence
            and other.end > found.start - _WORDS_BEFORE
            for start in range(found.start - 2 * _WORDS_BEFORE, found.start)
            for other in self.begun.get(start, ())
        )


def _found(mention: Mention, text: Text, under: Level) -> Finding:
    family = families()[mention.concept]
    against_care = family.only_under > Level.NONE or mention.concept == "discourage"
    level = max(family.level, under) if against_care else family.level
    name, start, end, quote = text.quote(mention.start, mention.end)
    return Finding(mention.concept, level, name, start, end, quote, family.why)


@cache
def _load() -> tuple[lexicon.Lexicon, Mapping[str, Family]]:
    words = lexicon.load(DATA, "advice/phrases.yaml")
    words.concepts.prepare()
    pairs = datafile.load(DATA / "advice" / "families.yaml").items()
    return words, {name: _family(name, value, words.names) for name, value in pairs}


def _family(name: str, value: datafile.Value, known: frozenset[str]) -> Family:
    fields = value.fields(_FIELDS)

    def concepts(field: str) -> frozenset[str]:
        return frozenset(fields[field].texts()) if field in fields else frozenset()

    unless, before, despite = map(concepts, ("unless", "unless_before", "despite"))
    if missing := ({name} | unless | before | despite) - known:
        raise value.error(f"{name}: advice/phrases.yaml has no concept {min(missing)!r}")
    return Family(
        level=Level(fields["level"].text()),
        why=fields["why"].text(),
        caution=fields["caution"].text(),
        unless=unless,
        unless_before=before,
        despite=despite,
        only_under=Level(fields["only_under"].text()) if "only_under" in fields else Level.NONE,
        asked="asked" in fields,
    )
