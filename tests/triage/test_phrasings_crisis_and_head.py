"""Fresh wordings of crises and of red flags of chest, breath, stroke, mind and head."""

from __future__ import annotations

import json
from pathlib import Path

from forum.triage import assess

PHRASINGS = Path(__file__).parent / "phrasings" / "crisis_and_head.jsonl"


def share_of(level: str, *, at_level: bool) -> float:
    """Return the share of posts labelled `level` that are (or are not) given that level."""
    rows = [json.loads(line) for line in PHRASINGS.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["level"] == level]
    found = [assess(row["title"], row["body"], row["kind"]).level.value for row in rows]
    return sum((value == level) is at_level for value in found) / len(rows)


def test_most_crises_are_found_in_veiled_words_too() -> None:
    assert share_of("crisis", at_level=True) >= 0.9


def test_most_red_flags_are_found_in_lay_words() -> None:
    assert share_of("emergency", at_level=True) >= 0.87


def test_near_misses_seldom_get_a_banner() -> None:
    assert share_of("none", at_level=False) <= 0.12
