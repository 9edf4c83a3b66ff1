"""Quoting another post, in Markdown that its writer can edit."""

import re

from . import links
from .characters import clean

_MAX_HEADING_LENGTH = 200
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def quote(text_source: str, heading: str, link: str) -> str:
    """Return Markdown that quotes `text_source` under a line that says whence and links back.

    `link` is an address that `render` allows, else the line has no link. The heading ("Ann wrote")
    is shown to the letter, whatever it contains. The result ends with an empty line, ready for the
    reply.
    """
    heading = _literal(heading)
    if links.allowed(link):
        heading = f"[{heading}](<{link}>)"
    lines = [f"{heading}:", "", *clean(text_source).strip("\n").split("\n")]
    return "".join(f"> {line}\n" if line else ">\n" for line in lines) + "\n"


def _literal(heading: str) -> str:
    """Return a heading on one line with every mark of Markdown escaped."""
    words = " ".join(clean(heading).split())[:_MAX_HEADING_LENGTH]
    return _PUNCTUATION.sub(r"\\\1", words)
