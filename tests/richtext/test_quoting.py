import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.richtext import quote, render

LINK = "/questions/7/night-cramps#post-12"
HOSTILE_NAMES = [
    "](javascript:pwn()) [x",
    "]: /evil\n\n# Escaped",
    "Ann\n\nnot quoted",
    "Ann\r\rnot quoted",
    "Ann\u2028\u2028not quoted",
    "`Ann",
    "**Ann",
    "<img src=x onerror=pwn()>",
    "<https://evil.example>",
    "https://evil.example",
    "&lt;b&gt;",
    "Ann\\",
    "\\](/x",
    "![x](https://evil.example/p.gif)",
    "1. Ann",
    "\u202eAnn",
    "```",
    "| a |",
    "",
    "x" * 10_000,
]


def test_a_quotation_names_the_author_and_links_back() -> None:
    assert quote("one\n\ntwo", "Ann wrote", LINK) == (
        f"> [Ann wrote](<{LINK}>):\n>\n> one\n>\n> two\n\n"
    )


def test_what_follows_a_quotation_stands_outside_it() -> None:
    html = render(quote("one", "Ann wrote", LINK) + "my reply").html
    assert html.endswith("</blockquote>\n<p>my reply</p>")


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_stays_a_name_inside_the_quotation(name: str) -> None:
    html = render(quote("one", name, LINK) + "my reply").html
    head, _, rest = html.partition("</blockquote>")
    assert head.startswith(f'<blockquote>\n<p><a href="{LINK}">')
    assert head.endswith("</a>:</p>\n<p>one</p>\n")
    assert head.count("<a ") == 1
    assert rest == "\n<p>my reply</p>"


@pytest.mark.parametrize("name", ["a*b_c", "R&amp;D", "x <y>", "[z]", "#1", "back\\slash"])
def test_a_name_is_shown_to_the_letter(name: str) -> None:
    assert render(quote("one", f"{name} wrote", LINK)).text.startswith(f"> {name} wrote:")


@pytest.mark.parametrize(
    "link", ["javascript:pwn()", "//evil.example", "/a b", "/a>b", "/a\n\nb", ""]
)
def test_without_an_allowed_address_the_line_has_no_link(link: str) -> None:
    assert quote("one", "Ann wrote", link) == "> Ann wrote:\n>\n> one\n\n"


def test_trailing_spaces_that_break_a_line_stay() -> None:
    assert "> one  \n> two" in quote("one  \ntwo", "Ann wrote", LINK)


@given(st.text(st.characters(exclude_categories=())), st.text(st.characters(exclude_categories=())))
def test_no_author_and_no_text_break_out_of_the_quotation(text: str, author: str) -> None:
    source = quote(text, author, LINK)
    assert all(line.startswith(">") for line in source.rstrip("\n").split("\n"))
    assert not set("\r\v\f\x85\u2028\u2029") & set(source)
