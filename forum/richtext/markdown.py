"""Markdown to tokens: CommonMark with tables and autolinks, without HTML, within fixed limits."""

from itertools import accumulate

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_inline import StateInline, link
from markdown_it.token import Token

from . import links

MAX_ELEMENTS = 3_000
MAX_WORK = 20_000
MAX_COLUMNS = 20
MAX_CELLS = 10_000
# markdown-it drops what lies deeper than this without a word, so `_limit` speaks up before.
_PARSER_NESTING = 20
_LIST_DEPTH = 2  # a list and its item, the most that one block rule descends at once
_TOKENS_OF_A_BLOCK = 3  # its opening, its words and its end


class TooComplex(ValueError):
    """The text would make more elements, or nest them deeper, than a person writes."""


class _Parser(MarkdownIt):
    """The library's three hooks for addresses, answered by our own rules."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        return "" if links.deceptive(url) else super().normalizeLink(url)

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return links.allowed(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        # Decoding `xn--…` for show would let a look-alike name pass for the one it imitates.
        return link


class _Linkify(LinkifyIt):
    """Finds addresses in text, and does not read on when one is too long to be allowed."""

    def pretest(self, text: str) -> bool:
        # Every address that is looked for here has one; the library's expression reads slowly.
        return ":" in text and bool(super().pretest(text))

    def test_schema_at(self, text: str, name: str, position: int) -> int:
        window = text[: position + links.MAX_LENGTH + 1]
        return int(super().test_schema_at(window, name, position))


def _limit(state: StateBlock, _line: int, _end: int, _silent: bool) -> bool:
    """Stand before all block rules, match nothing, and stop the parser when it has had enough.

    Quotes and lists look ahead for their last line, in some texts to the end for each line anew:
    what counts as work is every line that is looked at.
    """
    state.env["work"] = state.env.get("work", 0) + 1
    if state.env["work"] > MAX_WORK or len(state.tokens) > _TOKENS_OF_A_BLOCK * MAX_ELEMENTS:
        raise TooComplex("size")
    if state.level >= _PARSER_NESTING - _LIST_DEPTH:
        raise TooComplex("nesting")
    return False


def _narrow_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table unless it is too wide, or its empty cells could fill pages."""
    if start + 1 >= end:
        return False
    columns = 1 + state.src.count("|", state.bMarks[start + 1], state.eMarks[start + 1])
    if columns > MAX_COLUMNS or columns * (end - start) > MAX_CELLS:
        return False
    return table(state, start, end, silent)


def _image_as_link(state: StateInline, silent: bool) -> bool:
    """Read `![alt](address)` as a link to the image: nothing is loaded from elsewhere."""
    if not state.src.startswith("![", state.pos):
        return False
    state.pos += 1
    if link(state, silent):
        return True
    state.pos -= 1
    return False


def _build() -> _Parser:
    parser = _Parser("commonmark", {"html": False, "linkify": True})
    parser.options["maxNesting"] = _PARSER_NESTING
    parser.enable("table")
    # The inline half of linkify rereads its paragraph at each `://`; the core half does the work.
    parser.core.ruler.enable("linkify")
    lookahead = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("table", "limit", _limit, {"alt": lookahead})
    parser.block.ruler.at("table", _narrow_table, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.at("image", _image_as_link)
    # Only what says that it is an address: in "a cramp.It hurts", `cramp.It` is none.
    parser.linkify = _Linkify(options={"fuzzy_link": False, "fuzzy_email": False})
    parser.linkify.add("ftp:", None).add("//", None)
    return parser


PARSER = _build()
# Rules are compiled at the first use, which two threads must not share.
PARSER.render("[a](/b) https://example.org\n\n|a|\n|-|\n|b|")


def parse(source: str) -> list[Token]:
    """Parse cleaned Markdown into markdown-it's block tokens.

    Raises `TooComplex` when it makes more than `MAX_ELEMENTS` elements or nests them too deeply.
    """
    tokens = PARSER.parse(source)
    inlines = [token.children for token in tokens if token.children]
    if sum(map(_elements, [tokens, *inlines])) > MAX_ELEMENTS:
        raise TooComplex("size")
    if any(_depth(children) > _PARSER_NESTING for children in inlines):
        raise TooComplex("nesting")
    return tokens


def _elements(tokens: list[Token]) -> int:
    return sum(token.nesting >= 0 for token in tokens if token.tag)


def _depth(children: list[Token]) -> int:
    return max(accumulate(token.nesting for token in children))
