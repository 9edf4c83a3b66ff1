"""Markdown in, safe HTML and plain text out. See `render` of the room."""

import html
import logging

from .anchors import add_anchors
from .characters import clean
from .document import shape
from .markdown import PARSER, TooComplex, parse
from .plaintext import plain_text
from .rendered import MAX_HTML_LENGTH, MAX_SOURCE_LENGTH, Rendered
from .sanitize import sanitize

_logger = logging.getLogger(__name__)


def render(source: str, heading_base: int, anchors: bool) -> Rendered:
    """Render Markdown from any hand, as `forum.richtext.render` says."""
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
    if anchors:
        add_anchors(tokens)
    markup = clean(PARSER.renderer.render(tokens, PARSER.options, {}))  # entities spell anything
    _check_size(markup)
    safe = sanitize(markup, with_anchors=anchors).strip()
    _check_size(safe)
    return Rendered(safe, plain_text(tokens))


def _check_size(markup: str) -> None:
    if len(markup) > MAX_HTML_LENGTH:
        raise TooComplex("size")


def _unformatted(text: str) -> Rendered:
    # `<code>` also keeps the first line ending, which parsers drop after a bare `<pre>`.
    return Rendered(sanitize(f"<pre><code>{html.escape(text)}</code></pre>"), text)
