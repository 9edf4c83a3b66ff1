import pytest
from markdown_it.token import Token

from forum.richtext.document import shape
from forum.richtext.markdown import parse


def attributes(tokens: list[Token], kind: str) -> list[dict[str, object]]:
    inline = [child for token in tokens for child in token.children or ()]
    return [dict(token.attrs) for token in [*tokens, *inline] if token.type == kind]


def words(source: str) -> str:
    children = [child for token in shape(parse(source), 3) for child in token.children or ()]
    return "".join(child.content for child in children)


@pytest.mark.parametrize(
    ("source", "base", "tags"),
    [
        ("# a\n\nb\n---\n\n### c", 3, ["h3", "h4", "h5"]),
        ("# a\n\n## b\n\n### c", 5, ["h5", "h6", "h6"]),
        ("## a\n\n### b\n\n## c", 2, ["h2", "h3", "h2"]),
        ("# a\n\n###### b\n\n### c", 2, ["h2", "h3", "h3"]),
        ("### a\n\n# b\n\n## c", 2, ["h2", "h2", "h3"]),
    ],
)
def test_headings_start_at_the_base_leave_no_gap_and_end_at_six(
    source: str, base: int, tags: list[str]
) -> None:
    tokens = shape(parse(source), base)
    assert [token.tag for token in tokens if token.type == "heading_open"] == tags
    assert [token.tag for token in tokens if token.type == "heading_close"] == tags


def test_only_links_to_other_sites_carry_a_rel() -> None:
    source = "[a](https://example.org) [b](/questions) [c](#post-1) <mailto:d@example.org>"
    links = attributes(shape(parse(source), 3), "link_open")
    assert [link.get("rel") for link in links] == ["nofollow ugc noopener", None, None, None]


def test_a_table_stands_in_a_box_that_scrolls_and_takes_the_focus() -> None:
    tokens = shape(parse("|a|\n|-|\n|b|"), 3)
    assert tokens[0].tag == tokens[-1].tag == "div"
    assert tokens[0].attrs["tabindex"] == "0"
    assert tokens[1].type == "table_open"


@pytest.mark.parametrize("blank", ["", " ", "&nbsp;", "&#x200b;", "\u00ad"])
def test_a_link_that_could_not_be_seen_shows_its_address(blank: str) -> None:
    assert words(f"[{blank}](/here)").endswith("/here")


def test_an_image_without_words_shows_its_address() -> None:
    assert words("![](https://example.org/leg.png)") == "https://example.org/leg.png"


@pytest.mark.parametrize("source", ["[a]()", "[a]( )", "![a]()"])
def test_a_link_to_nowhere_is_only_its_words(source: str) -> None:
    assert attributes(shape(parse(source), 3), "link_open") == []


def test_a_link_inside_a_link_is_only_its_words() -> None:
    tokens = shape(parse("[see <https://inner.example>](https://outer.example)"), 3)
    assert [link["href"] for link in attributes(tokens, "link_open")] == ["https://outer.example"]
    assert words("[see <https://inner.example>](/x)") == "see https://inner.example"
