"""The automaton that finds every phrase of the lexicon in one sweep over the words of a post.

Phrases form a graph of nodes. A search from one word is in several nodes at once; each such
set is a `State`, made when first met and kept, so that a step costs one look-up. No state is
entered twice at the same word, and a phrase has a greatest length, so the time is linear.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .phrases import GAPS, Element

_END = 2  # as `text.END`: phrases never cross the end of a sentence
_MOST_STATES = 12_000  # the cache of states starts afresh beyond this, to bound memory
_OTHER = ""  # stands for all words that no phrase contains

Row = tuple[str, ...]
Classes = Mapping[str, Sequence[Row]]
Spans = Mapping[int, Sequence[tuple[str, int]]]


@dataclass(slots=True, eq=False)
class Node:
    """Where each set of words leads, gaps that may follow, and the names that end here."""

    edges: dict[int, Node] = field(default_factory=dict)
    more: dict[str, set[Node]] | None = None  # last words of longer members
    gaps: dict[int, Node] | None = None
    names: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class State:
    """Nodes reached together, each with the number of words that may still be skipped."""

    nodes: dict[Node, int]
    names: tuple[str, ...]
    steps: dict[str, State | None] = field(default_factory=dict)


class Automaton:
    """Phrases under names. `classes` gives the rows of words that each `<class>` stands for."""

    def __init__(self, classes: Classes) -> None:
        self._classes = classes
        self._root = Node()
        self._numbers: dict[str | frozenset[str], int] = {}  # of word classes and other sets
        self._sets: dict[str, list[int]] = {}  # the sets that a word is in
        self._states: dict[frozenset[tuple[Node, int]], State] = {}
        self._start = State({self._root: 0}, ())

    def add(self, name: str, elements: Iterable[Element]) -> None:
        """Make `elements` a phrase for `name`."""
        nodes = [self._root]
        for element in elements:
            reached = self._follow(nodes, element)
            nodes = nodes + reached if element.optional else reached
        for node in nodes:
            node.names = (*node.names, name) if name not in node.names else node.names

    def _follow(self, nodes: list[Node], element: Element) -> list[Node]:
        if element.gap:
            return [self._after(node, "." * (element.gap // 2 + 1)) for node in nodes]
        single = frozenset(row[0] for row in element.options if len(row) == 1)
        plain = frozenset(word for word in single if word[0] != "<")
        reached = [self._share(node, plain, plain) for node in nodes if plain]
        for row in element.options:
            if len(row) > 1 or row[0] not in plain:
                ends = nodes
                for word in row:
                    ends = [self._after(node, word) for node in ends]
                reached.extend(ends)
        return reached

    def _after(self, node: Node, word: str) -> Node:
        if word in GAPS:
            node.gaps = node.gaps or {}
            return node.gaps.setdefault(GAPS[word], Node())
        rows = self._classes.get(word)
        if rows is None:
            return self._share(node, word, (word,))
        child = self._share(node, word, [row[0] for row in rows if len(row) == 1])
        for row in rows:
            if len(row) > 1:
                last = node
                for member in row[:-1]:
                    last = self._after(last, member)
                last.more = last.more or {}
                last.more.setdefault(row[-1], set()).add(child)
                self._sets.setdefault(row[-1], [])
        return child

    def _share(self, node: Node, key: str | frozenset[str], words: Iterable[str]) -> Node:
        """Return the one node that any of `words` leads to from `node`, made on first use."""
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._numbers)
            for word in words:
                self._sets.setdefault(word, []).append(number)
        if number not in node.edges:
            node.edges[number] = Node()
        return node.edges[number]

    def find(
        self, words: Sequence[str], breaks: Sequence[int], spans: Spans
    ) -> Iterator[tuple[str, int, int]]:
        """Yield (name, first word, word after the last), the longest match at each start.

        `spans` gives, for a word, the classes that begin there and the word after each.
        """
        known = [word if word in self._sets else _OTHER for word in words]
        for start, word in enumerate(known):
            first = self._step(self._start, word)
            if first is not None or start in spans:
                longest: dict[str, int] = {}
                self._run(start, known, breaks, spans, longest)
                for name, end in longest.items():
                    yield name, start, end

    def _run(
        self,
        start: int,
        words: Sequence[str],
        breaks: Sequence[int],
        spans: Spans,
        longest: dict[str, int],
    ) -> None:
        branches: list[tuple[State, int]] = [(self._start, start)]
        while branches:
            state, position = branches.pop()
            while position < len(words) and (position == start or breaks[position] != _END):
                for name, end in spans.get(position, ()):
                    branch = self._step(state, name)
                    if branch is not None:
                        _record(branch, end, longest)
                        branches.append((branch, end))
                found = self._step(state, words[position])
                if found is None:
                    break
                state, position = found, position + 1
                if state.names:
                    _record(state, position, longest)

    def _step(self, state: State, word: str) -> State | None:
        try:
            return state.steps[word]
        except KeyError:
            found = state.steps[word] = self._make(state, word)
            return found

    def _make(self, state: State, word: str) -> State | None:
        reached: dict[Node, int] = {}
        sets = self._sets.get(word, ())
        for node, skips in state.nodes.items():
            for child in (node.more or {}).get(word, ()):
                _enter(reached, child, 0)
            for number in sets:
                if number in node.edges:
                    _enter(reached, node.edges[number], 0)
            if skips and word[:1] != "<":
                reached[node] = max(reached.get(node, 0), skips - 1)
        if not reached:
            return None
        if len(self._states) > _MOST_STATES:
            self._states.clear()
            self._start.steps.clear()
        key = frozenset(reached.items())
        if key not in self._states:
            names = {name for node in reached for name in node.names}
            self._states[key] = State(reached, tuple(names))
        return self._states[key]


def _record(state: State, end: int, longest: dict[str, int]) -> None:
    for name in state.names:
        if longest.get(name, 0) < end:
            longest[name] = end


def _enter(reached: dict[Node, int], node: Node, skips: int) -> None:
    """Add a node and those behind its gaps, keeping the greatest number of words to skip."""
    reached[node] = max(reached.get(node, 0), skips)
    for gap, child in (node.gaps or {}).items():
        if reached.get(child, -1) < gap:
            _enter(reached, child, gap)
