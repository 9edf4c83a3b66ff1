import json
from pathlib import Path

import pytest

from forum.richtext import links
from forum.richtext.markdown import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ELEMENTS,
    PARSER,
    TooComplex,
    parse,
)

SHAPES = json.loads(Path(__file__).with_name("pathological.json").read_text())


def types(source: str) -> list[str]:
    return [token.type for token in parse(source)]


def inline_types(source: str) -> list[str]:
    return [child.type for token in parse(source) for child in token.children or ()]


def grown(shape: dict[str, str], size: int) -> str:
    """Repeat a shape's middle parts until it is about `size` characters long."""
    tail = shape.get("tail", "")
    times = size // len(shape["body"] + tail)
    return shape.get("head", "") + shape["body"] * times + shape.get("middle", "") + tail * times


def test_html_is_text() -> None:
    assert inline_types("a <b>bold</b> word") == ["text"]
    assert types("<div>\nblock\n</div>") == ["paragraph_open", "inline", "paragraph_close"]


def test_tables_are_read() -> None:
    assert "table_open" in types("|a|b|\n|-|-|\n|c|d|")


def test_a_table_ends_a_paragraph() -> None:
    assert types("words\n|a|\n|-|\n|b|").count("table_open") == 1


def test_a_table_that_is_too_wide_stays_a_paragraph() -> None:
    def head(columns: int) -> str:
        return "a|" * columns + "\n" + "-|" * columns + "\n"

    assert "table_open" in types(head(MAX_COLUMNS - 1))
    assert "table_open" not in types(head(MAX_COLUMNS))


def test_a_table_that_could_fill_pages_with_empty_cells_stays_a_paragraph() -> None:
    rows = MAX_CELLS // 10
    assert "table_open" not in types("a|" * 9 + "\n" + "-|" * 9 + "\n" + "|\n" * rows)


@pytest.mark.parametrize(
    "source",
    [
        "https://example.org/a_b?c=d",
        "http://example.org",
        "mailto:a@example.org",
        "<a@example.org>",
    ],
)
def test_an_address_that_says_what_it_is_becomes_a_link(source: str) -> None:
    assert inline_types(f"see {source} for more") == [
        "text",
        "link_open",
        "text",
        "link_close",
        "text",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "my leg.It hurts",
        "example.org",
        "www.example.org",
        "a@example.org",
        "//example.org",
        "ftp://a.org",
    ],
)
def test_words_that_merely_look_like_an_address_stay_words(source: str) -> None:
    assert inline_types(source) == ["text"]


def test_a_link_whose_address_is_refused_is_shown_as_it_was_written() -> None:
    [_, inline, _] = parse("[x](javascript:1)")
    assert [child.content for child in inline.children or ()] == ["[x](javascript:1)"]


def test_an_international_name_is_shown_as_typed_and_linked_in_ascii() -> None:
    [_, inline, _] = parse("https://bücher.example/ and https://xn--bcher-kva.example/")
    links = [child for child in inline.children or () if child.type == "link_open"]
    assert [link.attrs["href"] for link in links] == ["https://xn--bcher-kva.example/"] * 2
    assert "".join(child.content for child in inline.children or ()) == (
        "https://bücher.example/ and https://xn--bcher-kva.example/"
    )


def test_an_image_is_a_link_to_it() -> None:
    [_, inline, _] = parse("![a *leg*](https://example.org/leg.png)")
    assert inline.children
    assert inline.children[0].attrs == {"href": "https://example.org/leg.png"}
    assert "img" not in {child.tag for child in inline.children}


def test_an_exclamation_mark_that_begins_no_image_stays() -> None:
    [_, inline, _] = parse("Stop! [a] ![b] \\![c](/d)")
    words = "".join(child.content for child in inline.children or ())
    assert words == "Stop! [a] ![b] !c"


@pytest.mark.parametrize("source", ["> " * 50 + "a", "- " * 50 + "a", "1. > " * 30 + "a"])
def test_blocks_inside_blocks_inside_blocks_are_too_complex(source: str) -> None:
    with pytest.raises(TooComplex):
        parse(source)


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_eight_levels_lose_no_word(mark: str) -> None:
    assert "deepest" in [token.content for token in parse(mark * 8 + "deepest")]


def test_emphasis_inside_emphasis_inside_emphasis_is_too_complex() -> None:
    with pytest.raises(TooComplex):
        parse("*a **a " * 50 + "b" + " a** a*" * 50)


def test_looking_ahead_from_each_line_to_the_end_is_too_complex() -> None:
    assert "fence" in types("> ~~~\na\n" * 20)
    with pytest.raises(TooComplex):
        parse("> ~~~\na\n" * (MAX_ELEMENTS // 4))


def test_an_address_that_is_too_long_stays_words_and_is_not_cut() -> None:
    source = "https://example.org/" + "a" * 20_000
    assert inline_types(source) == ["text"]
    assert PARSER.linkify
    [match] = PARSER.linkify.match(source) or ()
    assert links.MAX_LENGTH < len(match.raw) < links.MAX_LENGTH + 100


def test_as_many_elements_as_are_allowed_are_read() -> None:
    assert types("***\n" * MAX_ELEMENTS) == ["hr"] * MAX_ELEMENTS


@pytest.mark.parametrize(
    "source", ["- a\n" * MAX_ELEMENTS, "*a* " * MAX_ELEMENTS, "***\n" * (MAX_ELEMENTS + 1)]
)
def test_more_elements_than_a_person_writes_are_too_complex(source: str) -> None:
    with pytest.raises(TooComplex):
        parse(source)


def count(source: str) -> int:
    return sum(1 + len(token.children or ()) for token in parse(source))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape["name"])
def test_tokens_grow_no_faster_than_the_text(shape: dict[str, str]) -> None:
    try:
        small, large = (count(grown(shape, size)) for size in (1_500, 3_000))
    except TooComplex:
        return
    assert large <= 2 * small + 50
