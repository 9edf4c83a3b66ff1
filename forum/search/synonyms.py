"""Lay and clinical words for the same thing (`data/synonyms.yaml`), and what slips stand for.

Pure but for that file and triage's.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import yaml

from ..triage import known_spellings
from .words import DATA, STOPWORDS, root, tokens

Words = tuple[str, ...]


@cache
def _entries() -> dict[Words, tuple[Words, ...]]:
    """Map the roots of each entry to what else it is called."""
    with (DATA / "synonyms.yaml").open(encoding="utf-8") as file:
        groups: list[dict[str, Any]] = yaml.safe_load(file)
    found: dict[Words, list[Words]] = {}
    for group in groups:
        same = [tuple(tokens(entry)) for entry in group["same"]]
        also = [tuple(tokens(entry)) for entry in group.get("also", ())]
        for entry in same:
            others = [words for words in (*same, *also) if roots(words) != roots(entry)]
            found.setdefault(roots(entry), []).extend(others)
    return {key: tuple(dict.fromkeys(others)) for key, others in found.items()}


def roots(words: Sequence[str]) -> Words:
    """Return the root of each word."""
    return tuple(map(root, words))


def called_also(words: Sequence[str]) -> tuple[Words, ...]:
    """Return what else these folded words, as a whole, are called."""
    return _entries().get(roots(words), ())


def usually_meant(word: str) -> str:
    """Return the word for which a folded one is a slip, short form or brand ("nite", "gp").

    These are triage's. What stands for several words, or for one that says nothing, stays.
    """
    meant = known_spellings().get(word, word)
    return word if " " in meant or meant in STOPWORDS else meant
