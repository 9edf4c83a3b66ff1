"""One line says who wrote it and when, or is something else."""

import pytest

from forum.library.documents.credits import looks_like_name, read_credit


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Ann Lee on 3 May 2012 at 9:10 pm", "Ann Lee"),
        ("posted by ann on May 3, 2012", "ann"),
        ("Ann says:", "Ann"),
        ("Ann, Ohio wrote", "Ann"),
        ("anon12345", "anon12345"),
        ("In Pain May 3, 2012 at 9:10 pm | Reply", "In Pain"),
        ("#7 Ann - 2012-05-03", "Ann"),
        ("On May 3, 2012 Ann Lee wrote:", "Ann Lee"),
        ("Reply by Ann — 2 days ago", "Ann"),
        ("May 3, 2012 at 9:10 pm", None),
        ("Post 7", None),
        ("Comment #12", None),
    ],
)
def test_a_credit_names_its_author(text: str, author: str | None) -> None:
    credit = read_credit(text)
    assert credit is not None
    assert credit.author == author


@pytest.mark.parametrize(
    "text",
    [
        "I had surgery on May 3, 2012",
        "My doctor says:",
        "The surgeon said:",
        "Thanks",
        "Reply",
        "Last updated: May 3, 2012 at 4:00 pm",
        "Since May 3, 2012",
        "Day 1 – March 3, 2012",
        "I woke on May 3, 2012 at 9:10 pm and could not move",
        "Ann",
        "She said so:",
        "It hurts.",
    ],
)
def test_a_sentence_is_no_credit(text: str) -> None:
    assert read_credit(text) is None


def test_words_behind_a_credit_are_its_text() -> None:
    credit = read_credit("Ann on May 3, 2012 at 9:10 pm said: I like ice.")
    assert credit is not None
    assert (credit.author, credit.rest) == ("Ann", "I like ice.")


def test_a_credit_names_whom_it_answers() -> None:
    credit = read_credit("Bo replied to Ann Lee on May 3, 2012")
    assert credit is not None
    assert (credit.author, credit.reply_to, credit.replied) == ("Bo", "Ann Lee", True)


@pytest.mark.parametrize("text", ["", "...", "Thanks", "Five words are too many", "Ann!", "x" * 60])
def test_what_nobody_is_called_is_no_name(text: str) -> None:
    assert not looks_like_name(text)
