"""Where a thread and a post are found."""

from __future__ import annotations

from flask import url_for

from ..permissions import ThreadKind
from .models import Post, Thread
from .shown import ShownPost, ShownThread

ANSWERS_ON_A_PAGE = 20


def thread_link(thread: Thread | ShownThread, **arguments: str | int | bool) -> str:
    """Return the address of a thread; `arguments` as `url_for` takes them."""
    if thread.kind is ThreadKind.ARTICLE:
        return url_for("pages.article", slug=thread.slug, **arguments)  # type: ignore[arg-type]
    return url_for("pages.thread", thread_id=thread.id, slug=thread.slug, **arguments)  # type: ignore[arg-type]


def post_link(post: Post | ShownPost, thread: Thread | ShownThread) -> str:
    """Return the address of a post inside its thread, on the page that holds it."""
    is_long = thread.answers_count > ANSWERS_ON_A_PAGE
    page = thread_link(thread, at=post.id) if is_long else thread_link(thread)
    return f"{page}#post-{post.id}"
