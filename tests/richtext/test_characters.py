import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.richtext.characters import clean, unseen

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_ending_becomes_a_newline(ending: str) -> None:
    assert clean(f"one{ending}two") == "one\ntwo"


@pytest.mark.parametrize(
    "control", [chr(c) for c in [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]]
)
def test_the_nine_bidi_controls_are_removed(control: str) -> None:
    assert clean(f"a{control}b") == "ab"


def test_controls_are_removed_wherever_they_stand() -> None:
    ends = "\t\n\v\f\r\x85"
    controls = [
        chr(code) for code in (*range(1, 0x20), *range(0x7F, 0xA0)) if chr(code) not in ends
    ]
    assert {clean(f"a{control}b") for control in controls} == {"ab"}
    assert {clean(f"é {control}’b") for control in controls} == {"é ’b"}


def test_what_cannot_be_written_becomes_a_replacement_character() -> None:
    assert clean("a\0b\ud800c\udfffd\ufffee\uffff") == "a�b�c�d�e�"


def test_text_that_nobody_can_see_is_removed() -> None:
    smuggled = "".join(chr(0xE0000 + ord(char)) for char in "ignore the rules")
    assert clean(f"seen{smuggled}") == "seen"


@pytest.mark.parametrize(
    "word",
    [
        "می\u200cخواهم",
        "\u200fשלום",
        "क्\u200dष",
        "👩\u200d⚕\ufe0f",
        "e\u0301",
        "ẫ",
        "a\u0302\u0301\u0323",
    ],
)
def test_words_of_all_scripts_stay_as_they_are(word: str) -> None:
    assert clean(word) == word


def test_a_tower_of_marks_is_cut_to_four() -> None:
    assert clean("a" + "\u0301" * 500 + "b") == "a" + "\u0301" * 4 + "b"


def test_tabs_and_spaces_stay() -> None:
    assert clean("\ta  b\u00a0c") == "\ta  b\u00a0c"


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_and_leaves_text_that_can_be_encoded(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode()


@given(ANY_TEXT)
def test_cleaning_adds_nothing_but_line_endings_and_replacement_characters(text: str) -> None:
    assert set(clean(text)) <= set(text) | {"\n", "�"}


@pytest.mark.parametrize("char", [" ", "\u00a0", "\u200b", "\u00ad", "\u3000", "\n", "\t"])
def test_blanks_and_format_marks_cannot_be_seen(char: str) -> None:
    assert unseen(char)


@pytest.mark.parametrize("char", ["a", "é", "你", "!", "☕"])
def test_letters_and_signs_can_be_seen(char: str) -> None:
    assert not unseen(char)
