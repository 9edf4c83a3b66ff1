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

from collections.abc import Iterator

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


def features(text: Text, kind: str) -> dict[Feature, Span]:
    """Return every feature of a post with the words (first, one after the last) of its first place.

    Grows no faster than the length of the post.
    """
    found: dict[Feature, Span] = {("kind", kind): (0, 0)}
    tokens = list(_tokens(text))
    _note_runs(tokens, found)
    for sentence in _sentences(tokens):
        _note_sentence(sentence, _person(text, sentence), found)
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


def _note_runs(tokens: list[Token], found: dict[Feature, Span]) -> None:
    padded = [*tokens, _NOTHING, _NOTHING]
    for (word, start, end), (second, _, after), (third, _, last) in zip(
        tokens, padded[1:], padded[2:], strict=False
    ):
        found.setdefault(("", word), (start, end))
        if second:
            found.setdefault(("", word, second), (start, after))
        if third:
            found.setdefault(("", word, second, third), (start, last))
            found.setdefault(("~", word, third), (start, last))


def _sentences(tokens: list[Token]) -> Iterator[list[Token]]:
    first = 0
    for last in range(1, len(tokens) + 1):
        if last == len(tokens) or tokens[last][0] == ".":
            yield tokens[first:last]
            first = last


def _person(text: Text, sentence: list[Token]) -> str:
    """Return the family of a sentence's words: who is spoken of, and whether it asks."""
    words = {word for word, _, _ in sentence}
    person = next((name for name, signs in _PERSONS if not signs.isdisjoint(words)), "it")
    at = sentence[0][1]
    asks = at < len(text.words) and text.sentences[at] in text.asking
    return person + "?" if asks else person


def _note_sentence(sentence: list[Token], person: str, found: dict[Feature, Span]) -> None:
    for word, start, end in sentence:
        found.setdefault((person, word), (start, end))
    telling = [token for token in sentence if token[0] not in _PLAIN]
    for at, (word, start, _) in enumerate(telling, start=1):
        for other, _, end in telling[at : at + _APART]:
            pair = ("&", word, other) if word < other else ("&", other, word)
            found.setdefault(pair, (start, end))
