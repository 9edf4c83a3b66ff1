"""Unsafe advice in answers and replies: what moderators should look at. Never touches a post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from . import datafile, lexicon
from .engine import DATA
from .model import Finding, Level
from .text import read

_MOST_FINDINGS = 24


@dataclass(frozen=True, slots=True)
class _Family:
    level: Level
    why: str
    unless: frozenset[str]


def review_advice(body: str) -> tuple[Finding, ...]:
    """Return the passages of an answer or reply that may be unsafe advice, in order.

    The rule's name is the family: dose, stop_taking, sell_or_share, scalding or discourage. The
    level says how soon a moderator should look. Quoted lines are not the writer's.
    """
    words, families = _load()
    text = read("", body, words.speller)
    mentions = words.find(text)
    present: dict[int, set[str]] = {}
    for mention in mentions:
        present.setdefault(mention.sentence, set()).add(mention.concept)
    findings: dict[tuple[str, int], Finding] = {}
    for mention in mentions:
        family = families.get(mention.concept)
        if family is None or text.quoted[mention.start]:
            continue
        if not family.unless & present[mention.sentence]:
            name, start, end, quote = text.quote(mention.start, mention.end)
            finding = Finding(mention.concept, family.level, name, start, end, quote, family.why)
            findings.setdefault((mention.concept, mention.sentence), finding)
    return tuple(findings.values())[:_MOST_FINDINGS]


@cache
def _load() -> tuple[lexicon.Lexicon, Mapping[str, _Family]]:
    words = lexicon.load(DATA, "advice/phrases.yaml")
    families = {}
    for name, value in datafile.load(DATA / "advice" / "families.yaml").items():
        fields = value.fields({"level": True, "why": True, "unless": True})
        unless = frozenset(fields["unless"].texts())
        if name not in words.names or not unless <= words.names:
            raise value.error(f"{name}: a concept is missing from advice/phrases.yaml")
        families[name] = _Family(Level(fields["level"].text()), fields["why"].text(), unless)
    return words, families
