"""Rich text: Markdown in, safe HTML and plain text out.

The way of a text: `characters` (no hidden marks) → `markdown` (tokens, within limits) →
`document` and `anchors` (our pages' shape) → `sanitize` (bleach, then nh3). `links` says which
addresses are allowed, to the parser and to both sanitizers alike.
"""

from .anchors import Heading
from .excerpts import excerpt
from .quoting import quote
from .rendering import MAX_HTML_LENGTH, MAX_SOURCE_LENGTH, VERSION, Rendered, render

__all__ = [
    "MAX_HTML_LENGTH",
    "MAX_SOURCE_LENGTH",
    "VERSION",
    "Heading",
    "Rendered",
    "excerpt",
    "quote",
    "render",
]
