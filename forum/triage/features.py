"""What the second reader looks at in a post: runs of words, pairs of words, who is spoken of.

Numbers are read by meaning first ("3 wks" and "three weeks" are both `<weeks>`), and quoted
lines are left out. A feature is a row of words that begins with the name of its family:

| family | example | meaning |
| --- | --- | --- |
| `""` | `("", "not", "stop")` | words that follow one another; `,` and `.` are pauses and ends |
| `~` | `("~", "pain", "weeks")` | the same with one word between them |
| `&` | `("&", "calf", "hot")` | two telling words near each other in a sentence, in either order |
| `me` | `("me?", "dizzy")` | a word in a sentence about oneself; `?` in a question |
| `them` `you` `it` | `("it", "dizzy")` | the same about another person, anyone, nobody |
| `kind` | `("kind", "answer")` | the kind of post |
| `re_me` `re_it` … | `("re_me", "dizzy")` | the same as `me`, in a post that is no question |

Who answers speaks otherwise than who asks: "I could not walk" tells of what is over. So in an
answer, a reply or a comment a word about somebody counts once more as one of those, and so does
what the rules said (`in_reply`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from .text import END, NO_BREAK, Text

Feature = tuple[str, ...]
Span = tuple[int, int]

QUESTION = "question"  # the kind of post that begins a thread
_REPLYING = "re_"

_VAGUE = frozenset(["<n>", "<duration>", "<many>", "<one_or_two>"])
_NOTHING: dict[str, Any] = {}
_APART = 7  # telling words between the two of a pair
_PLAIN = frozenset(
    (  # noqa: SIM905 (a table of words reads better than a list of strings)
        "the a an and to of in it is was i my me he she her his that this with for on at be so "
        "as but or by from we you your are were been have has had do did just , ."
    ).split()
)
_PERSONS = (
    ("me", frozenset(["i", "my", "me", "mine"])),
    ("them", frozenset(["he", "she", "his", "her", "him"])),
    ("you", frozenset(["you", "your", "anyone", "people", "someone"])),
)

Sign = TypeVar("Sign", bound=Hashable)  # what a feature is filed as

Value = TypeVar("Value")


class _Made(dict[str, Value]):
    """Holds something for every word, which it makes when it is asked for by `[]`."""

    def __init__(self, make: Callable[[str], Value]) -> None:
        super().__init__()
        self._make = make

    def __bool__(self) -> bool:
        return True

    def __contains__(self, word: object) -> bool:
        return bool(word)

    def __missing__(self, word: str) -> Value:
        return self._make(word)


def _shared() -> dict[str, Any]:
    return _NOTHING


@dataclass(slots=True)
class _Company(Generic[Sign]):
    """The features of a word that are worth looking for: by itself and with other words."""

    alone: Sign | None = None
    about: dict[str, Sign] = field(default_factory=_shared)  # by person
    seconds: dict[str, Sign] = field(default_factory=_shared)
    thirds: dict[str, dict[str, Sign]] = field(default_factory=_shared)  # by the second
    skipping: dict[str, Sign] = field(default_factory=_shared)
    near: dict[str, Sign] = field(default_factory=_shared)


def _any_company(word: str) -> _Company[Feature]:
    """Return whatever features a word may have."""
    return _Company(
        ("", word),
        _Made(lambda person: (person, word)),
        _Made(lambda second: ("", word, second)),
        _Made(lambda second: _Made(lambda third: ("", word, second, third))),
        _Made(lambda third: ("~", word, third)),
        _Made(lambda other: ("&", *sorted((word, other)))),
    )


@dataclass(frozen=True, slots=True)
class Known(Generic[Sign]):
    """Which features are worth looking for, filed by their words."""

    company: dict[str, _Company[Sign]]

    @classmethod
    def of(cls, features: Iterable[Feature]) -> Known[Feature]:
        """Return how to look for `features` and no others."""
        return Known.filed((feature, feature) for feature in features)

    @staticmethod
    def filed(signs: Iterable[tuple[Feature, Sign]]) -> Known[Sign]:
        """Return how to look for features, each of which has a sign that stands for it."""
        company: dict[str, _Company[Sign]] = {}
        for feature, sign in signs:
            _file(feature, sign, company)
        return Known(company)


EVERY = Known(_Made(_any_company))
_NONE = _Company[Any]()


def _file(feature: Feature, sign: Sign, company: dict[str, _Company[Sign]]) -> None:
    """File a feature; words get a dictionary of their own when they need one."""
    family, word, *others = feature
    its = company[word] if word in company else company.setdefault(word, _Company())
    if family == "&":
        its.near = its.near or {}
        its.near[others[0]] = sign
        other = company.setdefault(others[0], _Company())
        other.near = other.near or {}
        other.near[word] = sign
    elif family == "~":
        its.skipping = its.skipping or {}
        its.skipping[others[0]] = sign
    elif family:
        its.about = its.about or {}
        its.about[family] = sign
    elif not others:
        its.alone = sign
    elif len(others) == 1:
        its.seconds = its.seconds or {}
        its.seconds[others[0]] = sign
    else:
        its.thirds = its.thirds or {}
        its.thirds.setdefault(others[0], {})[others[1]] = sign


def in_reply(feature: Feature) -> Feature:
    """Return what a feature is called where it is one of an answer, a reply or a comment."""
    family, *words = feature
    return _REPLYING + family, *words


def features(text: Text, kind: str, known: Known[Feature] = EVERY) -> dict[Feature, Span]:
    """Return the kind of a post and its `known` features, with the place of each."""
    return {("kind", kind): (0, 0)} | places(text, kind, known)


def places(text: Text, kind: str, known: Known[Sign]) -> dict[Sign, Span]:
    """Return the signs of the `known` features of a post with the first place of each.

    A place is its first word, and one after the last. Grows no faster than the post.
    """
    found: dict[Sign, Span] = {}
    tokens = _Tokens(*zip(*_tokens(text), strict=True))
    filed = known.company
    company = [filed[word] if word in filed else _NONE for word in tokens.words]  # noqa: SIM401
    _note_runs(tokens, company, found)
    for first, last in _sentences(tokens.words):
        person = _person(text, tokens, first, last)
        families = (person,) if kind == QUESTION else (person, _REPLYING + person)
        _note_sentence(tokens, company, first, last, families, found)
    return found


class _Tokens(NamedTuple):
    """The words outside quotations, numbers by meaning, with pauses and ends between.

    `starts` holds the word of the post at which each begins, `ends` the one after its last.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def _tokens(text: Text) -> Iterator[tuple[str, int, int]]:
    meant: dict[int, tuple[str, int]] = {}
    for name, start, end in text.quantities:
        if name not in _VAGUE:
            meant[start] = (name, end)
    end = 0
    for at, (word, kind, quoted) in enumerate(
        zip(text.words, text.breaks, text.quoted, strict=True)
    ):
        if at < end:
            continue  # within a quantity
        name, end = meant[at] if at in meant else (word, at + 1)
        if not quoted:
            if kind != NO_BREAK:
                yield "." if kind == END else ",", at, at
            yield "#" if name[0].isdigit() else name, at, end
    yield ".", end, end


