"""Markdown in, safe HTML and plain text out."""

import hashlib
import html
import logging
from dataclasses import dataclass
from importlib.metadata import version

from .anchors import Heading, add_anchors
from .characters import clean
from .document import shape
from .markdown import PARSER, TooComplex, parse
from .plaintext import plain_text
from .sanitize import sanitize

MAX_SOURCE_LENGTH = 30_000
"""Characters. Callers refuse longer texts; `render` cuts what reaches it all the same."""
MAX_HTML_LENGTH = 200_000

# Raise it with every change to what this room puts out; the libraries count by themselves.
_RULES = 1
_LIBRARIES = ("markdown-it-py", "mdurl", "linkify-it-py", "bleach", "nh3")
_DIGEST = hashlib.sha256(" ".join(map(version, _LIBRARIES)).encode()).hexdigest()
VERSION = f"{_RULES}-{_DIGEST[:8]}"

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a post keeps beside its source."""

    html: str
    """Safe to put into a page as it is; at most `MAX_HTML_LENGTH` characters."""
    text: str
    """The words alone. Not HTML: a `<` in it is a `<`, and whoever shows it escapes it."""
    headings: tuple[Heading, ...] = ()
    """Top-level headings in order, when anchors were asked for."""
    version: str = VERSION
    """Of the rules and libraries that made it; another one means: render again."""


def render(source: str, *, heading_base: int = 3, anchors: bool = False) -> Rendered:
    """Render Markdown from any hand.

    `heading_base` is the level (1 to 6) of the topmost HTML headings. `anchors` gives the top-level
    paragraphs, lists and headings ids that others can link to; leave it off for posts.

    Never raises for any string, and its cost is bounded. A text that is too long is cut; that,
    and one that would be too costly, comes back unformatted, every character as it was written.
    """
    source = clean(source)
    if len(source) > MAX_SOURCE_LENGTH:
        return _unformatted(source[:MAX_SOURCE_LENGTH] + "…")
    try:
        return _formatted(source, heading_base, anchors)
    except TooComplex:
        return _unformatted(source)
    except Exception as error:  # noqa: BLE001 - a fault in a parser must not cost a post
        # Its message might quote the post, which has no place in a log.
        _logger.error("rendering failed: %s", type(error).__name__)
        return _unformatted(source)


def _formatted(source: str, heading_base: int, anchors: bool) -> Rendered:
    tokens = shape(parse(source), heading_base)
    headings = add_anchors(tokens) if anchors else ()
    markup = clean(PARSER.renderer.render(tokens, PARSER.options, {}))  # entities spell anything
    _check_size(markup)
    safe = sanitize(markup, with_anchors=anchors).strip()
    _check_size(safe)
    return Rendered(safe, plain_text(tokens), headings)


def _check_size(markup: str) -> None:
    if len(markup) > MAX_HTML_LENGTH:
        raise TooComplex("size")


def _unformatted(text: str) -> Rendered:
    # `<code>` also keeps the first line ending, which parsers drop after a bare `<pre>`.
    return Rendered(sanitize(f"<pre><code>{html.escape(text)}</code></pre>"), text)
