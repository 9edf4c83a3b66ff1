"""A signature goes, and nothing that was said."""

import pytest

from forum.library.documents.lines import split_lines
from forum.library.documents.signatures import without_signature

KNOWN = frozenset({"ann", "brickie77"})


def unsigned(text: str) -> str:
    return "\n".join(line.text for line in without_signature(split_lines(text), KNOWN))


@pytest.mark.parametrize(
    "signature",
    [
        "Kathleen",
        "Kathleen\nThe Knee Lady",
        "\n\nBo Day",
        "-- Bo",
        "— Bo Day",
        "- Bo",
        "~Bo",
        "ann",
        "Regards,\nBo",
        "Kind regards\nBo Day",
        "Regards, Bo",
        "Dr. Bo Day",
        "Bo from Ohio",
        "Ann.",
    ],
)
def test_signature_lines_go(signature: str) -> None:
    assert unsigned(f"It went away.\n{signature}") == "It went away."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It went away. -- Mr Puzzled", "It went away."),
        ("It went away. Ann", "It went away."),
        ("It went away. Best wishes, Bo", "It went away."),
        ("It went away. Thanks, Bo", "It went away. Thanks"),
        ("It went away.\nThanks,\nBo", "It went away.\nThanks,"),
        ("Will it go away? Thanks in advance, Bo Day.", "Will it go away? Thanks in advance"),
    ],
)
def test_what_says_something_beside_the_name_stays(text: str, left: str) -> None:
    assert unsigned(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Ann",
        "Magnesium",
        "It went away.\nThanks",
        "It went away.\nGood luck",
        "Yes.\nGod bless",
        "I am so tired of it.\nGoodbye",
        "Is it my heart?\nAnyone",
        "Two things help.\nIbuprofen",
        "I take:\nMagnesium",
        "I take two things\nMagnesium\nPotassium",
        "It went.\nhope it helps",
        "It went away – slowly",
        "It went. HELP ME",
        "It went away.\nHELP ME PLEASE",
        "I live in Bath.",
        "I take three.\n- Iron\n- Zinc\n- Salt",
    ],
)
def test_nothing_else_goes(text: str) -> None:
    assert unsigned(text) == "\n".join(line.text for line in split_lines(text))
