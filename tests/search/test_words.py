import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.search.words import STOPWORDS, fold, plain, root, tokens


@pytest.mark.parametrize(
    "forms",
    [
        "cramp cramps cramping cramped",
        "muscle muscles",
        "massage massages massaging massaged",
        "injury injuries",
        "relax relaxing relaxes relaxation",
        "run runs running",
        "swell swells swelling",
        "leg legs",
    ],
)
def test_the_forms_of_a_word_share_a_root(forms):
    assert len({root(word) for word in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["leg let", "arm army", "press pres", "gas gap", "spasm spam"])
def test_other_words_do_not(pair):
    one, other = pair.split()
    assert root(one) != root(other)


@given(st.text(alphabet="abcdefgilnorsty", min_size=1))
def test_a_root_begins_its_word(word):
    assert word.startswith(root(word))


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_text_is_folded_as_each_of_its_characters_is(text):
    assert fold(text) == "".join(map(fold, text))


def test_every_character_there_is_is_folded_to_one():
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    folded = [fold(character) for character in every]
    assert set(map(len, folded)) == {1}
    assert fold(every) == "".join(folded)
    assert list(map(fold, folded)) == folded


def test_accents_and_case_do_not_count():
    assert tokens("Naïve ÉCLAIR, snake_case 5-HTP!") == [
        "naive",
        "eclair",
        "snake",
        "case",
        "5",
        "htp",
    ]
    assert plain("Éclair") == "eclair"


def test_small_words_say_nothing():
    assert {"the", "in", "my", "can", "wont", "isnt"} < STOPWORDS
    assert not {"back", "leg", "pain"} & STOPWORDS
