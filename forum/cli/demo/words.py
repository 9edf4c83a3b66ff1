"""What a made-up post says: sentences of the starter library's own words, by Zipf's law.

They mean nothing, and look like the site's texts to everything that counts words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import yaml

from ...library.actions.starter import STARTER
from ...library.documents import read_path

SENTENCES = 10_000  # a post takes a run of them, so two posts are hardly ever alike
LEAST_WORDS, MOST_WORDS = 8, 20
SENTENCES_IN_POST = (5, 8)
WORDS_IN_TITLE = (5, 10)
ZIPF_SHIFT = 2.7  # Mandelbrot's correction, for the commonest words
WORD = re.compile(r"[a-z]{2,}")
ADDRESS = re.compile(r"\]\([^)]*\)|https?://\S+")


@dataclass(frozen=True, slots=True)
class Phrases:
    """What posts and titles are drawn from."""

    words: tuple[str, ...]
    """Commonest first."""
    weights: tuple[float, ...]
    """Cumulative."""
    sentences: tuple[str, ...]

    def body(self, rng: Random) -> str:
        """Return two paragraphs of about 250 characters each, as Markdown and as plain text."""
        count = rng.randint(*SENTENCES_IN_POST)
        first = int(rng.random() * (len(self.sentences) - count))
        middle, last = first + count // 2, first + count
        return (
            f"{' '.join(self.sentences[first:middle])}\n\n{' '.join(self.sentences[middle:last])}"
        )

    def title(self, rng: Random) -> str:
        """Return a question of a few words."""
        words = rng.choices(self.words, cum_weights=self.weights, k=rng.randint(*WORDS_IN_TITLE))
        return f"{' '.join(words).capitalize()}?"


def load_phrases(rng: Random, folder: Path = STARTER) -> Phrases:
    """Read the library's words and write the sentences."""
    counts = Counter(word for text in _texts(folder) for word in _words(text))
    words = tuple(sorted(counts, key=lambda word: (-counts[word], word)))
    weights = tuple(accumulate(1 / (rank + ZIPF_SHIFT) for rank in range(1, len(words) + 1)))
    sentences = (_sentence(rng, words, weights) for _ in range(SENTENCES))
    return Phrases(words, weights, tuple(sentences))


def to_html(body: str) -> str:
    """Return what `richtext.render` makes of plain paragraphs, at a thousandth of its time."""
    return f"<p>{escape(body, quote=False)}</p>".replace("\n\n", "</p>\n<p>")


def _sentence(rng: Random, words: tuple[str, ...], weights: tuple[float, ...]) -> str:
    drawn = rng.choices(words, cum_weights=weights, k=rng.randint(LEAST_WORDS, MOST_WORDS))
    if len(drawn) > (LEAST_WORDS + MOST_WORDS) // 2:
        drawn[len(drawn) // 2] += ","
    return f"{' '.join(drawn).capitalize()}."


def _words(text: str) -> list[str]:
    return WORD.findall(ADDRESS.sub(" ", text).casefold())


def _texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.md")):
        yield read_path(path).body
    for path in sorted((folder / "questions").glob("*.yaml")):
        yield from _written(yaml.safe_load(path.read_text(encoding="utf-8")))


def _written(question: dict[str, Any]) -> Iterator[str]:
    """Yield the title and every text of an example question."""
    yield question.get("title", "")
    yield question["body"]
    for below in (*question.get("answers", ()), *question.get("replies", ())):
        yield from _written(below)
