"""How well triage agrees with careful readers; the floors are a little below what was reached.

`dev.jsonl` was learnt from. The posts of `cases/held-*` were not: nobody who wrote rules read
them, and the second reader never saw them.
"""

from pathlib import Path

import pytest

from forum.triage import Level, assess
from forum.triage.evaluation import evaluate, read_labelled, text_report

POSTS = Path(__file__).with_name("dev.jsonl")
HELD = sorted(Path(__file__).with_name("cases").glob("held-*.jsonl"))
# Written to be mistaken: harmless posts in grave words, and the same complaint told as present and
# as over, denied, feared or another's; the later ones with more emergencies in quiet words. Each
# with its floors of banner recall, precision and exact level.
TWINS, LATER_TWINS = range(95, 108), range(113, 118)
# By hands that taught nothing: mild complaints that began lately beside grave ones; troubles of
# life beside crises, in the same voice; red flags in passing and their twins, letters, answers;
# what people say under each other's questions; ordinary life told along with a harmless question;
# everyday talk in the words of a crisis, without any and beside some: both still pass for one too
# often.
FRESH, LIFE, IN_PASSING = range(162, 163), (171, 174), (172, 173)
ANSWERS, ORDINARY_LIFE, EVERYDAY, EVERYDAY_TWINS = (182, 183), (190, 205), (202,), (203,)
FLOORS = {
    TWINS: (0.90, 0.75, 0.84),
    LATER_TWINS: (0.91, 0.80, 0.80),
    FRESH: (0.97, 0.78, 0.86),
    LIFE: (0.94, 0.48, 0.66),
    IN_PASSING: (0.97, 0.85, 0.87),
    ANSWERS: (0.95, 0.78, 0.92),
    ORDINARY_LIFE: (0.99, 0.13, 0.65),
    EVERYDAY: (0.99, 0.03, 0.80),
    EVERYDAY_TWINS: (0.92, 0.66, 0.84),
}


@pytest.fixture(scope="module")
def evaluation():
    with POSTS.open(encoding="utf-8") as file:
        return evaluate(read_labelled(file), assess)


@pytest.fixture(scope="module")
def unseen():
    return _evaluated([path for path in HELD if not any(_number(path) in each for each in FLOORS)])


def _number(path):
    return int(path.stem.removeprefix("held-"))


def _evaluated(paths):
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return evaluate(read_labelled(lines), assess)


def test_banners_are_shown_where_they_should_be(evaluation):
    assert evaluation.banner().recall >= 0.98, text_report(evaluation)


def test_banners_are_not_shown_where_they_should_not(evaluation):
    assert evaluation.banner().precision >= 0.96, text_report(evaluation)


@pytest.mark.parametrize("level", [Level.EMERGENCY, Level.CRISIS])
def test_the_gravest_levels_are_found(evaluation, level):
    assert evaluation.found_at_least(level) >= 0.98, text_report(evaluation)


def test_the_exact_level_is_found(evaluation):
    assert evaluation.exact() >= 0.92, text_report(evaluation)


def test_posts_that_were_never_learnt_from_are_judged_nearly_as_well(unseen):
    assert unseen.banner().recall >= 0.975, text_report(unseen)
    assert unseen.banner().precision >= 0.935, text_report(unseen)
    assert unseen.exact() >= 0.89, text_report(unseen)


@pytest.mark.parametrize("numbers", FLOORS)
def test_kinds_of_posts_that_are_easily_mistaken_mostly_are_not(numbers):
    twins = _evaluated([path for path in HELD if _number(path) in numbers])
    recall, precision, exact = FLOORS[numbers]
    assert twins.banner().recall >= recall, text_report(twins)
    assert twins.banner().precision >= precision, text_report(twins)
    assert twins.exact() >= exact, text_report(twins)


@pytest.mark.parametrize("level", [Level.EMERGENCY, Level.CRISIS])
def test_the_gravest_levels_are_found_in_posts_never_learnt_from(unseen, level):
    assert unseen.found_at_least(level) >= 0.91, text_report(unseen)
