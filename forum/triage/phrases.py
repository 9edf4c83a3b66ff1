"""The little language in which the lexicon is written, and the automaton that finds it.

A phrase is a row of elements, separated by spaces:

| element | matches |
| --- | --- |
| `cramp` | the word |
| `cramp~` | the word and its endings: cramps, cramped, cramping |
| `(my\\|the other)` | one of these |
| `<limb>` | a member of the word class `limb` |
| `my?` `(a\\|b)?` `<limb>?` | the same, or nothing |
| `..` `...` `....` | up to 2, 4, 6 words of the same sentence (and so on to seven dots) |
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_GAPS = {"." * dots: 2 * dots - 2 for dots in range(2, 8)}
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
    forms = (word, word + "s", word + "ed", word + "ing")
    if len(word) > 2 and word[-2] in _VOWELS and word[-3] not in _VOWELS | {"w"}:
        forms += (word + word[-1] + "ed", word + word[-1] + "ing")
    return forms


Words = Callable[[str], tuple[str, ...]]


def parse(phrase: str, words: Words) -> tuple[Element, ...]:
    """Read a phrase; `words` gives the normal form of each literal. Raises `PhraseError`."""
    elements = tuple(_element(part, words) for part in _split(phrase, " "))
    if not elements or all(element.gap or element.optional for element in elements):
        raise PhraseError("a phrase needs at least one word that must be there")
    return elements


def _split(phrase: str, separator: str) -> list[str]:
    """Cut at separators that stand outside brackets."""
    parts, depth = [""], 0
    for letter in phrase.strip():
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            raise PhraseError(f"a bracket too many in {phrase.strip()!r}")
        if letter == separator and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    if depth:
        raise PhraseError(f"a bracket is not closed in {phrase.strip()!r}")
    return [part for part in parts if part.strip()]


def _element(part: str, words: Words) -> Element:
    if part in _GAPS:
        return Element(gap=_GAPS[part])
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
    rows: list[tuple[str, ...]] = [()]
    for part in _split(option, " "):
        element = _element(part, words)
        choices = ((part,),) if element.gap else element.options
        choices += ((),) if element.optional else ()
        rows = [row + choice for row in rows for choice in choices]
    return [row for row in rows if row]


@dataclass(slots=True)
class Node:
    """A state: where each word leads, gaps that may follow, and the names that end here."""

    edges: dict[str, list[Node]] = field(default_factory=dict)
    sets: dict[tuple[str, ...], Node] = field(default_factory=dict)
    gaps: dict[int, Node] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class Automaton:
    """All phrases of a lexicon, found in one sweep over the words of a post."""

    def __init__(self) -> None:
        self._root = Node()

    def add(self, name: str, elements: Sequence[Element]) -> None:
        """Make `elements` a phrase for `name`."""
        nodes = [self._root]
        for element in elements:
            reached = _step(nodes, element)
            nodes = nodes + reached if element.optional else reached
        for node in nodes:
            node.names.add(name)

    def find(
        self, words: Sequence[str], breaks: Sequence[int], classes: Mapping[int, _Classes]
    ) -> Iterator[tuple[str, int, int]]:
        """Yield (name, first word, word after the last), the longest match at each start."""
        root = self._root.edges
        for start, word in enumerate(words):
            if word not in root and start not in classes:
                continue
            longest: dict[str, int] = {}
            stack = [(self._root, start)]
            while stack:
                node, position = stack.pop()
                for name in node.names:
                    if longest.get(name, 0) < position:
                        longest[name] = position
                _follow(node, position, start, words, breaks, classes, stack)
            for name, end in longest.items():
                yield name, start, end


_Classes = list[tuple[str, int]]
_END = 2  # as in `text.END`: phrases never cross the end of a sentence


def _follow(
    node: Node,
    position: int,
    start: int,
    words: Sequence[str],
    breaks: Sequence[int],
    classes: Mapping[int, _Classes],
    stack: list[tuple[Node, int]],
) -> None:
    if position >= len(words) or (position > start and breaks[position] == _END):
        return
    for child in node.edges.get(words[position], ()):
        stack.append((child, position + 1))
    for name, end in classes.get(position, ()):
        for child in node.edges.get(name, ()):
            stack.append((child, end))
    for reach, child in node.gaps.items():
        for skipped in range(reach + 1):
            at = position + skipped
            if at >= len(words) or (skipped and breaks[at] == _END):
                break
            stack.append((child, at))


def _step(nodes: list[Node], element: Element) -> list[Node]:
    if element.gap:
        return [_after(node, "." * (element.gap // 2 + 1)) for node in nodes]
    single = tuple(row[0] for row in element.options if len(row) == 1)
    reached = [_shared(node, single) for node in nodes] if single else []
    for row in element.options:
        if len(row) > 1:
            ends = nodes
            for word in row:
                ends = [_after(node, word) for node in ends]
            reached.extend(ends)
    return reached


def _after(node: Node, word: str) -> Node:
    gap = _GAPS.get(word)
    return node.gaps.setdefault(gap, Node()) if gap else _shared(node, (word,))


def _shared(node: Node, words: tuple[str, ...]) -> Node:
    """Return the one state that these words lead to from `node`, made on first use."""
    child = node.sets.get(words)
    if child is None:
        child = node.sets[words] = Node()
        for word in words:
            node.edges.setdefault(word, []).append(child)
    return child
