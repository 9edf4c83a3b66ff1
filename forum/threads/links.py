"""Where a thread and a post are found."""

from __future__ import annotations

from flask import url_for

from ..permissions import ThreadKind
from .models import Post, Thread

ANSWERS_ON_A_PAGE = 20


def thread_link(thread: Thread, **arguments: str | int | bool) -> str:
    """Return the address of a thread; `arguments` as `url_for` takes them."""
    if thread.kind is ThreadKind.ARTICLE:
        return url_for("pages.article", slug=thread.slug, **arguments)  # type: ignore[arg-type]
    return url_for("pages.thread", thread_id=thread.id, slug=thread.slug, **arguments)  # type: ignore[arg-type]


def post_link(post: Post, thread: Thread) -> str:
    """Return the address of a post inside its thread, on the page that holds it."""
    anchor = f"post-{post.id}"
    if thread.answers_count > ANSWERS_ON_A_PAGE:
        return thread_link(thread, at=post.id, _anchor=anchor)
    return thread_link(thread, _anchor=anchor)
