from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forum.moderation.marking import Run, runs
from forum.triage import Assessment, Finding, Level, SetAside


def finding(start: int, end: int, level: Level = Level.URGENT, field: str = "body") -> Finding:
    return Finding("rule", level, field, start, end, "", f"because of {level}")


def aside(start: int, end: int, level: Level = Level.ROUTINE) -> SetAside:
    return SetAside("rule", level, "body", start, end, "", "", "it is over")


def assessment(*findings: Finding, set_aside: tuple[SetAside, ...] = ()) -> Assessment:
    return Assessment(Level.URGENT, findings, set_aside, "v1")


def test_a_text_without_findings_is_one_run() -> None:
    assert runs("calm words", "body", assessment()) == [Run("calm words")]
    assert runs("", "body", assessment()) == []


def test_each_finding_is_a_run_with_its_level_and_reason() -> None:
    assert runs("in agony now", "body", assessment(finding(3, 8))) == [
        Run("in "),
        Run("agony", Level.URGENT, why="because of urgent"),
        Run(" now"),
    ]


def test_where_findings_overlap_the_gravest_shows_and_what_counts_comes_before_what_does_not() -> (
    None
):
    found = assessment(
        finding(0, 6, Level.ROUTINE), finding(4, 8, Level.CRISIS), set_aside=(aside(6, 10),)
    )
    shown = [(run.text, run.level, run.set_aside) for run in runs("abcdefghijkl", "body", found)]
    assert shown == [
        ("abcd", Level.ROUTINE, False),
        ("efgh", Level.CRISIS, False),
        ("ij", Level.ROUTINE, True),
        ("kl", None, False),
    ]


def test_neighbours_of_which_the_same_is_to_be_said_are_one_run() -> None:
    found = assessment(finding(0, 9), finding(3, 6))
    assert runs("crying in pain", "body", found) == [
        Run("crying in", Level.URGENT, why="because of urgent"),
        Run(" pain"),
    ]


def test_a_finding_in_the_title_marks_nothing_in_the_body() -> None:
    found = assessment(finding(0, 4, field="title"))
    assert runs("pain", "body", found) == [Run("pain")]
    assert runs("pain", "title", found)[0].level is Level.URGENT


spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)


@given(st.text("ab é\n", max_size=30), st.lists(spans, max_size=6), st.lists(spans, max_size=6))
def test_runs_joined_are_the_text_again(
    text: str, counted: list[list[int]], ignored: list[list[int]]
) -> None:
    found = assessment(
        *(finding(start, end) for start, end in counted),
        set_aside=tuple(aside(start, end) for start, end in ignored),
    )
    assert "".join(run.text for run in runs(text, "body", found)) == text
