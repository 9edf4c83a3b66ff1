"""Stable anchors for the parts of an article, so that others can link to them."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from markdown_it.token import Token

from .plaintext import plain_text

HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TAGS = ("p", "ul", "ol", *HEADING_TAGS)
PATTERN = re.compile(r"p-[0-9a-f]{8}(?:-[0-9]+)?|s-[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG_LENGTH = 60


def add_anchors(tokens: list[Token]) -> None:
    """Give each top-level paragraph, list and heading an `id`.

    A paragraph's anchor comes from its text and a heading's from its words, so that an edit
    elsewhere does not move it. The second of two equals gets `-2`, and so on.
    """
    used: Counter[str] = Counter()
    for block in _top_level_blocks(tokens):
        opening, text = block[0], " ".join(plain_text(block).split())
        is_heading = opening.type == "heading_open"
        anchor = _slug(text) if is_heading else f"p-{_digest(text)}"
        opening.attrSet("id", _unique(anchor, used))


def _top_level_blocks(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each block that can have an anchor, from its opening to its end."""
    start = 0
    for index, token in enumerate(tokens):
        if token.level == 0 and token.nesting == 1:
            start = index
        elif token.level == 0 and token.nesting == -1 and token.tag in TAGS:
            yield tokens[start : index + 1]


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:_SLUG_LENGTH]).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return "s-" + ("-".join(words) or _digest(text))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _unique(anchor: str, used: Counter[str]) -> str:
    used[anchor] += 1
    return anchor if used[anchor] == 1 else _unique(f"{anchor}-{used[anchor]}", used)
