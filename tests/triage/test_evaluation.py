import pytest

from forum.triage import Assessment, Finding, Level
from forum.triage.evaluation import Labelled, evaluate, read_labelled, text_report
from forum.triage.report import html_report

FINDING = Finding("<rule>", Level.URGENT, "body", 0, 1, "<b>", "why")


def labelled(name, level):
    return Labelled(name, "", name, "question", level, "<why>")


def says(answers):
    def assess(_title, body, _kind):
        level = answers[body]
        return Assessment(level, (FINDING,) if level == Level.URGENT else (), (), "v")

    return assess


@pytest.fixture
def evaluation():
    posts = [
        labelled("a", Level.NONE),
        labelled("b", Level.NONE),
        labelled("c", Level.URGENT),
        labelled("d", Level.EMERGENCY),
    ]
    answers = {"a": Level.NONE, "b": Level.URGENT, "c": Level.URGENT, "d": Level.NONE}
    return evaluate(posts, says(answers))


def test_shares_are_counted(evaluation):
    assert evaluation.exact() == 0.5
    assert evaluation.banner().recall == 0.5
    assert evaluation.banner().precision == 0.5
    assert evaluation.banner().f1 == 0.5
    assert evaluation.level(Level.URGENT).recall == 1
    assert evaluation.level(Level.URGENT).precision == 0.5
    assert evaluation.found_at_least(Level.EMERGENCY) == 0
    assert evaluation.confusion()[Level.EMERGENCY, Level.NONE] == 1


def test_kappa_is_agreement_beyond_chance(evaluation):
    assert evaluation.kappa() == pytest.approx((0.5 - 0.375) / (1 - 0.375))


def test_the_misses_that_ranked_too_low_come_first(evaluation):
    assert [miss.post.id for miss in evaluation.misses()] == ["d", "b"]


def test_perfect_agreement_has_kappa_one():
    posts = [labelled("a", Level.NONE), labelled("b", Level.URGENT)]
    perfect = evaluate(posts, says({"a": Level.NONE, "b": Level.URGENT}))
    assert perfect.kappa() == 1
    assert perfect.misses() == []


def test_nothing_to_evaluate_is_no_error():
    empty = evaluate([], says({}))
    assert empty.kappa() == empty.exact() == 1
    assert "posts            0" in text_report(empty)


def test_the_text_report_names_figures_and_misses(evaluation):
    report = text_report(evaluation)
    assert "exact level      0.500" in report
    assert "b: labelled none (<why>), found urgent" in report


def test_the_html_report_escapes_what_posts_say(evaluation):
    page = html_report(evaluation)
    assert "&lt;rule&gt;" in page
    assert "<rule>" not in page
    assert page.startswith("<!doctype html>")


def test_labelled_lines_are_read_and_a_bad_one_is_named():
    good = '{"id": 1, "body": "x", "level": "urgent"}'
    assert [post.level for post in read_labelled([good, ""])] == [Level.URGENT]
    with pytest.raises(ValueError, match="line 2"):
        list(read_labelled([good, '{"id": 1, "body": "x", "level": "dire"}']))
    with pytest.raises(ValueError, match="line 1"):
        list(read_labelled(["[]"]))
