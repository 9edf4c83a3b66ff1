import pytest
from growth import grows_evenly

from forum.threads.screening.signs import of_links, of_repetition

ANSWER = "Magnesium before bed helped me after about two weeks, and stretching each evening too."


def test_many_unknown_places_are_odd_and_one_beside_an_answer_is_not() -> None:
    assert of_links(ANSWER, ["a.example"]) == []
    assert of_links(ANSWER, ["a.example", "b.example", "c.example"])


def test_a_link_and_hardly_a_word_is_odd() -> None:
    assert of_links("Look here https://a.example/a/long/path-with-many-words-in-it", ["a.example"])
    assert of_links("Look here https://a.example", []) == []


def test_the_same_text_again_is_odd_unless_everyone_writes_it() -> None:
    assert of_repetition(ANSWER, 0) == []
    assert of_repetition(ANSWER, 3) == ["the same text was posted 3 times just before"]
    assert of_repetition("Thank you, that helps.", 3) == []


def test_one_piece_over_and_over_is_odd() -> None:
    assert of_repetition("buy!" * 20, 0)
    assert of_repetition("It hurts soooooo much!!!!!", 0) == []


@pytest.mark.parametrize("piece", ["a" * 14 + "b", "abcdefghijk", "ab" * 13 + "c" * 13])
def test_a_longer_text_takes_longer_and_no_more(piece: str) -> None:
    assert grows_evenly(lambda text: of_repetition(text, 0), piece)
