import json

from forum.triage import Assessment, Finding, Level, SetAside

FINDING = Finding("passed_out", Level.EMERGENCY, "body", 2, 8, "fainted", "because")
ASIDE = SetAside("severe_now", Level.URGENT, "title", 0, 5, "agony", "severe", "it is denied")


def test_levels_are_ordered_from_none_to_crisis():
    ordered = [Level.NONE, Level.ROUTINE, Level.URGENT, Level.EMERGENCY, Level.CRISIS]
    assert sorted([*ordered[3:], *ordered[:3]]) == ordered
    assert max(ordered) is Level.CRISIS
    assert Level.URGENT >= Level.URGENT > Level.ROUTINE <= Level.EMERGENCY < Level.CRISIS


def test_a_level_is_its_word():
    assert Level("urgent") is Level.URGENT
    assert f"{Level.URGENT}" == "urgent"


def test_an_assessment_is_written_as_plain_values():
    seen = {"level": "emergency", "start": 2, "end": 8, "quote": "fainted", "why": "because"}
    aside = {"level": "urgent", "start": 0, "end": 5, "quote": "agony", "why": "severe"}
    written = Assessment(Level.EMERGENCY, (FINDING,), (ASIDE,), "abc").to_json()
    assert json.loads(json.dumps(written)) == {
        "level": "emergency",
        "findings": [{"rule": "passed_out", "field": "body", **seen}],
        "set_aside": [{"rule": "severe_now", "field": "title", "reason": "it is denied", **aside}],
        "rules_version": "abc",
    }
