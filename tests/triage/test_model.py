import pytest

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


def test_an_assessment_survives_json():
    whole = Assessment(Level.EMERGENCY, (FINDING,), (ASIDE,), "abc")
    assert Assessment.from_json(whole.to_json()) == whole


def test_json_with_an_unknown_level_is_refused():
    with pytest.raises(ValueError, match="dire"):
        Finding.from_json({**FINDING.to_json(), "level": "dire"})


def test_json_without_a_reason_is_no_set_aside():
    with pytest.raises(KeyError):
        SetAside.from_json(FINDING.to_json())
