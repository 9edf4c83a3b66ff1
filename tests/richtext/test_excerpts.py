import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.richtext import bulleted, excerpt, own_words, render


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("", 10, ""),
        ("calf cramp", 10, "calf cramp"),
        ("calf cramp", 9, "calf…"),
        ("calf cramp at night", 11, "calf cramp…"),
        ("calf, cramp", 8, "calf…"),
        ("one\n\ntwo\tthree", 100, "one two three"),
        ("cramps", 4, "cra…"),
        ("ab", 1, "…"),
    ],
)
def test_a_text_is_cut_after_a_word(text: str, length: int, short: str) -> None:
    assert excerpt(text, length) == short


def test_the_usual_length_is_160() -> None:
    assert 150 < len(excerpt("word " * 100)) <= 160


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("abe\u0301fgh", 4, "ab…"),
        ("ab👩\u200d⚕\ufe0fcdef", 5, "ab…"),
        ("ab👍🏽cdef", 4, "ab…"),
        ("क्षत्रिय", 5, "क्ष…"),
    ],
)
def test_a_character_of_several_parts_is_not_torn(text: str, length: int, short: str) -> None:
    assert excerpt(text, length) == short


def test_a_single_character_longer_than_the_excerpt_is_torn_all_the_same() -> None:
    assert excerpt("a" + "\u0301" * 50, 10) == "a" + "\u0301" * 8 + "…"


@given(st.text(st.characters(exclude_categories=())), st.integers(1, 50))
def test_an_excerpt_is_a_beginning_on_one_line_and_never_too_long(text: str, length: int) -> None:
    short = excerpt(text, length)
    line = " ".join(text.split())
    assert len(short) <= length
    assert line == short or line.startswith(short[:-1])
    assert line == short or short.endswith("…")
    assert "\n" not in short
    assert unicodedata.normalize("NFC", short) is not None


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("It **hurts**.", "It hurts."),
        (
            "It hurts when I climb.\n\n- Where it is: chest\n- Since when: an hour",
            "It hurts when I climb. Where it is: chest · Since when: an hour",
        ),
        ("It hurts\n\n* at night\n* at work", "It hurts · at night · at work"),
        ("I tried:\n- ice\n- heat\n\nNothing helps", "I tried: ice · heat · Nothing helps"),
        ("- ice\n  for a day\n- heat", "ice for a day · heat"),
        ("1. Sit.\n2. Breathe.", "1. Sit. 2. Breathe."),
        ("> Drink water.\n>\n> — [Cramp](/articles/cramp)\n\nHow much?", "How much?"),
        ("Someone wrote\n\n> drink water\n\nand I wonder.", "Someone wrote and I wonder."),
        ("> Drink water.\n> - often", "Drink water. often"),
        ("> > Drink\n> water.", "Drink water."),
        ("A fall - a bad one", "A fall - a bad one"),
        ("", ""),
    ],
)
def test_own_words_are_prose_without_marks_of_lists_and_without_what_is_quoted(
    source: str, words: str
) -> None:
    assert own_words(render(source).text) == words


def test_own_words_are_cut_like_any_excerpt_and_never_at_a_mark_between_items() -> None:
    text = "It hurts\n\n- at night\n- at work"
    assert own_words(text, 21) == "It hurts · at night…"
    assert own_words(text, 9) == "It hurts…"


@given(st.text("ab-> *+.\n\t\u2028", max_size=60), st.integers(1, 40))
def test_own_words_of_any_text_are_one_line_that_is_never_too_long(text: str, length: int) -> None:
    words = own_words(text, length)
    assert len(words) <= length
    assert words == " ".join(words.split())


class Told(str):
    """A text that says how many words it was split into."""

    most = 0

    def split(self, *args: object) -> list[str]:
        words = str.split(self, *args)  # type: ignore[arg-type]
        Told.most = max(Told.most, len(words))
        return words


def test_items_have_bullets_however_deep_they_stand_and_other_lines_keep_their_dashes() -> None:
    source = "- heat\n  - bottle\n    * small\n\n> + ice\n\na - b\n\n1. salt\n   - a pinch"
    assert bulleted(render(source).text) == (
        "• heat\n  • bottle\n    • small\n\n> • ice\n\na - b\n\n1. salt\n  • a pinch"
    )


def test_of_a_long_text_only_as_many_words_are_read_as_fit() -> None:
    assert excerpt(Told("word " * 10_000)).endswith("word…")
    assert Told.most < 200
