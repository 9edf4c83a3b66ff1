"""Context: which mentions are denied, supposed, feared, over, quoted, someone else's.

A cue is a concept with a reach. Most of what a cue may do is data (`context.yaml`); the code
here only applies it. A mention that context removes keeps the reason and stays visible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import datafile
from .lexicon import Mention
from .text import Text

SCOPES = ("itself", "forward", "backward", "sentence", "before", "after", "around", "post")
_REPLIES = frozenset(("answer", "reply", "comment"))
_KINDS = ("question", "answer", "reply", "comment")


@dataclass(frozen=True, slots=True)
class Cue:
    """What the concept of the same name does to the mentions around it.

    `scope` is where: `forward` and `backward` within the sentence up to `reach` words and no
    farther than a `stop` concept; the `sentence`; all `before` or `after` it, its own sentence
    included; `around`, the sentence and its neighbours; or the whole `post`. Sentences with one
    of the `spares` keep their mentions; a mention of one of `cancelled_by` anywhere disarms it.
    `only` and `never` limit it to some concepts (wider ones included) or exempt some.
    """

    name: str
    reason: str
    scope: str
    reach: int
    stops: frozenset[str]
    spares: frozenset[str]
    cancelled_by: frozenset[str]
    only: frozenset[str]
    never: frozenset[str]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Context:
    """All cues, in the order in which they apply, and the words for each reason."""

    cues: tuple[Cue, ...]
    reasons: Mapping[str, str]
    voices: Mapping[str, frozenset[str]]


def load(path: Path, concepts: frozenset[str]) -> Context:
    """Read `context.yaml`; `DataError` for an unknown concept, reason or scope."""
    file = datafile.load(path).fields({"reasons": True, "voices": True, "cues": True})
    reasons = {name: value.text() for name, value in file["reasons"].items()}
    voices = {
        name: _names(value, concepts)
        for name, value in file["voices"].fields({"own": True, "general": True}).items()
    }
    cues = tuple(_cue(n, value, reasons, concepts) for n, value in file["cues"].items())
    return Context(cues, reasons, voices)


_FIELDS = {
    "reason": True,
    "scope": True,
    "reach": False,
    "stops": False,
    "spares": False,
    "cancelled_by": False,
    "only": False,
    "never": False,
    "kinds": False,
}


def _cue(
    name: str, value: datafile.Value, reasons: Mapping[str, str], concepts: frozenset[str]
) -> Cue:
    fields = value.fields(_FIELDS)
    if name not in concepts:
        raise value.error(f"there is no concept {name!r}")
    reason, scope = fields["reason"].text(), fields["scope"].text()
    if reason not in reasons:
        raise fields["reason"].error(f"unknown reason {reason!r}")
    if scope not in SCOPES:
        raise fields["scope"].error(f"unknown scope {scope!r}; expected {', '.join(SCOPES)}")
    sets = {
        key: _names(fields[key], concepts) if key in fields else frozenset[str]()
        for key in ("stops", "spares", "cancelled_by", "only", "never")
    }
    kinds = frozenset(fields["kinds"].texts() if "kinds" in fields else _KINDS)
    reach = int(fields["reach"].text()) if "reach" in fields else 8
    return Cue(name, reason, scope, reach, **sets, kinds=kinds)


def _names(value: datafile.Value, concepts: frozenset[str]) -> frozenset[str]:
    for name in value.texts():
        if name not in concepts:
            raise value.error(f"there is no concept {name!r}")
    return frozenset(value.texts())


def apply(context: Context, text: Text, mentions: list[Mention], kind: str) -> None:
    """Set the `reason` of every mention that the context removes."""
    by_name: dict[str, list[Mention]] = {}
    by_sentence: dict[int, set[str]] = {}
    for mention in mentions:
        by_name.setdefault(mention.concept, []).append(mention)
        by_sentence.setdefault(mention.sentence, set()).add(mention.concept)
        if text.quoted[mention.start]:
            mention.reason = "quoted"
    for cue in context.cues:
        if kind in cue.kinds and cue.name in by_name:
            _apply(cue, text, mentions, by_name, by_sentence)
    for sentence in _unvoiced(context, text, by_sentence, kind):
        for mention in mentions:
            if mention.sentence == sentence and not mention.reason:
                mention.reason = "general"


def _apply(
    cue: Cue,
    text: Text,
    mentions: list[Mention],
    by_name: Mapping[str, list[Mention]],
    by_sentence: Mapping[int, set[str]],
) -> None:
    if any(not other.reason for name in cue.cancelled_by for other in by_name.get(name, ())):
        return
    stops = [m for name in cue.stops for m in by_name.get(name, ())]
    for sign in by_name[cue.name]:
        if sign.reason:
            continue
        first, last = _range(cue, sign, text, stops)
        for mention in mentions:
            if (
                not mention.reason
                and mention is not sign
                and first <= mention.start < last
                and (mention.end <= sign.start or mention.start >= sign.end)
                != (cue.scope == "itself")
                and not (cue.spares & by_sentence[mention.sentence])
                and (not cue.only or mention.concept in cue.only)
                and mention.concept not in cue.never
            ):
                mention.reason = cue.reason


def _range(cue: Cue, sign: Mention, text: Text, stops: Iterable[Mention]) -> tuple[int, int]:
    """Return the first word that the cue governs and the one after the last."""
    size = len(text.words)
    if cue.scope in ("post", "itself"):
        return 0, size
    start, end = _sentence(text, sign.start)
    if cue.scope == "forward":
        last = min(end, sign.end + cue.reach)
        return sign.end, min([s.start for s in stops if sign.end <= s.start] + [last])
    if cue.scope == "backward":
        first = max(start, sign.start - cue.reach)
        return max([s.end for s in stops if s.end <= sign.start] + [first]), sign.start
    if cue.scope == "before":
        return 0, end
    if cue.scope == "after":
        return start, size
    if cue.scope == "around":
        return _sentence(text, max(0, start - 1))[0], _sentence(text, min(size - 1, end))[1]
    return start, end


def _sentence(text: Text, position: int) -> tuple[int, int]:
    number = text.sentences[position]
    start = position
    while start > 0 and text.sentences[start - 1] == number:
        start -= 1
    end = position
    while end < len(text.words) and text.sentences[end] == number:
        end += 1
    return start, end


def _unvoiced(
    context: Context, text: Text, by_sentence: Mapping[int, set[str]], kind: str
) -> set[int]:
    """Return the sentences in which no one speaks of a person: rules, advice, questions.

    A sentence with a sign of a person is that person's; one with a sign of generality is not;
    one with neither follows the sentence before it, and in a question counts as the asker's.
    """
    unvoiced = set()
    general = kind == "answer"
    for sentence in dict.fromkeys(text.sentences):
        concepts = by_sentence.get(sentence, set())
        if concepts & context.voices["own"]:
            general = False
        elif concepts & context.voices["general"]:
            general = True
        elif kind not in _REPLIES:
            general = False
        if general:
            unvoiced.add(sentence)
    return unvoiced
