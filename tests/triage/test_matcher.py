from forum.triage import sieve
from forum.triage.matcher import Matcher
from forum.triage.phrases import parse
from forum.triage.spelling import Speller

words = Speller({}).words
CLASSES = {"<limb>": [("leg",), ("lower", "leg"), ("arm",)]}


def find(phrases, text, spans=None, breaks=None):
    matcher = Matcher(CLASSES)
    for phrase in phrases:
        matcher.add(phrase, parse(phrase, words))
    tokens = text.split()
    return set(matcher.find(tokens, breaks or [0] * len(tokens), spans or {}))


def test_a_phrase_is_found_where_it_stands():
    assert find(["bad back"], "my bad back") == {("bad back", 1, 3)}


def test_the_longest_match_at_a_start_wins():
    assert find(["my (leg|leg hurts)"], "my leg hurts") == {("my (leg|leg hurts)", 0, 3)}


def test_a_class_stands_for_its_members_of_any_length():
    assert find(["<limb> hurts"], "lower leg hurts") == {
        ("<limb> hurts", 0, 3),
        ("<limb> hurts", 1, 3),
    }


def test_a_gap_spans_no_more_words_than_it_says():
    assert find(["chest .. pain"], "chest a b pain")
    assert not find(["chest .. pain"], "chest a b c pain")


def test_a_phrase_does_not_cross_the_end_of_a_sentence():
    assert not find(["bad back"], "bad back", breaks=[2, 2])


def test_an_optional_element_may_be_missing():
    assert find(["my bad? back"], "my back") == {("my bad? back", 0, 2)}


def test_a_quantity_is_one_step():
    assert find(["for <weeks>"], "for three long weeks", {1: [("<weeks>", 4)]}) == {
        ("for <weeks>", 0, 4)
    }


def test_a_phrase_of_one_step_is_found_in_its_longest_form_within_a_sentence():
    phrase = "(leg|lower leg|lower left leg)"
    assert find([phrase], "lower left leg") == {(phrase, 0, 3), (phrase, 2, 3)}
    assert find([phrase], "lower left leg", breaks=[2, 0, 2]) == {(phrase, 2, 3)}


def test_a_quantity_alone_is_a_phrase():
    assert find(["<weeks>"], "three long weeks", {0: [("<weeks>", 3)]}) == {("<weeks>", 0, 3)}


def test_one_phrase_is_found_in_every_sentence_where_it_stands():
    assert find(["bad .. back"], "bad old back bad back", breaks=[2, 0, 0, 2, 0]) == {
        ("bad .. back", 0, 3),
        ("bad .. back", 3, 5),
    }


def test_a_phrase_is_found_again_after_more_words_than_are_kept(monkeypatch):
    monkeypatch.setattr(sieve, "_MOST_KEPT", 3)
    matcher = Matcher(CLASSES)
    matcher.add("bad limb", parse("bad .. <limb>", words))
    for between in ("stiff", "sore old", "a" * 50):
        tokens = f"my bad {between} leg".split()
        found = list(matcher.find(tokens, [0] * len(tokens), {}))
        assert found == [("bad limb", 1, len(tokens))]
