"""The assessment of one post: read, find, weigh the context, combine, explain."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from . import context, lexicon, rules, second_reader, settling, telling
from .evaluation import Labelled
from .features import QUESTION, Known, features, places
from .learning import Lesson
from .lexicon import Lexicon, Mention
from .model import Assessment, Finding, Level, SetAside, because
from .second_reader import Opinion
from .text import Text, read, sentence_around

DATA = Path(__file__).parent / "data"
ENGINE = "8"
_MOST_FINDINGS = 24
_DOUBT = 1.3  # of the second reader's scores; chosen on posts kept aside
# By how much more must speak for a crisis that no rule has found, for each unit that its words are
# less telling than they might be (`telling.py`). In the same scores, chosen on the same posts.
_DOUBT_OF_CRISIS = 1.5
# By how much more where the post asks what by itself is no complaint: who tells of a hard year and
# asks about shoes seldom means to die.
_DOUBT_OF_CALM_QUESTION = 1.5
_POINTING_BACK = frozenset(["that", "this", "it"])
# By how much more must speak for an emergency or a crisis where medicine is told of as people take
# it and no rule has found one: the second reader learnt of medicine mostly from overdoses.
_DOUBT_OF_MEDICINE = 1.0
_MEDICINE = "everyday_medicine"  # a concept
_KEPT = 16  # assessments of the latest texts

Row = tuple[Mention, ...]
Key = tuple[str, str, int, int]
Item = TypeVar("Item", Finding, SetAside)


class Evidence(NamedTuple):
    """What the rules and the context made of a post; `told` is as `second_reader.signs` has it.

    `medicated` says whether it tells of an ordinary dose, or of leaving a medicine off.
    """

    findings: tuple[Finding, ...]
    set_aside: tuple[SetAside, ...]
    told: bool
    medicated: bool


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything that was read from the data files, and their version."""

    lexicon: Lexicon
    context: context.Context
    rules: rules.Index
    second_reader: second_reader.SecondReader
    known: Known[int]  # the votes of words, which it counts
    telling: Known[float]  # of a crisis, each filed with how telling it is
    wording: settling.Wording
    version: str
    outright: frozenset[str] = frozenset()  # the rules that stand


def load_rulebook(folder: Path = DATA, *, taught: bool = True) -> Rulebook:
    """Read and validate all data files of `folder`; raises `datafile.DataError`.

    Unless `taught`, the second reader is left without weights: it is about to learn them.
    """
    words = lexicon.load(folder)
    settings = context.load(folder / "context.yaml", words.names)
    listed = rules.load(folder, words.names, settings)
    book = rules.Index.of(listed)
    outright = frozenset(rule.name for rule in listed if rule.stands)
    words.concepts.prepare()  # needs room for a moment, which the weights then take
    weights = folder / "second_reader.tsv"
    reader, known = second_reader.load_by_words(weights) if taught else second_reader.UNTAUGHT
    told = telling.load(folder / "crisis_words.tsv") if taught else {}
    tells = Known.filed(told.items())
    wording = settling.load(folder / "second_reader.yaml")
    version = version_of(folder)
    return Rulebook(words, settings, book, reader, known, tells, wording, version, outright)


def version_of(folder: Path) -> str:
    """Return a short hash of the engine and of the data files of `folder`."""
    digest = hashlib.sha256(ENGINE.encode())
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "care.yaml":
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


_reading = Lock()  # held while someone reads the rule book, which others then need not


@cache
def _rulebook() -> Rulebook:
    return load_rulebook()


def rulebook() -> Rulebook:
    """Return the rule book of the package, read once, by whoever asks first."""
    with _reading:
        return _rulebook()


def rules_version() -> str:
    """Return a short hash that changes whenever a rule, a word or the engine changes."""
    return rulebook().version


@cache
def known_spellings() -> Mapping[str, str]:
    """Return what people mean by the slips and short forms that triage knows: "nite" is "night"."""
    return MappingProxyType(lexicon.spellings(DATA))


