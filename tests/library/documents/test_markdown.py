"""Markdown with front matter: what it may say, and which line is named when it is wrong."""

from datetime import date

import pytest

from forum.library.documents import NotAnArticle, Source, read_document

WHOLE = """\
---
title: "Why Knees Crack: a Primer"
author: Rut Sand
editor: ~
reviewer: null
source: The Lantern
source_url: https://example.org/knees
licence: CC BY 4.0
written: 2021-02-03
edited: 2021-04-05
reviewed: 2021-05-06
review_due: 2023-05-06
summary: >
  Bubbles, not bones.
  Mostly.
tags: [knees, cracking, knees]
areas: [knee]
sources:
  - title: A Book of Joints
    url: https://example.org/joints
  - The Nurse's Almanac
pin: 2
---

Knees *crack*.

## Comments

Ann says:
this is part of the body.
"""


def read(text: str, name: str = "knees.md"):
    return read_document(text.encode(), name)


def refusal(text: str, name: str = "knees.md") -> str:
    with pytest.raises(NotAnArticle) as caught:
        read(text, name)
    return str(caught.value)


def with_line(line: str) -> str:
    return f"---\ntitle: Knees\n{line}\n---\nA body.\n"


def test_every_field_is_read() -> None:
    document = read(WHOLE)
    assert document.title == "Why Knees Crack: a Primer"
    assert (document.author, document.editor, document.reviewer) == ("Rut Sand", None, None)
    assert (document.source, document.source_url) == ("The Lantern", "https://example.org/knees")
    assert document.licence == "CC BY 4.0"
    assert (document.written, document.edited) == (date(2021, 2, 3), date(2021, 4, 5))
    assert (document.reviewed, document.review_due) == (date(2021, 5, 6), date(2023, 5, 6))
    assert document.summary == "Bubbles, not bones. Mostly."
    assert (document.tags, document.areas) == (("knees", "cracking"), ("knee",))
    assert document.sources == (
        Source("A Book of Joints", "https://example.org/joints"),
        Source("The Nurse's Almanac", None),
    )
    assert document.pin == 2


def test_the_body_is_kept_as_it_is_and_holds_no_comments() -> None:
    document = read(WHOLE)
    assert document.body.startswith("Knees *crack*.\n\n## Comments\n\nAnn says:\n")
    assert document.comments == ()


def test_what_front_matter_leaves_out_is_unknown() -> None:
    document = read("---\ntitle: Knees\n---\nA body.\n")
    assert document.author is None
    assert document.written is None
    assert document.sources == ()
    assert document.pin is None


def test_the_slug_comes_from_the_title() -> None:
    assert read(WHOLE).slug == "why-knees-crack-a-primer"


def test_the_slug_may_be_given() -> None:
    assert read(with_line("slug: loud-knees")).slug == "loud-knees"


def test_yaml_does_not_turn_words_into_other_things() -> None:
    document = read("---\ntitle: No\nauthor: 2011\n---\nA body.\n")
    assert (document.title, document.author) == ("No", "2011")


def test_front_matter_is_recognised_without_the_file_name() -> None:
    assert read(WHOLE, "upload").title == "Why Knees Crack: a Primer"


def test_a_rule_at_the_top_of_a_plain_text_is_no_front_matter() -> None:
    prose = "A knee is a hinge that also slides, which is why it is so easily hurt."
    text = f"---\n\nThe Knee\n\n---\n\n{prose}\n"
    assert read(text, "knee.txt").title == "The Knee"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("colour: red", "unknown key “colour”; known are title, slug, author"),
        ("comments: [x]", "unknown key “comments”"),
        ("title: Twice", "the key “title” is given twice"),
        ("author: [a, b]", "“author” must be one text"),
        (f"author: {'x' * 201}", "“author” is longer than 200 characters"),
        (f"summary: {'x' * 301}", "“summary” is longer than 300 characters"),
        (f"licence: {'x' * 101}", "“licence” is longer than 100 characters"),
        (f"source_url: https://x.org/{'x' * 500}", "“source_url” is longer than 500 characters"),
        ("written: last May", "“written” must be a date such as 2024-05-31"),
        ("written: 2024-02-30", "“written” must be a date"),
        ("source_url: javascript:alert(1)", "“source_url” must be a web address"),
        ("source_url: https://", "“source_url” must be a web address"),
        ("source_url: http://[", "“source_url” must be a web address"),
        ("tags: knees", "“tags” must be a list"),
        ("tags: ['']", "“tags” has an empty entry"),
        (f"tags: [{', '.join(map(str, range(51)))}]", "“tags” has more than 50 entries"),
        ("sources: [{name: x}]", "an entry of “sources” has a title and a url"),
        ("sources: [{title: x, url: ftp://x.org}]", "“url” must be a web address"),
        ("sources: ['']", "an entry of “sources” has an empty title"),
        ("slug: Not A Slug", "“slug” must be words of a-z"),
        ("pin: first", "“pin” must be a whole number"),
        ("title", "the front matter cannot be read"),
        ("author: 'open", "the front matter cannot be read"),
    ],
)
def test_a_wrong_line_is_named(line: str, complaint: str) -> None:
    message = refusal(with_line(line))
    assert message.startswith("knees.md: line ")
    assert complaint in message


def test_the_named_line_counts_from_the_top_of_the_file() -> None:
    assert refusal("---\n\ntitle: Knees\n\ncolour: red\n---\nA body.\n").startswith(
        "knees.md: line 5:"
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("written: 2020-02-02", "edited: 2020-02-01"),
        ("review_due: 2019-01-01", "reviewed: 2020-01-01"),
    ],
)
def test_dates_in_the_wrong_order_are_refused(first: str, second: str) -> None:
    assert "is before" in refusal(with_line(f"{first}\n{second}"))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("# Knees\n\nA body.\n", "line 1: a Markdown article starts with front matter"),
        ("---\ntitle: Knees\nA body.\n", "line 1: the front matter is not closed"),
        ("---\nauthor: Rut\n---\nA body.\n", "the front matter names no title"),
        ("---\ntitle:\n---\nA body.\n", "the front matter names no title"),
        ("---\n---\nA body.\n", "the front matter names no title"),
        ("---\n- a\n---\nA body.\n", "line 2: front matter is a list of lines"),
        ("---\ntitle: Knees\n---\n \n", "has no body below its front matter"),
        (f"---\ntitle: {'[' * 19_000}\n---\nA body.\n", "nested too deeply"),
        (f"---\ntitle: {'x' * 20_000}\n---\nA body.\n", "longer than 20000 characters"),
    ],
)
def test_a_document_without_proper_front_matter_is_refused(text: str, complaint: str) -> None:
    assert complaint in refusal(text)


def test_aliases_that_grow_without_end_are_refused() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(20))
    assert "unknown key “a”" in refusal(with_line(bomb))
