"""Which passages of articles a question cites: read from the links in it, so nothing is lost.

Whoever asks about a paragraph begins with a quotation that links to it. The link stays in the text
that everyone sees; a writer who takes it out cites no more.
"""

from __future__ import annotations

import re

from flask import current_app
from sqlalchemy import delete

from ..db import db
from .models import Citation, Post

MOST = 10
_LINK = re.compile(
    r'href="(?P<site>[^"#?]*)/articles/(?P<slug>[a-z0-9-]{1,80})#(?P<anchor>[a-z0-9-]{1,80})"'
)


def cite(post: Post) -> None:
    """Keep what a new question cites, in the caller's transaction."""
    db.session.add_all(
        Citation(thread_id=post.thread_id, slug=slug, anchor=anchor)
        for slug, anchor in cited(post.html, current_app.config["BASE_URL"])
    )


def cite_again(post: Post) -> None:
    """Keep what a changed question cites now."""
    db.session.execute(delete(Citation).where(Citation.thread_id == post.thread_id))
    cite(post)


def cited(html: str, base_url: str) -> list[tuple[str, str]]:
    """Return (slug, anchor) of each passage of this site that a post's HTML links to."""
    found = (
        (link["slug"], link["anchor"])
        for link in _LINK.finditer(html)
        if link["site"] in ("", base_url)
    )
    return list(dict.fromkeys(found))[:MOST]
