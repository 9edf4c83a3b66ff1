"""Bytes become clean text."""

import pytest

from forum.library.documents.decoding import decode
from forum.library.documents.document import NotAnArticle


def test_windows_1252_is_read_where_utf8_cannot_be() -> None:
    assert (
        decode("“Crème” – it’s only a name".encode("cp1252"), "a") == "“Crème” – it’s only a name"
    )


def test_utf8_that_was_cut_in_the_middle_of_a_character_stays_utf8() -> None:
    assert decode("Crème – brûlée”".encode()[:-1], "a") == "Crème – brûlée\ufffd"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028", "\x0c"])
def test_every_line_end_becomes_a_newline(end: str) -> None:
    assert decode(f"one{end}two".encode(), "a") == "one\ntwo"


def test_special_spaces_become_spaces() -> None:
    assert decode("a\u00a0b\u2009c\u3000d".encode(), "a") == "a b c d"


def test_invisible_characters_go() -> None:
    assert decode("\ufeffso\u00adft\u200b \u202eevil".encode(), "a") == "soft evil"


def test_a_few_stray_control_characters_do_not_make_a_text_binary() -> None:
    assert decode(b"a long line of text\x07 " * 9 + b"x" * 1_700, "a").startswith(
        "a long line of text a"
    )


def test_a_hundredth_of_control_characters_does() -> None:
    with pytest.raises(NotAnArticle, match="binary"):
        decode(b"nine char\x07" * 20, "a")
