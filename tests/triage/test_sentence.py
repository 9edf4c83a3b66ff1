from forum.triage.phrases import parse
from forum.triage.sentence import Sentence
from forum.triage.spelling import Speller
from forum.triage.steps import Workshop
from forum.triage.text import END

words = Speller({}).words


def longest(phrase, text, spans=None, breaks=None):
    (steps,) = Workshop({}).steps(parse(phrase, words))
    tokens = text.split()
    breaks = breaks or [END] + [0] * (len(tokens) - 1)
    sentence = Sentence.of(tokens, breaks, spans or {}, 0, len(tokens))
    return set(sentence.longest(steps))


def test_every_start_has_its_longest_end():
    assert longest("bad .. back", "bad bad back back") == {(0, 4), (1, 4)}


def test_a_row_of_words_takes_its_length():
    assert longest("(leg|lower leg) hurts", "my lower leg hurts", {1: [("lower leg", 3)]}) == {
        (1, 4),
        (2, 4),
    }


def test_an_optional_last_step_makes_the_match_longer():
    assert longest("sore back? now?", "sore back now") == {(0, 3)}
    assert longest("sore back? now?", "sore now") == {(0, 2)}


def test_dots_before_an_optional_last_step_take_in_the_words_they_may():
    assert longest("sore .. back?", "sore and red again") == {(0, 3)}
    assert longest("sore .. back?", "sore and") == {(0, 2)}


def test_a_quantity_joins_sentences_that_nothing_else_crosses():
    spans, breaks = {1: [("<weeks>", 3)]}, [END, 0, END, 0, END]
    assert longest("since <weeks> ago", "since 3 weeks ago bad", spans, breaks) == {(0, 4)}
    assert not longest("since .... bad", "since 3 weeks ago bad", spans, breaks)
