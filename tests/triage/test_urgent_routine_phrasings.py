"""Lay wordings of urgent and routine complaints, each family with near misses that deserve none."""

from pathlib import Path

import pytest

from forum.triage import Level, assess
from forum.triage.evaluation import evaluate, read_labelled, text_report

POSTS = Path(__file__).with_name("phrasings") / "urgent_routine.jsonl"


@pytest.fixture(scope="module")
def evaluation():
    with POSTS.open(encoding="utf-8") as file:
        return evaluate(read_labelled(file), assess)


def test_complaints_are_found(evaluation):
    assert evaluation.banner().recall >= 0.95, text_report(evaluation)


def test_near_misses_are_left_alone(evaluation):
    assert evaluation.banner().precision >= 0.95, text_report(evaluation)


def test_urgent_signs_are_not_taken_for_routine(evaluation):
    assert evaluation.found_at_least(Level.URGENT) >= 0.93, text_report(evaluation)
