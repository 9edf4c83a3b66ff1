"""The article's own credits."""

from datetime import date
from typing import Any

import pytest

from forum.library.documents.bylines import read_byline
from forum.library.documents.lines import split_lines

TEXT = "Here is a paragraph with enough words in it to be taken for running text."


def above(byline: str) -> dict[str, Any]:
    lines = split_lines(f"The Title\n{byline}\n\n{TEXT}\n\n{TEXT}")
    return read_byline(lines, next(n for n, line in enumerate(lines) if line.text == TEXT))[0]


def below(byline: str) -> dict[str, Any]:
    return read_byline(split_lines(f"The Title\n\n{TEXT}\n\n{byline}"), 1)[0]


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("by Ann", "Ann"),
        ("By: Ann Lee", "Ann Lee"),
        ("Written by Ann Lee, MD", "Ann Lee, MD"),
        ("• Author: Ann Lee", "Ann Lee"),
        ("Ann Lee, PT, DPT", "Ann Lee, PT, DPT"),
        ("Posted by Ann on May 3, 2012", "Ann"),
        ("May 3, 2012 by Ann", "Ann"),
        ("Written by\nAnn Lee", "Ann Lee"),
        ("Ann Lee · 3 days ago · 4 min read", "Ann Lee"),
        ("by the staff of the Lantern", "the staff of the Lantern"),
        ("By hand", None),
        ("Author Interviews", None),
        ("By Using Heat You Can Loosen The Knee", None),
        ("Knees", None),
    ],
)
def test_the_author_is_found(byline: str, author: str | None) -> None:
    assert above(byline).get("author") == author


@pytest.mark.parametrize(
    ("byline", "field", "value"),
    [
        ("Edited By: Bo Day", "editor", "Bo Day"),
        ("Editor: Bo Day", "editor", "Bo Day"),
        ("Medically reviewed by Cy Fox, RN on May 3, 2012", "reviewer", "Cy Fox, RN"),
        ("Medically reviewed by Cy Fox, RN on May 3, 2012", "reviewed", date(2012, 5, 3)),
        ("Last Modified Date: 3 May 2012", "edited", date(2012, 5, 3)),
        ("Updated on May 3rd, 2012", "edited", date(2012, 5, 3)),
        ("Published: 2012-05-03", "written", date(2012, 5, 3)),
        ("May 3, 2012", "written", date(2012, 5, 3)),
        ("Next review due: 3 May 2025", "review_due", date(2025, 5, 3)),
        ("License: CC BY-SA 4.0", "licence", "CC BY-SA 4.0"),
        ("Source: The Lantern", "source", "The Lantern"),
        ("Source: https://example.org/a", "source_url", "https://example.org/a"),
    ],
)
@pytest.mark.parametrize("place", [above, below])
def test_the_other_credits_are_found_above_and_below(place, byline: str, field: str, value) -> None:
    assert place(byline).get(field) == value


def test_a_title_that_begins_like_a_label_is_none() -> None:
    assert above("Source of Pain") == {}


def test_several_credits_share_a_line() -> None:
    assert above("By Ann Lee | Edited by Bo Day | May 3, 2012 | 5 min read") == {
        "author": "Ann Lee",
        "editor": "Bo Day",
        "written": date(2012, 5, 3),
    }


def test_the_first_of_two_authors_named_stays() -> None:
    assert above("by Ann\nby Bo") == {"author": "Ann"}


def test_a_date_that_cannot_be_told_is_unknown() -> None:
    assert above("Published: 03/04/2012") == {}


def test_sentences_of_the_body_are_no_credits() -> None:
    assert below("Reviewed on its own merits, a knee is a fine thing to have.") == {}
