"""A page becomes lines."""

import pytest

from forum.library.documents.lines import ends_sentence, is_prose, split_lines


def texts(page: str) -> list[str]:
    return [line.text for line in split_lines(page)]


def test_markers_indents_and_gaps_are_told_apart_from_text() -> None:
    first, second = split_lines("  • One   thing\n\n\n\t2.1. Another")
    assert (first.marker, first.text, first.indent, first.gap) == ("•", "One thing", 2, 0)
    assert (second.marker, second.text, second.indent, second.gap) == ("2.1.", "Another", 4, 2)
    assert second.number == (2, 1)


@pytest.mark.parametrize("text", ["1.5 litres", "2012. That year", "-5 degrees", "*stars*", "1.)x"])
def test_what_only_looks_like_a_marker_is_text(text: str) -> None:
    assert split_lines(text)[0].marker == ""


def test_a_marker_alone_belongs_to_the_line_below() -> None:
    assert [(line.marker, line.text) for line in split_lines("•\nOne\n2.\nTwo")] == [
        ("•", "One"),
        ("2.", "Two"),
    ]


def test_wrapped_lines_are_joined() -> None:
    page = (
        "A knee is a hinge that also slides, which is why\nit is so easily hurt. Mind the\nstairs."
    )
    assert texts(page)[0].endswith("which is why it is so easily hurt. Mind the")


def test_lines_of_an_unwrapped_page_are_not_joined() -> None:
    page = (
        "A knee is a hinge that also slides a little, as hinges go.\nIt is easily hurt.\nMind it."
    )
    assert len(texts(page)) == 3


def test_entities_are_undone() -> None:
    assert texts("salt &amp; water&nbsp;&#8211; https://e.org/?a=1&copy=2") == [
        "salt & water – https://e.org/?a=1&copy=2"
    ]


@pytest.mark.parametrize(
    "text", ["Yes.", "Why?", "He said “yes.”", "well (yes!)", "good 🙂", "so…"]
)
def test_sentences_end_with_a_mark(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["", "Yes", "a, b,", "“title”"])
def test_titles_do_not(text: str) -> None:
    assert not ends_sentence(text)


def test_a_long_question_may_be_a_title_and_is_no_prose() -> None:
    question = "What should you do when your left foot falls asleep on a very long flight?"
    assert not is_prose(split_lines(question)[0])
    assert is_prose(split_lines(question.replace("?", "."))[0])