def is_known_word(word: str) -> bool:
    """Say whether a word in lower case is one that triage has, and so no slip of another."""
    return rulebook().lexicon.speller.knows(word)


def assess(
    title: str, body: str, kind: str = "question", *, book: Rulebook | None = None
) -> Assessment:
    """Say how soon the person in a post should seek care, and why.

    `body` is the Markdown source; offsets in the result refer to `title` and `body` as passed.
    `kind` is "question", "answer", "reply" or "comment"; ValueError for anything else.
    """
    if kind not in context.KINDS:
        raise ValueError(
            f"unknown kind of post {kind!r}; expected one of {', '.join(context.KINDS)}"
        )
    return _assessed(book, title, body, kind) if book else _assessed_lately(title, body, kind)


@lru_cache(maxsize=_KEPT)
def _assessed_lately(title: str, body: str, kind: str) -> Assessment:
    """Assess a text; one that is previewed, refused or posted just after it is read once."""
    return _assessed(rulebook(), title, body, kind)


def _assessed(book: Rulebook, title: str, body: str, kind: str) -> Assessment:
    text = read(title, body, book.lexicon.speller)
    evidence = _evidence(book, text, kind)
    opinion = _opinion(book, text, kind, evidence)
    opinion = _unless_a_red_flag_stands(book, opinion, text, evidence, kind)
    found = evidence.findings, evidence.set_aside
    settled = settling.settle(opinion, opinion.words, text, *found, book.wording)
    return Assessment(*settled, book.version)


def _unless_a_red_flag_stands(
    book: Rulebook, opinion: Opinion, text: Text, evidence: Evidence, kind: str
) -> Opinion:
    """Return `opinion`, or a graver one where a red flag holds in the sentence it stands in.

    Neither mild complaints nor denials must outvote a red flag: beside them it is weighed by its
    own words, and these have to speak clearly against it (`_DOUBT`).
    Where the whole post complains of nothing, there is a reason (a story, a rule, a joke) that
    its sentence alone does not show; what a rule that `stands` has found is heard even so.
    """
    outright = [finding for finding in evidence.findings if finding.rule in book.outright]
    flags = outright if opinion.level == Level.NONE else evidence.findings
    for level, found in ((Level.CRISIS, outright), (Level.EMERGENCY, flags)):
        if opinion.level < level and any(
            _read_alone(book, sentence, text, evidence, kind).level >= level
            for sentence in sentences_with(level, found, text)
        ):
            return replace(opinion, level=level)
    return opinion


def _read_alone(
    book: Rulebook, sentence: str, text: Text, evidence: Evidence, kind: str
) -> Opinion:
    """Return the opinion of one sentence of a post; of the post, where that is all of it."""
    if sentence.strip() != (text.title + text.body).strip():
        text = read("", sentence, book.lexicon.speller)
        evidence = _evidence(book, text, kind)
    return _opinion(book, text, kind, evidence, _DOUBT)


def sentences_with(level: Level, findings: Iterable[Finding], text: Text) -> Iterable[str]:
    """Return each sentence, once, in which a finding of `level` stands."""
    sources = {"title": text.title, "body": text.body}
    places = {
        (finding.field, *sentence_around(sources[finding.field], finding.start, finding.end))
        for finding in findings
        if finding.level == level
    }
    return [sources[name][start:end] for name, start, end in sorted(places)]


def lessons(
    posts: Iterable[Labelled], *, counts: float = 1.0, book: Rulebook | None = None
) -> Iterator[Lesson]:
    """Yield what the second reader would go by in each labelled post, with its label.

    Each counts for as many posts as `counts` says.
    """
    book = book or load_rulebook(taught=False)
    for post in posts:
        text = read(post.title, post.body, book.lexicon.speller)
        found, aside, told, _ = _evidence(book, text, post.kind)
        said = second_reader.signs(found, aside, told, post.kind)
        yield Lesson((*features(text, post.kind), *said), post.level, counts)


