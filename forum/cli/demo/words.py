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
from random import Random
from typing import Any, NamedTuple

import yaml

from ...library.actions.starter import STARTER
from ...library.documents import read_path

SENTENCES = 10_000  # a paragraph is a run of them, so two posts are hardly ever alike
LEAST_WORDS, MOST_WORDS = 8, 20
SENTENCES_IN_PARAGRAPH = (2, 5)
WORDS_IN_TITLE = (5, 10)
ZIPF_SHIFT = 2.7  # Mandelbrot's correction, for the commonest words
WORD = re.compile(r"[a-z]{2,}")
ADDRESS = re.compile(r"\]\([^)]*\)|https?://\S+")


class Body(NamedTuple):
    """What a post says: its Markdown, which is its plain text too, and its HTML."""

    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """What posts and titles are drawn from."""

    words: tuple[str, ...]
    """Commonest first."""
    weights: tuple[float, ...]
    """Cumulative."""
    paragraphs: tuple[Body, ...]

    def body(self, rng: Random) -> Body:
        """Return two paragraphs of about 250 characters each."""
        paragraphs, random = self.paragraphs, rng.random
        text, html = paragraphs[int(random() * len(paragraphs))]
        more_text, more_html = paragraphs[int(random() * len(paragraphs))]
        return Body(f"{text}\n\n{more_text}", f"{html}\n{more_html}")

    def title(self, rng: Random) -> list[str]:
        """Return the few words of a question's title, in small letters."""
        least, most = WORDS_IN_TITLE
        number = least + int((most - least + 1) * rng.random())
        return rng.choices(self.words, cum_weights=self.weights, k=number)


def load_phrases(rng: Random) -> Phrases:
    """Read the library's words and write the paragraphs."""
    counts = Counter(word for text in _texts() for word in _words(text))
    words = tuple(sorted(counts, key=lambda word: (-counts[word], word)))
    weights = tuple(accumulate(1 / (rank + ZIPF_SHIFT) for rank in range(1, len(words) + 1)))
    sentences = [_sentence(rng, words, weights) for _ in range(SENTENCES)]
    return Phrases(words, weights, tuple(_paragraphs(rng, sentences)))


def paragraph(text: str) -> Body:
    """Return what `richtext.render` makes of one plain paragraph, at a thousandth of its time."""
    return Body(text, f"<p>{escape(text, quote=False)}</p>")


def _paragraphs(rng: Random, sentences: list[str]) -> Iterator[Body]:
    """Yield one that begins with each sentence, or nearly."""
    for first in range(len(sentences) - SENTENCES_IN_PARAGRAPH[1]):
        yield paragraph(" ".join(sentences[first : first + rng.randint(*SENTENCES_IN_PARAGRAPH)]))


def _sentence(rng: Random, words: tuple[str, ...], weights: tuple[float, ...]) -> str:
    drawn = rng.choices(words, cum_weights=weights, k=rng.randint(LEAST_WORDS, MOST_WORDS))
    if len(drawn) > (LEAST_WORDS + MOST_WORDS) // 2:
        drawn[len(drawn) // 2] += ","
    return f"{' '.join(drawn).capitalize()}."


def _words(text: str) -> list[str]:
    return WORD.findall(ADDRESS.sub(" ", text).casefold())


def _texts() -> Iterator[str]:
    for path in sorted(STARTER.glob("*.md")):
        yield read_path(path).body
    for path in sorted((STARTER / "questions").glob("*.yaml")):
        yield from _written(yaml.safe_load(path.read_text(encoding="utf-8")))


def _written(question: dict[str, Any]) -> Iterator[str]:
    """Yield the title and every text of an example question."""
    yield question.get("title", "")
    yield question["body"]
    for below in (*question.get("answers", ()), *question.get("replies", ())):
        yield from _written(below)
