"""Lines become Markdown that shows exactly their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from forum.library.documents.lines import split_lines
from forum.library.documents.prose import escape, to_markdown


def markdown(text: str, *, headings: bool = True) -> str:
    return to_markdown(split_lines(text), headings=headings)


def shown(source: str) -> list[str]:
    """The text of every block of a Markdown document, as a reader sees it."""
    renderer = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    blocks = [token.children or [] for token in renderer.parse(source) if token.type == "inline"]
    return ["".join(child.content for child in children) for children in blocks]


def test_a_short_line_alone_above_text_is_a_heading() -> None:
    assert markdown("What helps?\n\nIce.") == "## What helps?\n\nIce.\n"


@pytest.mark.parametrize(
    "line", ["It helps.", "it helps", "Then, at night,", "Well, here is why:", "1, 2 und 3;"]
)
def test_a_sentence_is_not_a_heading(line: str) -> None:
    assert markdown(f"{line}\n\nIce.").startswith(line)


def test_comments_have_no_headings() -> None:
    assert markdown("What helps?\n\nIce.", headings=False) == "What helps?\n\nIce.\n"


def test_a_lone_item_above_a_paragraph_is_a_lower_heading() -> None:
    text = "Ways\n\n• Heat\n\nIt loosens what is tight.\n\n• Ice\n\nIt numbs what hurts."
    assert markdown(text).split("\n\n")[1::2] == ["### Heat", "### Ice"]


def test_lists_keep_their_numbers_and_their_levels() -> None:
    assert markdown("3) c\n4) d\n    • deep\n5) e") == "3) c\n4) d\n    - deep\n5) e\n"


def test_a_paragraph_indented_below_an_item_belongs_to_it() -> None:
    assert markdown("1. One\n\n   More of one.\n\n2. Two") == "1. One\n\n    More of one.\n2. Two\n"


def test_a_list_that_lost_its_bullets_gets_them_back() -> None:
    assert markdown("What helps:\n\nheat\nice\nrest") == "What helps:\n\n- heat\n- ice\n- rest\n"


def test_every_line_of_an_unwrapped_page_is_a_paragraph() -> None:
    assert markdown("one two three four.\nfive six seven eight.").count("\n\n") == 1


def test_addresses_stay_addresses() -> None:
    assert (
        escape("see https://example.org/a_b, or *not*")
        == "see https://example.org/a_b, or \\*not\\*"
    )
    assert escape("see http://example.org/_a_/.") == "see <http://example.org/_a_/>."


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), min_size=1)
)
def test_any_paragraph_is_shown_as_it_was_written(text: str) -> None:
    words = " ".join(text.split())
    if words:
        assert shown(escape(words)) == [words]


@given(st.text("ab *_`[]()<>#+-=~|\\!&;:/.1\"'\n", min_size=1))
def test_any_comment_shows_its_own_words(text: str) -> None:
    lines = split_lines(text)
    # Markdown draws the markers of items itself, but knows none such as "1.1."
    words = [f"{line.marker if len(line.number) > 1 else ''} {line.text}" for line in lines]
    assert " ".join(shown(to_markdown(lines, headings=False))).split() == " ".join(words).split()
