import tracemalloc

import pytest

from forum.triage.spelling import Speller

SPELLER = Speller(
    {"cant": "can not", "ur": "your", "im": "i am"},
    known=["shoulder", "cramping", "bleeding", "numb", "back", "spasm"],
    real_words=["bleating", "breeding"],
)


@pytest.mark.parametrize("typed", ["cant", "can't", "can’t", "Can’t", "CAN'T", "ca\u200bn't"])
def test_a_contraction_reads_the_same_however_it_is_typed(typed):
    assert SPELLER.words(typed) == ("can", "not")


def test_unlisted_contractions_are_opened():
    assert SPELLER.words("mustn't") == ("must", "not")
    assert SPELLER.words("they've") == ("they", "have")


def test_a_possessive_is_dropped():
    assert SPELLER.words("back's") == ("back",)


def test_drawn_out_words_are_shortened():
    assert SPELLER.words("numbbbb") == ("numb",)
    assert SPELLER.words("sooooo") == ("so",)


def test_a_dropped_g_is_put_back():
    assert SPELLER.words("crampin") == ("cramping",)


@pytest.mark.parametrize("typed", ["sholder", "shouldre", "shouldder", "shoulxer"])
def test_one_slip_in_a_long_word_is_forgiven(typed):
    assert SPELLER.words(typed) == ("shoulder",)


@pytest.mark.parametrize("typed", ["bleating", "breeding"])
def test_a_real_word_is_never_corrected(typed):
    assert SPELLER.words(typed) == (typed,)


@pytest.mark.parametrize("typed", ["bach", "spam", "should"])
def test_short_words_and_first_letters_are_left_alone(typed):
    assert SPELLER.words(typed) == (typed,)


def test_an_ending_that_stands_alone_leaves_no_empty_word():
    assert SPELLER.words("n't") == ("not",)


def test_a_word_too_long_to_be_known_is_neither_compared_nor_kept():
    speller = Speller({}, known=["shoulder"])
    endless = "shoulder" * 2_000
    tracemalloc.start()
    assert speller.words(endless) == (endless,)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10 * len(endless)  # all its forms with a letter left out would be 256 MB
    assert endless not in speller.spelled
