"""A salutation loses its name and nothing else."""

import pytest

from forum.library.documents.salutations import without_salutation, without_vocatives

KNOWN = frozenset({"ann", "ann lee", "brickie77"})


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hi Sanny,", "Hi,"),
        ("Hello Mr. Day: try heat.", "Hello: try heat."),
        ("Thank you, Marie! It helped.", "Thank you! It helped."),
        ("Dear Dr. Fox,", "Dear,"),
        ("hi anna, same here", "hi, same here"),
        ("Thanks Bo Day.", "Thanks."),
        ("Hey ann I tried it", "Hey I tried it"),
        ("Good morning Bo – how are you?", "Good morning – how are you?"),
        ("Thanks for the tip, Marie! It helped.", "Thanks for the tip! It helped."),
        ("@Bo thanks", "thanks"),
        ("@Ann Lee, thanks", "thanks"),
        ("@brickie77 no", "no"),
        ("Ann, how are you?", "how are you?"),
        ("brickie77, yes", "yes"),
    ],
)
def test_the_name_goes(text: str, left: str) -> None:
    assert without_salutation(text, KNOWN, reply=False) == left


@pytest.mark.parametrize(
    "text",
    [
        "Hi all,",
        "Hello everyone!",
        "Thanks.",
        "Thanks, I will try it.",
        "Hi, my leg hurts.",
        "Thank you so much for the advice.",
        "Hello, great article!",
        "Dear Doctor, I fell.",
        "Thanks God, it stopped.",
        "High heels did it.",
        "Unfortunately, it came back.",
        "Hi",
        "Hi I'm new, and it hurts.",
        "Well, The Lantern says so.",
        "London, England is home.",
    ],
)
def test_nothing_else_does(text: str) -> None:
    assert without_salutation(text, KNOWN, reply=False) == text


def test_a_reply_may_begin_with_a_name_that_nobody_printed() -> None:
    text = "Bettina, The rest is simple."
    assert without_salutation(text, KNOWN, reply=True) == "The rest is simple."
    assert without_salutation(text, KNOWN, reply=False) == text
    assert without_salutation("Bettina,", KNOWN, reply=True) == ""


@pytest.mark.parametrize("text", ["Yes, It did.", "Usually, I walk.", "Magnesium, I think."])
def test_not_every_first_word_of_a_reply_is_a_name(text: str) -> None:
    assert without_salutation(text, KNOWN, reply=True) == text


def test_known_names_go_where_a_sentence_ends_by_calling_them() -> None:
    text = "Good idea, Ann! And thanks Ann Lee. I live in Bath, Somerset."
    left = "Good idea! And thanks. I live in Bath, Somerset."
    assert without_vocatives(text, KNOWN) == left
