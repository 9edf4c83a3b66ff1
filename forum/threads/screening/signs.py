"""Signs of advertising and of flooding that need no training. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

HOSTS_MANY = 3  # different places that nobody knows, in one text
WORDS_FEW = 12  # that speak, beside a link to a place that nobody knows
SAME_TEXT_MIN = 40  # characters; below, people write the same by chance: "Thank you, that helps."
ROW_MIN = 15  # times that a piece is repeated, without a blank
ROW_OF_ONE = re.compile(rf"(\S{{1,12}}?)\1{{{ROW_MIN - 1},}}")

_WORD = re.compile(r"[^\W\d_]{2,}")
_ADDRESS = re.compile(r"\S*(?:://|www\.)\S*")


def of_links(text: str, unknown_hosts: Collection[str]) -> list[str]:
    """Say what is odd about a text's links to hosts that no list knows."""
    signs = []
    if len(unknown_hosts) >= HOSTS_MANY:
        signs.append(f"links to {len(unknown_hosts)} places that are not on the list")
    if unknown_hosts and len(_WORD.findall(_ADDRESS.sub(" ", text))) < WORDS_FEW:
        signs.append("hardly more than a link")
    return signs


def of_repetition(text: str, same_texts: int) -> list[str]:
    """Say what repeats: the whole text in other new posts, or one piece of it over and over."""
    signs = []
    if same_texts and len(text) >= SAME_TEXT_MIN:
        times = "once" if same_texts == 1 else f"{same_texts} times"
        signs.append(f"the same text was posted {times} just before")
    if any(ROW_OF_ONE.search(word) for word in text.split() if len(word) >= ROW_MIN):
        signs.append("one piece repeated over and over")
    return signs
