"""Tokens in the shape our pages want: headings below theirs, marked links, tables that scroll."""

from markdown_it.token import Token

from . import links
from .characters import unseen
from .plaintext import inline_text
from .sanitize import SCROLLER

_LOWEST_HEADING = 6
_HEADINGS = frozenset({"heading_open", "heading_close"})


def shape(tokens: list[Token], heading_base: int) -> list[Token]:
    """Return the block tokens: headings from `<h{heading_base}>` on, safe links, wrapped tables."""
    shaped = []
    above: list[int] = []
    for token in tokens:
        if token.type in _HEADINGS:
            token.tag = f"h{min(_depth(token, above) + heading_base, _LOWEST_HEADING)}"
        if token.children:
            token.children = _shape_links(token.children)
        if token.type == "table_open":
            shaped.append(Token("scroller_open", "div", 1, attrs=dict(SCROLLER), block=True))
        shaped.append(token)
        if token.type == "table_close":
            shaped.append(Token("scroller_close", "div", -1, block=True))
    return shaped


def _depth(token: Token, above: list[int]) -> int:
    """Return how many headings this one stands under; `above` holds their levels as written.

    Writers begin at `##` or skip a level; for a screen reader the outline must have no gap.
    """
    level = int(token.tag[1])
    if token.type == "heading_open":
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
    return len(above) - 1


def _shape_links(children: list[Token]) -> list[Token]:
    """Mark links to other sites, show where a blank one leads, and unwrap what is no link.

    The parser lets through a link without an address, and an autolink inside a link.
    """
    shaped: list[Token] = []
    starts: list[int | None] = []
    for token in children:
        if token.type == "link_open":
            keep = not any(starts) and _mark(token)
            starts.append(len(shaped) + 1 if keep else None)
            if not keep:
                continue
        elif token.type == "link_close":
            start = starts.pop()
            if start is None:
                continue
            if all(map(unseen, inline_text(shaped[start:]))):
                shaped.append(Token("text", "", 0, content=_address(shaped[start - 1])))
        shaped.append(token)
    return shaped


def _mark(opening: Token) -> bool:
    """Put our `rel` on a link to another site; say whether it is a link at all."""
    if links.external(_address(opening)):
        opening.attrs["rel"] = links.EXTERNAL_REL
    return links.allowed(_address(opening))


def _address(opening: Token) -> str:
    return str(opening.attrs["href"])
