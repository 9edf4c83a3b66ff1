"""Rich text: Markdown in, safe HTML and plain text out.

The way of a text: `characters` (no hidden marks) → `markdown` (tokens, within limits) →
`document` and `anchors` (our pages' shape) → `sanitize` (bleach, then nh3). `links` says which
addresses are allowed, to the parser and to both sanitizers alike.
"""

from .excerpts import bulleted, excerpt, own_words
from .quoting import quote
from .rendered import MAX_HTML_LENGTH, MAX_SOURCE_LENGTH, VERSION, Rendered

__all__ = [
    "MAX_HTML_LENGTH",
    "MAX_SOURCE_LENGTH",
    "VERSION",
    "Rendered",
    "bulleted",
    "excerpt",
    "own_words",
    "quote",
    "render",
]


def render(source: str, *, heading_base: int = 3, anchors: bool = False) -> Rendered:
    """Render Markdown from any hand.

    `heading_base` is the level (1 to 6) of the topmost HTML headings. `anchors` gives the top-level
    paragraphs, lists and headings ids that others can link to; leave it off for posts.

    Never raises for any string, and its cost is bounded. A text that is too long is cut; that,
    and one that would be too costly, comes back unformatted, every character as it was written.
    """
    from . import rendering  # its parsers take 0.1 s to load, which pages that only show need not

    return rendering.render(source, heading_base, anchors)
