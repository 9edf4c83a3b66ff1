"""The labelled development posts as a regression set. The figures are those reached so far."""

from pathlib import Path

import pytest

from forum.triage import Level, assess
from forum.triage.evaluation import evaluate, read_labelled, text_report

POSTS = Path(__file__).with_name("dev.jsonl")


@pytest.fixture(scope="module")
def evaluation():
    with POSTS.open(encoding="utf-8") as file:
        return evaluate(read_labelled(file), assess)


def test_banners_are_shown_where_they_should_be(evaluation):
    assert evaluation.banner().recall >= 0.98, text_report(evaluation)


def test_banners_are_not_shown_where_they_should_not(evaluation):
    assert evaluation.banner().precision >= 0.94, text_report(evaluation)


@pytest.mark.parametrize("level", [Level.EMERGENCY, Level.CRISIS])
def test_the_gravest_levels_are_found(evaluation, level):
    assert evaluation.found_at_least(level) >= 0.98, text_report(evaluation)


def test_the_exact_level_is_found(evaluation):
    assert evaluation.exact() >= 0.92, text_report(evaluation)
