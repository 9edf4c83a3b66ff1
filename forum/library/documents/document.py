"""What reading a file yields: a document with its comments, or one line that says why not."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
SLUG_LENGTH = 80
MAX_ADDRESS = 500  # characters of a web address


class NotAnArticle(ValueError):
    """The file holds no article; the message is one line that names the file and the reason."""


def refusal(name: str, reason: str) -> NotAnArticle:
    """Build the refusal of the file called `name`; the message stays on one printable line."""
    # File names may hold line breaks, terminal escapes and lone surrogates.
    shown = "".join(c if c.isprintable() else "?" for c in name) or "(no name)"
    return NotAnArticle(f"{shown}: {reason}")


def slug_of(title: str, digest: str) -> str:
    """Return the title as ASCII words joined by hyphens, at most 80 characters, never empty."""
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    # An apostrophe joins ("what's" is "whats"); everything else separates.
    words = _NOT_SLUG.sub("-", folded.lower().replace("'", "")).strip("-")
    if len(words) > SLUG_LENGTH:
        words = words[: SLUG_LENGTH + 1].rpartition("-")[0] or words[:SLUG_LENGTH]
    return words or f"article-{digest[:8]}"


@dataclass(frozen=True, slots=True)
class Source:
    """A source named for the medical statements of an article; `url` is http(s) or None."""

    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A reader's comment.

    `author` is the name as printed on the page, for telling people apart only: never show it.
    `written` is aware and in UTC; pages rarely name a zone, and their clock is taken as UTC.
    `body` is Markdown, without salutation names and signatures.
    `parent` is the index of the earlier comment that this one replies to.
    """

    author: str | None
    written: datetime | None
    body: str
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An article and its provenance; what the file does not say is None or empty.

    `slug` comes from the title unless the file names one; `pin` is the wanted place on the shelf.
    `body` is Markdown without the title. `comments` are in chronological order as far as the page
    shows it, and a comment comes after the one it replies to. `digest` is the SHA-256 (hex) of
    the file's normalised text, so line ends, encoding and spacing at line ends do not change it.
    """

    title: str
    slug: str
    body: str
    digest: str
    author: str | None = None
    editor: str | None = None
    reviewer: str | None = None
    source: str | None = None
    source_url: str | None = None
    licence: str | None = None
    written: date | None = None
    edited: date | None = None
    reviewed: date | None = None
    review_due: date | None = None
    summary: str | None = None
    tags: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    pin: int | None = None
    comments: tuple[Comment, ...] = ()
