import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.search.spelling import distance, nearest

SITE = [("magnesium", 40), ("massage", 90), ("spasm", 70), ("spasms", 80), ("muscle", 60)]
SITE += [("sciatica", 9), ("spare", 1), ("back", 300), ("pack", 20)]
LETTERS = st.text(alphabet="abc", max_size=8)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("magnesuim", "magnesium"),
        ("magnezium", "magnesium"),
        ("spams", "spasms"),
        ("mussle", "muscle"),
        ("sciatca", "sciatica"),
        ("syatica", "sciatica"),
        ("back", "back"),
        ("bakc", "back"),
    ],
)
def test_the_word_that_was_meant(typed, word):
    assert nearest(typed, SITE) == word


@pytest.mark.parametrize("typed", ["xylophone", "bck", "l5s1", "2025", "spud", "maxillary"])
def test_nothing_near_enough(typed):
    assert nearest(typed, SITE) is None


def test_of_equally_near_words_the_most_used():
    assert nearest("zack", [("pack", 20), ("back", 300)]) == "back"


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("", "abc", 3), ("leg", "leg", 0), ("leg", "lge", 1), ("ca", "abc", 3), ("calf", "half", 1)],
)
def test_distance(one, other, slips):
    assert distance(one, other) == distance(other, one) == slips


@given(LETTERS, LETTERS)
def test_distance_is_symmetric_and_zero_only_for_the_same_word(one, other):
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))
