import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.richtext import excerpt


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
