"""An article cut into its passages: what can be linked to, cited and asked about. Pure."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

# Only top-level blocks have an id (see `richtext.anchors`), and the sanitizer writes them so.
_BLOCK = re.compile(r'<(?P<tag>p|ul|ol|h[1-6]) id="(?P<anchor>[^"]+)"')
_IN_A_LINE = re.compile(r"</?(?:a|code|em|strong)\b[^>]*>")  # these part no words
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of an article with what follows up to the next one (a table, say).

    `anchor` is empty for what stands before the first block. `heading` is the heading above it,
    `text` its words on one line. A heading itself is a passage with a `level`, as in the HTML: 2
    for `<h2>`; others have 0.
    """

    anchor: str
    html: str
    text: str
    heading: str
    level: int

    @property
    def can_be_cited(self) -> bool:
        """Whether one can ask about it; what ends with a colon belongs to what follows."""
        return bool(self.anchor) and not self.level and not self.text.endswith(":")


def passages(article_html: str) -> list[Passage]:
    """Return the passages of an article's HTML, which joined are the HTML again."""
    blocks = list(_BLOCK.finditer(article_html))
    starts = [block.start() for block in blocks]
    found: list[Passage] = []
    if lead := article_html[: starts[0] if starts else len(article_html)]:
        found.append(Passage("", lead, _words(lead), "", 0))
    heading = ""
    stops = [*starts[1:], len(article_html)][: len(starts)]
    for block, stop in zip(blocks, stops, strict=True):
        piece = article_html[block.start() : stop]
        level = int(block["tag"][1]) if block["tag"].startswith("h") else 0
        text = _words(piece)
        heading = text if level else heading
        found.append(Passage(block["anchor"], piece, text, heading, level))
    return found


def _words(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", _IN_A_LINE.sub("", markup))).split())
