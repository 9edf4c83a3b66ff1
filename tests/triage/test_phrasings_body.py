"""Fresh wordings of the body's red flags: spine, bleeding, poison, belly, baby, infection."""

import json
from pathlib import Path

from forum.triage import Level, assess

CASES = Path(__file__).parent / "phrasings" / "body.jsonl"


def flagged(level):
    """Return, for each case of `level`, whether the engine calls it an emergency."""
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    return [
        assess(case["title"], case["body"], case["kind"]).level >= Level.EMERGENCY
        for case in cases
        if case["level"] == level
    ]


def test_nineteen_in_twenty_red_flags_are_found_however_they_are_put():
    found = flagged("emergency")
    assert sum(found) >= 0.95 * len(found)


def test_nine_in_ten_harmless_posts_with_the_same_words_raise_no_alarm():
    alarms = flagged("none")
    assert sum(alarms) <= 0.1 * len(alarms)
