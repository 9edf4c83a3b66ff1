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
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .text import END, NO_BREAK, Text

Feature = tuple[str, ...]
Span = tuple[int, int]
Token = tuple[str, int, int]

_VAGUE = frozenset(["<n>", "<duration>", "<many>", "<one_or_two>"])
_NOTHING: Token = ("", 0, 0)  # after the last word
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


class _Everything:
    """Holds every word."""

    def __contains__(self, word: object) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class _Company:
    """With which other words a word makes features that are worth looking for.

    `families` are those in which it stands alone: the persons, and `""`.
    """

    families: Container[str] = ()
    seconds: Container[str] = ()
    thirds: Container[str] = ()
    skipping: Container[str] = ()
    near: Container[str] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """Which features are worth looking for, by their words; a few others may be found too."""

    company: Mapping[str, _Company]
    otherwise: _Company = _Company()  # of all other words

    @classmethod
    def of(cls, features: Iterable[Feature]) -> Known:
        """Return how to look for `features`."""
        company: dict[str, tuple[set[str], ...]] = {}
        for family, *words in features:
            for word, place, other in _company(family, words):
                sets = company.setdefault(word, (set(), set(), set(), set(), set()))
                sets[place].add(other)
        return cls({word: _Company(*map(frozenset, sets)) for word, sets in company.items()})


EVERY = Known({}, _Company(*[_Everything()] * 5))


def _company(family: str, words: list[str]) -> Iterator[tuple[str, int, str]]:
    """Yield a word of a feature, the place of its company in `_Company`, and the company."""
    word, *others = words
    if not others:
        yield word, 0, family
    elif family == "~":
        yield word, 3, others[0]
    elif family == "&":
        yield word, 4, others[0]
        yield others[0], 4, word
    elif family == "":
        yield from ((word, place, other) for place, other in enumerate(others, start=1))


def features(text: Text, kind: str, known: Known = EVERY) -> dict[Feature, Span]:
    """Return the `known` features of a post with the words of the first place of each.

    A place is its first word, and one after the last. Grows no faster than the post.
    """
    found: dict[Feature, Span] = {("kind", kind): (0, 0)}
    tokens = list(_tokens(text))
    company = [known.company.get(word, known.otherwise) for word, _, _ in tokens]
    _note_runs(tokens, company, found)
    for first, last in _sentences(tokens):
        sentence = tokens[first:last]
        _note_sentence(sentence, company[first:last], _person(text, sentence), found)
    return found


def _tokens(text: Text) -> Iterator[Token]:
    """Yield the words outside quotations, numbers by meaning, with pauses and ends between."""
    meant: dict[int, tuple[str, int]] = {}
    for name, start, end in text.quantities:
        if name not in _VAGUE:
            meant[start] = (name, end)
    at = 0
    while at < len(text.words):
        name, end = meant.get(at) or (text.words[at], at + 1)
        if not text.quoted[at]:
            if text.breaks[at] != NO_BREAK:
                yield "." if text.breaks[at] == END else ",", at, at
            yield "#" if name[0].isdigit() else name, at, end
        at = end
    yield ".", at, at


def _note_runs(tokens: list[Token], company: list[_Company], found: dict[Feature, Span]) -> None:
    padded = [*tokens, _NOTHING, _NOTHING]
    for (word, start, end), (second, _, after), (third, _, last), its in zip(
        tokens, padded[1:], padded[2:], company, strict=False
    ):
        if "" in its.families:
            found.setdefault(("", word), (start, end))
        if second and second in its.seconds:
            found.setdefault(("", word, second), (start, after))
            if third and third in its.thirds:
                found.setdefault(("", word, second, third), (start, last))
        if third and third in its.skipping:
            found.setdefault(("~", word, third), (start, last))


def _sentences(tokens: list[Token]) -> Iterator[Span]:
    first = 0
    for last in range(1, len(tokens) + 1):
        if last == len(tokens) or tokens[last][0] == ".":
            yield first, last
            first = last


def _person(text: Text, sentence: list[Token]) -> str:
    """Return the family of a sentence's words: who is spoken of, and whether it asks."""
    words = {word for word, _, _ in sentence}
    person = next((name for name, signs in _PERSONS if not signs.isdisjoint(words)), "it")
    at = sentence[0][1]
    asks = at < len(text.words) and text.sentences[at] in text.asking
    return person + "?" if asks else person


def _note_sentence(
    sentence: list[Token], company: list[_Company], person: str, found: dict[Feature, Span]
) -> None:
    telling = []
    for token, its in zip(sentence, company, strict=True):
        word, start, end = token
        if person in its.families:
            found.setdefault((person, word), (start, end))
        if word not in _PLAIN:
            telling.append((token, its.near))
    for at, ((word, start, _), near) in enumerate(telling, start=1):
        for (other, _, end), _ in telling[at : at + _APART]:
            if other in near:
                pair = ("&", word, other) if word < other else ("&", other, word)
                found.setdefault(pair, (start, end))
