"""Unsafe advice is found, and what only looks like it is left alone.

`advice.jsonl` holds hand-written answers: the words, and the families that a careful moderator
would want on the worklist (none for the harmless ones, of which many are look-alikes).

They were written in five rounds. Of each round that the rules had not seen they found, at first
sight, 54, 58, 60 and 70 in a hundred of the unsafe ones, at a precision of 0.96, 0.90, 0.91 and
1.00; the floors below hold only for what they have learnt from since.
"""

import json
from pathlib import Path

import pytest

from forum.triage import Level
from forum.triage.advice import families, review_advice

LABELLED = [
    json.loads(line)
    for line in (Path(__file__).parent / "advice.jsonl").read_text(encoding="utf-8").splitlines()
]
UNSAFE = [answer for answer in LABELLED if answer["families"]]
HARMLESS = [answer for answer in LABELLED if not answer["families"]]


def found_in(answer):
    findings = review_advice(answer["body"], Level(answer.get("under", "none")))
    return {finding.rule for finding in findings}


def test_the_labelled_answers_are_many_and_half_of_them_harmless():
    assert len(LABELLED) >= 500
    assert abs(len(UNSAFE) - len(HARMLESS)) <= len(LABELLED) / 20


def test_nearly_all_unsafe_answers_reach_the_moderators():
    missed = [answer["body"] for answer in UNSAFE if not found_in(answer)]
    assert 1 - len(missed) / len(UNSAFE) >= 0.97, missed


def test_hardly_a_harmless_answer_does():
    wrong = [answer["body"] for answer in HARMLESS if found_in(answer)]
    found = sum(bool(found_in(answer)) for answer in UNSAFE)
    assert found / (found + len(wrong)) >= 0.98, wrong


@pytest.mark.parametrize("family", sorted(families()))
def test_each_family_is_told_from_the_others(family):
    wanted = [answer for answer in UNSAFE if family in answer["families"]]
    right = [answer for answer in wanted if family in found_in(answer)]
    assert len(wanted) >= 15
    assert len(right) / len(wanted) >= 0.9


@pytest.mark.parametrize(
    "body",
    [
        "Don't stop taking your tablets without asking the pharmacist.",
        "My doctor put me on 10 mg at night and it helped.",
        "Never share prescription tablets.",
        "Should I stop taking the tablets before I see him?",
        "> stop taking your tablets\n\nI would not.",
        "",
    ],
)
def test_denied_own_asked_and_quoted_advice_is_left_alone(body):
    assert review_advice(body) == ()


def test_a_finding_quotes_what_was_written():
    body = "Well. Stop taking those statins!"
    finding = review_advice(body)[0]
    assert body[finding.start : finding.end] == finding.quote == "Stop taking those statins"


def test_waiting_is_unsafe_only_under_a_question_that_cannot_wait():
    body = "Get some sleep and see how it is in the morning."
    assert review_advice(body) == ()
    assert {f.rule for f in review_advice(body, Level.URGENT)} == {"wait"}


def test_talking_someone_out_of_care_weighs_what_the_question_weighs():
    body = "Don't bother with A&E, it's only wind."
    assert review_advice(body)[0].level is Level.URGENT
    assert review_advice(body, Level.CRISIS)[0].level is Level.CRISIS
    assert review_advice("Take 800 mg of ibuprofen at once.", Level.CRISIS)[0].level == "routine"


def test_every_family_says_what_moderators_and_readers_are_told():
    for name, family in families().items():
        assert family.why, name
        assert 40 < len(family.caution) <= 300, name


def test_a_question_may_still_offer_to_buy():
    assert review_advice("Can anybody sell me some diazepam?")[0].rule == "sell_or_share"


@pytest.mark.parametrize("text", ["\0\ud800 take", "> " * 500, "a" * 50_000, "never " * 4000])
def test_any_text_is_read(text):
    review_advice(text)
