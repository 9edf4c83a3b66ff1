r"""The little language in which the lexicon is written.

A phrase is a row of elements, separated by spaces:

| element | matches |
| --- | --- |
| `cramp` | the word |
| `cramp~` | the word and its endings: cramps, cramped, cramping |
| `(my\|the other)` | one of these |
| `<limb>` | a member of the word class `limb` |
| `my?` `(a\|b)?` `<limb>?` | the same, or nothing |
| `..` `...` `....` | up to 2, 4, 6 words of the same sentence (and so on to seven dots) |
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

GAPS = {"." * dots: 2 * dots - 2 for dots in range(2, 8)}
_VOWELS = frozenset("aeiou")


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a phrase: some word rows or a class or a gap, perhaps left out."""

    options: tuple[tuple[str, ...], ...] = ()
    gap: int = 0
    optional: bool = False


def inflect(word: str) -> tuple[str, ...]:
    """Return `word` with its regular English endings, as verb and as noun."""
    if word.endswith("e"):
        return (word, word + "s", word + "d", word[:-1] + "ing")
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return (word, word[:-1] + "ies", word[:-1] + "ied", word + "ing")
    if word.endswith(("s", "sh", "ch", "x", "z")):
        return (word, word + "es", word + "ed", word + "ing")
    forms = [word, word + "s", word + "ed", word + "ing"]
    if len(word) > 2 and word[-2] in _VOWELS and word[-3] not in _VOWELS | {"w"}:
        forms += [word + word[-1] + "ed", word + word[-1] + "ing"]
    return tuple(forms)


Words = Callable[[str], tuple[str, ...]]


def parse(phrase: str, words: Words) -> tuple[Element, ...]:
    """Read a phrase; `words` gives the normal form of each literal. Raises `PhraseError`."""
    elements = tuple(_element(part, words) for part in _split(phrase, " "))
    if not elements or all(element.gap or element.optional for element in elements):
        raise PhraseError("a phrase needs at least one word that must be there")
    if next(element for element in elements if not element.optional).gap:
        raise PhraseError("dots need a word before them that must be there")
    return elements


def _split(phrase: str, separator: str) -> list[str]:
    """Cut at separators that stand outside brackets."""
    parts: list[str] = []
    depth = 0
    for piece in phrase.strip().split(separator):
        if depth:
            parts[-1] += separator + piece
        else:
            parts.append(piece)
        depth += piece.count("(") - piece.count(")")
        if depth < 0:
            raise PhraseError(f"a bracket too many in {phrase.strip()!r}")
    if depth:
        raise PhraseError(f"a bracket is not closed in {phrase.strip()!r}")
    return [part for part in parts if part.strip()]


def _element(part: str, words: Words) -> Element:
    if part in GAPS:
        return Element(gap=GAPS[part])
    optional = part.endswith("?")
    rows = tuple(dict.fromkeys(_rows(part.removesuffix("?"), words)))
    if not rows:
        raise PhraseError(f"nothing to match in {part!r}")
    return Element(options=rows, optional=optional)


def _rows(part: str, words: Words) -> list[tuple[str, ...]]:
    """Return the rows of words that one element stands for."""
    if part.startswith("(") and part.endswith(")"):
        return [row for option in _split(part[1:-1], "|") for row in _row(option, words)]
    if part.startswith("<") and part.endswith(">"):
        return [(part,)]
    if set(part) & set("()<>.?|"):
        raise PhraseError(f"cannot read {part!r}")
    if part.endswith("~"):
        return [(form,) for form in inflect(part[:-1])]
    return [row] if (row := words(part)) else []


def _row(option: str, words: Words) -> list[tuple[str, ...]]:
    """Return the rows of one alternative, which may itself be a row of elements."""
    if option.isalpha():
        return [words(option)]
    rows: list[tuple[str, ...]] = [()]
    for part in _split(option, " "):
        element = _element(part, words)
        choices = ((part,),) if element.gap else element.options
        choices += ((),) if element.optional else ()
        rows = [row + choice for row in rows for choice in choices]
    if any(row and row[0] in GAPS for row in rows):
        raise PhraseError(f"dots need a word before them in {option!r}")
    return [row for row in rows if row]
