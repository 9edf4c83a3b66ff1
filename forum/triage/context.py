"""Context: which mentions are denied, supposed, feared, over, quoted, someone else's.

A cue is a concept with a reach. Most of what a cue may do is data (`context.yaml`); the code
here only applies it. A mention that context removes keeps the reason and stays visible.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from . import datafile
from .lexicon import Mention
from .text import NO_BREAK, Text

SCOPES = (
    "itself",
    "forward",
    "backward",
    "sentence",
    "before",
    "after",
    "onward",
    "until",
    "around",
    "post",
)
VOICES = (
    "own_in_question",
    "general_in_question",
    "own_in_reply",
    "general_in_reply",
    "named",
    "pronoun",
    "openers",
)
_DENIALS = frozenset(
    ["not", "no", "never", "nothing", "unable", "without", "cannot", "hardly", "barely", "nobody"]
)
UNHEARD = "story"  # the reason of what is not the writer's, as a quotation is not
_LONGEST = 40  # words in the longest mention
KINDS = ("question", "answer", "reply", "comment")


@dataclass(frozen=True, slots=True)
class Cue:
    """What the concept of the same name does to the mentions around it.

    `scope` is where: `itself`, what overlaps the cue; `forward` and `backward` within the
    sentence up to `reach` words and no farther than a `stop` concept; the `sentence`; all
    `before` or `after` it, its own sentence included; `onward`, it and what follows up to a
    sentence with a `stop`; `until`, the same up to the `stop` itself; `around`, the sentence and
    its neighbours; the whole `post`.
    Sentences with one of the `spares` keep their mentions; a mention of one of `cancelled_by`
    anywhere disarms it.
    `only` and `never` limit it to some concepts (wider ones included) or exempt some.
    The second reader skips the words that a cue with the reason `UNHEARD` governs, as it skips
    those of a quoted post.
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
    tolerated: Mapping[str, frozenset[str]]
    deniable: frozenset[str]


def load(path: Path, concepts: frozenset[str]) -> Context:
    """Read `context.yaml`; `DataError` for an unknown concept, reason or scope."""
    file = datafile.load(path).fields(
        dict.fromkeys(("reasons", "tolerated", "deniable", "voices", "cues"), True)
    )
    reasons = {name: value.text() for name, value in file["reasons"].items()}
    voices = {
        name: _names(value, concepts)
        for name, value in file["voices"].fields(dict.fromkeys(VOICES, True)).items()
    }
    cues = tuple(_cue(n, value, reasons, concepts) for n, value in file["cues"].items())
    tolerated = {n: frozenset(value.texts()) for n, value in file["tolerated"].items()}
    deniable = _names(file["deniable"], concepts)
    return Context(cues, reasons, voices, tolerated, deniable)


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
    kinds = frozenset(fields["kinds"].texts() if "kinds" in fields else KINDS)
    reach = fields["reach"].whole_number() if "reach" in fields else 8
    return Cue(name, reason, scope, reach, **sets, kinds=kinds)


def _names(value: datafile.Value, concepts: frozenset[str]) -> frozenset[str]:
    for name in value.texts():
        if name not in concepts:
            raise value.error(f"there is no concept {name!r}")
    return frozenset(value.texts())


@dataclass(slots=True)
class _Post:
    """A post's mentions, in the ways in which cues look them up."""

    text: Text
    mentions: list[Mention]
    starts: list[int]
    by_name: dict[str, list[Mention]]

    def named(self, names: frozenset[str]) -> Iterator[Mention]:
        """Yield the mentions of some concepts, concept by concept."""
        for name in names & self.by_name.keys():
            yield from self.by_name[name]

    def around(self, sign: Mention) -> list[Mention]:
        """Return the mentions that begin no later than a sign, and may reach it."""
        first = bisect_left(self.starts, sign.start - _LONGEST)
        return self.mentions[first : bisect_right(self.starts, sign.start)]


def _post(text: Text, mentions: list[Mention]) -> _Post:
    mentions.sort(key=attrgetter("start"))
    by_name: dict[str, list[Mention]] = {}
    for mention in mentions:
        concept = mention.concept
        if concept in by_name:
            by_name[concept].append(mention)
        else:
            by_name[concept] = [mention]
    return _Post(text, mentions, [mention.start for mention in mentions], by_name)


def apply(
    context: Context, text: Text, mentions: list[Mention], kind: str
) -> dict[str, list[Mention]]:
    """Set the `reason` of every mention that the context removes; return them by concept."""
    post = _post(text, mentions)
    if True in text.quoted:
        _give(mentions, "quoted", lambda mention: text.quoted[mention.start])
    present = [cue for cue in context.cues if cue.name in post.by_name]
    for cue in present:
        if kind in cue.kinds:
            _apply(cue, post)
    for cue in present:
        if cue.scope == "forward":
            _deny_inside(cue, post, context.deniable)
    unvoiced = _unvoiced(context, post, kind)
    if unvoiced:
        _give(mentions, "general", lambda mention: mention.sentence in unvoiced)
    return post.by_name


