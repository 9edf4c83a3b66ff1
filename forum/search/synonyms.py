"""Lay and clinical words for the same thing (`data/synonyms.yaml`). Pure but for that file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import yaml

from .words import DATA, root, tokens

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
