import pytest

from forum.triage import rules
from forum.triage.context import Context
from forum.triage.datafile import DataError
from forum.triage.lexicon import Mention

CONCEPTS = frozenset({"pain", "fever", "iron"})
CONTEXT = Context((), {"denied": "it is denied"}, {}, {}, frozenset())


def load(tmp_path, level, content):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / f"{level}.yaml").write_text(content)
    return rules.load(tmp_path, CONCEPTS, CONTEXT)


def rule(tmp_path, extra=""):
    return load(tmp_path, "urgent", f"r:\n  all: [pain, fever]\n  why: w\n{extra}")[0]


def found(*mentions):
    return {mention.concept: [mention] for mention in mentions}


def test_all_items_must_be_there(tmp_path):
    one = rule(tmp_path)
    pain, fever = Mention("pain", 0, 1, 0), Mention("fever", 3, 4, 1)
    assert list(rules.matches(one, found(pain, fever))) == [(pain, fever)]
    assert not list(rules.matches(one, found(pain)))


def test_the_rules_are_possible_whose_items_all_occur_somewhere(tmp_path):
    more = """
a: {all: [fever], why: w}
b: {all: [pain | iron, fever], why: w}
c: {all: [pain, iron], why: w}
d: {all: [iron], why: w}
"""
    index = rules.Index.of(load(tmp_path, "urgent", more))

    def possible(*concepts):
        return [rule.name for rule in index.possible(dict.fromkeys(concepts, ()))]

    assert possible("fever", "iron") == ["a", "b", "d"]
    assert possible("pain") == []
    assert possible("pain", "fever", "iron", "word") == ["a", "b", "c", "d"]


def test_a_removed_mention_does_not_count_unless_asked_for(tmp_path):
    one = rule(tmp_path)
    both = found(Mention("pain", 0, 1, 0), Mention("fever", 3, 4, 0, "denied"))
    assert not list(rules.matches(one, both))
    assert list(rules.matches(one, both, removed=True))


def test_the_window_limits_how_far_apart_the_items_are(tmp_path):
    one = rule(tmp_path, "  within: sentence\n")
    assert not list(rules.matches(one, found(Mention("pain", 0, 1, 0), Mention("fever", 3, 4, 1))))


def test_unless_disarms_a_rule(tmp_path):
    one = rule(tmp_path, "  unless: [iron]\n")
    three = found(Mention("pain", 0, 1, 0), Mention("fever", 1, 2, 0), Mention("iron", 90, 91, 9))
    assert not list(rules.matches(one, three))


@pytest.mark.parametrize(
    ("level", "content", "problem"),
    [
        ("urgent", "r:\n  all: [pian]\n  why: w\n", r":2: there is no concept 'pian'"),
        ("urgent", "r:\n  all: [pain]\n", "missing field 'why'"),
        ("urgent", "r:\n  all: [pain]\n  why: w\n  within: mile\n", ":4: unknown window"),
        ("emergency", "r:\n  all: [pain]\n  why: w\n", "names its source"),
        ("urgent", "r:\n  all: [pain]\n  why: w\n  most_words: few\n", ":4: expected a whole"),
        ("urgent", "r:\n  all: [pain]\n  why: w\n  stands: no\n", ":4: expected true"),
    ],
)
def test_a_mistake_is_reported_with_its_line(tmp_path, level, content, problem):
    with pytest.raises(DataError, match=problem):
        load(tmp_path, level, content)
