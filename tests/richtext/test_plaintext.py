import pytest

from forum.richtext import render
from forum.richtext.markdown import parse
from forum.richtext.plaintext import plain_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", ""),
        ("one\ntwo\n\nthree", "one\ntwo\n\nthree"),
        ("# Title\nwords", "Title\n\nwords"),
        ("**bold** *slanted* `code`", "bold slanted code"),
        ("a  \nb\\\nc", "a\nb\nc"),
        ("[words](https://example.org)", "words"),
        ("<https://example.org>", "https://example.org"),
        ("- a\n- b\n\nc", "- a\n- b\n\nc"),
        ("- a\n  - b\n- c", "- a\n  - b\n- c"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("- a\n\n- b", "- a\n\n- b"),
        ("> a\n>\n> b\n\nc", "> a\n>\n> b\n\nc"),
        ("> a\n> > b\n\nc", "> a\n>\n> > b\n\nc"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("```python\nx = 1\n\ny\n```\nz", "x = 1\n\ny\n\nz"),
        ("    code\n\nz", "code\n\nz"),
        ("|a|b|\n|-|-|\n|c|d|\n\ne", "a | b\nc | d\n\ne"),
    ],
)
def test_words_come_out_in_order_and_without_marks(source: str, text: str) -> None:
    assert plain_text(parse(source)) == text


def test_what_looks_like_markup_stays_what_was_written() -> None:
    assert plain_text(parse("a < b &amp;lt; &lt;i&gt; <b>")) == "a < b &lt; <i> <b>"


def test_entities_cannot_bring_back_what_was_cleaned_away() -> None:
    assert plain_text(parse("a&#x202e;b&#0;c&#xD800;d")) == "ab�c�d"


def test_the_address_that_a_blank_link_shows_is_in_the_text_too() -> None:
    assert render("[](/here)").text == "/here"