def _opinion(
    book: Rulebook, text: Text, kind: str, evidence: Evidence, favour: float = 0.0
) -> Opinion:
    found, aside, told, medicated = evidence
    said = [("kind", kind), *second_reader.signs(found, aside, told, kind)]
    words = places(text, kind, book.known)
    flagged = any(finding.level >= Level.EMERGENCY for finding in found)
    less = _DOUBT_OF_MEDICINE if medicated and not flagged else 0.0
    opinion = book.second_reader.read(said, words, favour - less)
    if opinion.level < Level.CRISIS or any(f.level == Level.CRISIS for f in found):
        return opinion
    doubt = _DOUBT_OF_CRISIS * telling.lacking(text, book.telling)
    doubt += _DOUBT_OF_CALM_QUESTION if _asks_calmly(book, text, kind) else 0.0
    return book.second_reader.read(said, words, favour - less, doubt)


def _asks_calmly(book: Rulebook, text: Text, kind: str) -> bool:
    """Say whether a post asks something, and the last that it asks would have no notice alone.

    "Does that count?" asks of what stands before. Who answers a desperate person asks calm
    questions, too, so this is not looked at in answers.
    """
    if kind != QUESTION or not text.asking:
        return False
    _, _, _, words = text.quote(*text.bounds(max(text.asking)))
    question = read("", words, book.lexicon.speller)
    if not _POINTING_BACK.isdisjoint(question.words):
        return False
    return _opinion(book, question, kind, _evidence(book, question, kind)).level == Level.NONE


def _evidence(book: Rulebook, text: Text, kind: str) -> Evidence:
    """Return what the rules find in a post, and what context sets aside."""
    found = context.apply(book.context, text, book.lexicon.find(text), kind)
    findings: dict[Key, Finding] = {}
    set_aside: dict[Key, SetAside] = {}
    for rule in book.rules.possible(found):
        if kind not in rule.kinds or len(text.words) > rule.most_words:
            continue
        held = False
        for row in rules.matches(rule, found):
            held = True
            _collect(findings, row, lambda *at, r=rule: _finding(text, r, *at))
        if not held:
            for row in rules.matches(rule, found, removed=True):
                reason = _reason(book, rule, row)
                if reason:
                    _collect(set_aside, row, lambda *at, r=rule, w=reason: _aside(text, r, w, *at))
    return Evidence(
        tuple(list(findings.values())[:_MOST_FINDINGS]),
        tuple(list(set_aside.values())[:_MOST_FINDINGS]),
        any(not mention.reason for mentions in found.values() for mention in mentions),
        any(not mention.reason for mention in found.get(_MEDICINE, ())),
    )


def _reason(book: Rulebook, rule: rules.Rule, row: Row) -> str:
    for mention, item in zip(row, rule.items, strict=True):
        expected = mention.reason == item.reason or mention.reason in rule.tolerated
        if mention.reason and not expected and item.reason != "any":
            return book.context.reasons[mention.reason]
    return ""


def _collect(into: dict[Key, Item], row: Row, make: Callable[[int, int], Item]) -> None:
    for start, end in _spans(row):
        item = make(start, end)
        into.setdefault((item.rule, item.field, item.start, item.end), item)


def _spans(row: Sequence[Mention]) -> Iterable[tuple[int, int]]:
    """Join the mentions of one sentence: one span of words for each sentence of the row."""
    spans: dict[int, tuple[int, int]] = {}
    for mention in row:
        start, end = spans.get(mention.sentence, (mention.start, mention.end))
        spans[mention.sentence] = min(start, mention.start), max(end, mention.end)
    return spans.values()


def _finding(text: Text, rule: rules.Rule, start: int, end: int) -> Finding:
    name, first, last, quote = text.quote(start, end)
    return Finding(rule.name, rule.level, name, first, last, quote, because(quote, rule.why))


def _aside(text: Text, rule: rules.Rule, reason: str, start: int, end: int) -> SetAside:
    name, first, last, quote = text.quote(start, end)
    return SetAside(rule.name, rule.level, name, first, last, quote, rule.why, reason)
