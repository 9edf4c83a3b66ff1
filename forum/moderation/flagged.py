"""What a post said when somebody flagged it, kept with the flag as it was written."""

from __future__ import annotations

from dataclasses import dataclass

from ..permissions import OPENING
from ..threads.assessing import rendered, title_of
from ..threads.models import Post
from .models import Flag


@dataclass(frozen=True, slots=True)
class AsFlagged:
    """A title, where the post had one, and HTML from `richtext`."""

    title: str
    html: str


def snapshot(post: Post) -> str:
    """Return what a flag keeps of a post: its title, if it has one, and its source."""
    return _with_title(post, post.source)


def as_flagged(flag: Flag, post: Post) -> AsFlagged | None:
    """Return a post as its readers saw it when it was flagged, unless it still says the same."""
    # Flags of earlier days kept the plain text; as Markdown it reads much the same.
    if flag.snapshot in (snapshot(post), _with_title(post, post.text)):
        return None
    title, source = "", flag.snapshot
    if post.kind in OPENING:
        title, _, source = source.partition("\n\n")
    return AsFlagged(title, rendered(source).html)


def _with_title(post: Post, words: str) -> str:
    title = title_of(post, post.thread)
    return f"{title}\n\n{words}" if title else words
