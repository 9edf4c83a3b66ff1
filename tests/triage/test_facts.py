import pytest

from forum.triage import Facts, Level, assess, compile_facts


def test_without_facts_the_body_is_unchanged():
    assert compile_facts("My knee.\n", Facts()) == "My knee.\n"


def test_facts_stand_below_the_body_as_a_list():
    facts = Facts(where="left\nknee", since="Easter", severity=4, tried="ice")
    assert compile_facts("Hello", facts) == (
        "Hello\n\n- Where it is: left knee\n- Since when: Easter\n"
        "- How bad it is now: 4 out of 10\n- Tried so far: ice"
    )


def test_severity_must_lie_between_nought_and_ten():
    with pytest.raises(ValueError, match="0 to 10"):
        Facts(severity=11)


@pytest.mark.parametrize("severity", [8, 9, 10])
def test_a_high_score_counts_as_severe(severity):
    body = compile_facts("My shoulder aches.", Facts(severity=severity))
    assert assess("", body).level == Level.URGENT


@pytest.mark.parametrize(
    "since", ["Easter", "three weeks ago", "3 months", "a fortnight ago", "since March", "2019"]
)
def test_a_long_time_counts_as_lasting(since):
    body = compile_facts("My shoulder aches.", Facts(where="shoulder", since=since))
    assert assess("", body).level == Level.ROUTINE


def test_an_ordinary_ache_of_today_stays_without_banner():
    facts = Facts(where="left calf", since="this morning", severity=2)
    assert assess("", compile_facts("Bit stiff after the gym.", facts)).level == Level.NONE
