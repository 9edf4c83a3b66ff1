"""The vocabulary: word classes, and the concepts that phrases stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import datafile
from .matcher import Matcher
from .phrases import Element, PhraseError, Words, parse
from .spelling import Speller
from .text import Text

QUANTITIES = frozenset(
    [
        "n",
        "many",
        "one_or_two",
        "calendar_year",
        "moments",
        "hours",
        "days",
        "weeks",
        "years",
        "duration",
        "age",
        "age_newborn",
        "age_child",
        "age_adult",
        "age_old",
        "score_high",
        "score_middle",
        "score_low",
        "fever_reading",
        "oxygen_low",
        "pressure_high",
        "pressure_raised",
        "pressure_low",
        "sugar_high",
        "sugar_low",
    ]
)


@dataclass(slots=True)
class Mention:
    """A concept at words `start` to `end` of a post; `reason` says why it does not count."""

    concept: str
    start: int
    end: int
    sentence: int
    reason: str = ""


@dataclass(slots=True)
class Lexicon:
    """Finds concepts. `parents` maps a concept to all the wider ones that include it."""

    speller: Speller
    concepts: Matcher
    parents: Mapping[str, tuple[str, ...]]
    names: frozenset[str] = field(default_factory=frozenset)

    def find(self, text: Text) -> list[Mention]:
        """Return every mention of every concept in `text`, wider concepts included."""
        spans: dict[int, list[tuple[str, int]]] = {}
        for name, start, end in text.quantities:
            spans.setdefault(start, []).append((name, end))
        mentions: list[Mention] = []
        note, parents = mentions.append, self.parents
        for name, start, end in self.concepts.find(text.words, text.breaks, spans):
            sentence = text.sentences[start]
            note(Mention(name, start, end, sentence))
            if name in parents:
                for wider in parents[name]:
                    note(Mention(wider, start, end, sentence))
        return mentions


@dataclass(slots=True)
class _Draft:
    """What has been read so far."""

    words: Words
    classes: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    concept_names: dict[str, datafile.Value] = field(default_factory=dict)
    includes: list[tuple[str, datafile.Value]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)


def load(folder: Path, concepts: str = "concepts/*.yaml") -> Lexicon:
    """Read `spelling.yaml`, `words.yaml` and the concept files; raises `DataError`."""
    fixes = spellings(folder)
    draft = _Draft(Speller(fixes).words)
    for name, value in datafile.load(folder / "words.yaml").items():
        draft.classes[f"<{name}>"] = _class(draft, name, value)
    matcher = Matcher(draft.classes)
    for path in sorted(folder.glob(concepts)):
        for name, value in datafile.load(path).items():
            _concept(draft, matcher, name, value)
    real = (folder / "real_words.txt").read_text(encoding="utf-8").split()
    return Lexicon(
        Speller(fixes, draft.known, real),
        matcher,
        _parents(draft),
        frozenset(draft.concept_names),
    )


def spellings(folder: Path) -> dict[str, str]:
    """Return what is meant by each slip, short form and brand of `spelling.yaml`, by what is typed.

    It may be several words. Raises `DataError`.
    """
    file = datafile.load(folder / "spelling.yaml")
    return {form: meant for meant, typed in file.items() for _, form in typed.lines()}


def _class(draft: _Draft, name: str, value: datafile.Value) -> list[tuple[str, ...]]:
    """Return the rows of words that a class stands for."""
    rows: list[tuple[str, ...]] = []
    for elements in _phrases(draft, name, value):
        grown: list[tuple[str, ...]] = [()]
        for element in elements:
            choices = element.options + (((),) if element.optional else ())
            grown = [row + choice for row in grown for choice in choices]
        rows.extend(row for row in grown if row)
    return list(dict.fromkeys(rows))


def _concept(draft: _Draft, concepts: Matcher, name: str, value: datafile.Value) -> None:
    if name in draft.concept_names:
        raise value.error(f"the concept {name!r} exists already")
    draft.concept_names[name] = value
    if isinstance(value.content, str):
        for elements in _phrases(draft, name, value):
            concepts.add(name, elements)
        return
    fields = value.fields({"includes": False, "phrases": False})
    if "phrases" in fields:
        for elements in _phrases(draft, name, fields["phrases"]):
            concepts.add(name, elements)
    if "includes" in fields:
        draft.includes.append((name, fields["includes"]))


def _phrases(draft: _Draft, name: str, value: datafile.Value) -> Iterator[tuple[Element, ...]]:
    for line, phrase in value.lines():
        try:
            elements = parse(phrase, draft.words)
            _check(elements, draft)
        except PhraseError as error:
            raise datafile.DataError(f"{value.path}:{line}: {name}: {error}") from error
        yield elements


def _check(elements: Sequence[Element], draft: _Draft) -> None:
    for element in elements:
        for row in element.options:
            for word in row:
                if word.isalpha():
                    draft.known.add(word)
                elif word[0] == "<" and word not in draft.classes and word[1:-1] not in QUANTITIES:
                    raise PhraseError(f"there is no word class {word}")


def _parents(draft: _Draft) -> dict[str, tuple[str, ...]]:
    direct: dict[str, set[str]] = {}
    for parent, value in draft.includes:
        for child in value.texts():
            if child not in draft.concept_names:
                raise value.error(f"{parent} includes {child!r}, which is no concept")
            direct.setdefault(child, set()).add(parent)
    return {child: tuple(sorted(_ancestors(child, direct))) for child in direct}


def _ancestors(name: str, direct: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    queue = list(direct.get(name, ()))
    while queue:
        parent = queue.pop()
        if parent not in found:
            found.add(parent)
            queue.extend(direct.get(parent, ()))
    return found
