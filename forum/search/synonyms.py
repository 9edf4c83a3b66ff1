"""Lay and clinical words for the same thing (`data/synonyms.yaml`), and what slips stand for.

Pure but for that file and triage's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

import yaml

from ..triage import is_known_word, known_spellings
from ..web.logs import log
from .words import DATA, STOPWORDS, root, tokens

Words = tuple[str, ...]
Told = TypeVar("Told")


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
    meant = _from_triage(lambda: known_spellings().get(word, word), word)
    return word if " " in meant or meant in STOPWORDS else meant


def is_right(word: str) -> bool:
    """Say whether triage has a folded word, so that it is no slip of another."""
    return _from_triage(lambda: is_known_word(word), False)


def _from_triage(told: Callable[[], Told], otherwise: Told) -> Told:
    try:
        return told()
    except Exception as error:  # noqa: BLE001  # a broken rule must not stop anyone from searching
        log.error("triage's words could not be read", exc_info=error)
        return otherwise