def _note_runs(tokens: _Tokens, company: list[_Company[Sign]], found: dict[Sign, Span]) -> None:
    words, ends = (*tokens.words, "", ""), (*tokens.ends, 0, 0)
    rows = zip(company, tokens.starts, words[1:], words[2:], ends, ends[1:], ends[2:], strict=False)
    note = found.setdefault
    for its, start, second, third, end, after_second, after_third in rows:
        if its.alone:
            note(its.alone, (start, end))
        if second in its.seconds:
            note(its.seconds[second], (start, after_second))
        if second in its.thirds and third in its.thirds[second]:
            note(its.thirds[second][third], (start, after_third))
        if third in its.skipping:
            note(its.skipping[third], (start, after_third))


def _sentences(words: Sequence[str]) -> Iterator[Span]:
    first = 0
    for last in range(1, len(words)):
        if words[last] == ".":
            yield first, last
            first = last
    yield first, len(words)


def _person(text: Text, tokens: _Tokens, first: int, last: int) -> str:
    """Return the family of a sentence's words: who is spoken of, and whether it asks."""
    words = tokens.words[first:last]
    person = next((name for name, signs in _PERSONS if not signs.isdisjoint(words)), "it")
    at = tokens.starts[first]
    asks = at < len(text.words) and text.sentences[at] in text.asking
    return person + "?" if asks else person


def _note_sentence(
    tokens: _Tokens,
    company: list[_Company[Sign]],
    first: int,
    last: int,
    families: Iterable[str],
    found: dict[Sign, Span],
) -> None:
    words, starts, ends = tokens
    note = found.setdefault
    for family in families:
        for at in range(first, last):
            about = company[at].about
            if family in about:
                note(about[family], (starts[at], ends[at]))
    telling = [at for at in range(first, last) if words[at] not in _PLAIN]
    for number, at in enumerate(telling, start=1):
        near = company[at].near
        if near:
            for other in telling[number : number + _APART]:
                if words[other] in near:
                    note(near[words[other]], (starts[at], ends[other]))
