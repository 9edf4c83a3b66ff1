import pytest

from forum.triage.phrases import PhraseError, inflect, parse
from forum.triage.spelling import Speller

words = Speller({"cant": "can not"}).words


def rows(phrase):
    return [element.options for element in parse(phrase, words)]


def test_words_are_read_like_those_of_a_post():
    assert rows("can't feel") == [(("can", "not"),), (("feel",),)]


def test_alternatives_may_have_several_words_and_nest():
    assert rows("(my (left|right)? leg|it)") == [
        (("my", "left", "leg"), ("my", "right", "leg"), ("my", "leg"), ("it",))
    ]


def test_a_tilde_adds_the_endings():
    assert inflect("ache") == ("ache", "aches", "ached", "aching")
    assert inflect("cry") == ("cry", "cries", "cried", "crying")
    assert "throbbing" in inflect("throb")


def test_dots_are_gaps():
    assert [element.gap for element in parse("chest .. pain .... arm", words)] == [0, 2, 0, 6, 0]


@pytest.mark.parametrize(
    "phrase", ["", "(a|b", "a)", "my?", "a|b", "()", "<limb", ".. a", "a? .. b", "a (.. b|c)"]
)
def test_an_unreadable_phrase_is_refused(phrase):
    with pytest.raises(PhraseError):
        parse(phrase, words)