def _give(mentions: Iterable[Mention], reason: str, to: Callable[[Mention], bool]) -> None:
    for mention in mentions:
        if not mention.reason and to(mention):
            mention.reason = reason


def _apply(cue: Cue, post: _Post) -> None:
    if cue.cancelled_by and any(not other.reason for other in post.named(cue.cancelled_by)):
        return
    signs = [sign for sign in post.by_name[cue.name] if not sign.reason]
    if signs and cue.scope in ("before", "after", "post"):
        signs = [signs[-1] if cue.scope == "before" else signs[0]]
    stops = sorted(post.named(cue.stops), key=attrgetter("start"))
    spared = {mention.sentence for mention in post.named(cue.spares)}
    for sign in signs:
        first, last = _range(cue, sign, post, stops)
        for index in range(bisect_left(post.starts, first), bisect_left(post.starts, last)):
            mention = post.mentions[index]
            if (
                not mention.reason
                and mention.sentence not in spared
                and _governs(cue, sign, mention, post)
            ):
                mention.reason = cue.reason
        if cue.reason == UNHEARD:
            post.text.quoted[first:last] = [True] * (last - first)


def _deny_inside(cue: Cue, post: _Post, deniable: frozenset[str]) -> None:
    """Remove the deniable mentions that hold the cue among their own words."""
    for sign in post.by_name[cue.name]:
        if not sign.reason:
            for mention in post.around(sign):
                if sign.end < mention.end and mention.concept in deniable:
                    mention.reason = mention.reason or cue.reason


def _governs(cue: Cue, sign: Mention, mention: Mention, post: _Post) -> bool:
    if cue.reason == "denied" and not _DENIALS.isdisjoint(
        post.text.words[mention.start : mention.end]
    ):
        return False  # "can't feel", "won't stop": the denial is what the finding says
    if cue.scope == "itself" and (mention.end <= sign.start or mention.start >= sign.end):
        return False
    if cue.scope == "forward" and mention.end <= sign.end:
        return False  # a part of the cue itself
    return (
        mention.concept != cue.name
        and (not cue.only or mention.concept in cue.only)
        and mention.concept not in cue.never
    )


def _range(cue: Cue, sign: Mention, post: _Post, stops: list[Mention]) -> tuple[int, int]:
    """Return the first word that the cue governs and the one after the last."""
    size = len(post.text.words)
    start, end = post.text.bounds(sign.sentence)
    if cue.scope == "forward":
        return sign.start + 1, _stopped(stops, sign, min(end, sign.end + cue.reach))
    if cue.scope == "until":
        return start, _stopped(stops, sign, size)
    if cue.scope == "backward":
        return max(start, sign.start - cue.reach), sign.start
    if cue.scope == "onward":
        later = [stop.sentence for stop in stops if stop.sentence > sign.sentence]
        return start, post.text.firsts[later[0]] if later else size
    if cue.scope == "around":
        last = min(sign.sentence + 1, len(post.text.firsts) - 1)
        return post.text.firsts[max(0, sign.sentence - 1)], post.text.bounds(last)[1]
    return {
        "itself": (max(0, sign.start - _LONGEST), sign.end),
        "before": (0, end),
        "after": (start, size),
        "post": (0, size),
    }.get(cue.scope, (start, end))


def _stopped(stops: list[Mention], sign: Mention, last: int) -> int:
    """Return where the first of `stops` after a sign begins, at `last` at the latest."""
    at = bisect_left(stops, sign.end, key=lambda stop: stop.start)
    return min(last, stops[at].start) if at < len(stops) else last


def _unvoiced(context: Context, post: _Post, kind: str) -> set[int]:
    """Return the sentences in which no one speaks of a person: rules, advice, questions.

    A sentence with a sign of a person is that person's; one with a sign of generality is not;
    one with neither follows the sentence before it, and in a question counts as the asker's.
    In a reply "he" and "she" are someone's only once a relative or patient has been named.
    """
    where = "in_question" if kind == "question" else "in_reply"
    own, general_signs = context.voices["own_" + where], context.voices["general_" + where]
    voices = _voices(context, post)
    unvoiced = set()
    general = kind == "answer"
    for sentence in range(len(post.text.firsts)):
        concepts = voices.get(sentence, set())
        if concepts & own:
            general = False
            if concepts & context.voices["named"]:
                own = own | context.voices["pronoun"]
        elif concepts & general_signs:
            general = True
        elif kind == "question":
            general = False
        if general:
            unvoiced.add(sentence)
    return unvoiced


def _voices(context: Context, post: _Post) -> dict[int, set[str]]:
    """Return the concepts of each sentence; an opener counts only at the start of a clause."""
    found: dict[int, set[str]] = {}
    openers = context.voices["openers"]
    for mention in post.named(frozenset().union(*context.voices.values())):
        inside = post.text.breaks[mention.start] == NO_BREAK
        if not (inside and mention.concept in openers):
            found.setdefault(mention.sentence, set()).add(mention.concept)
    return found
