"""Where a thread, a post and who wrote it are found."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import url_for

from ..permissions import ThreadKind
from .models import Post, Thread
from .shown import ShownPost, ShownThread

ANSWERS_ON_A_PAGE = 20
NAMES = 1_000  # whose addresses are remembered


def thread_link(thread: Thread | ShownThread, **arguments: str | int | bool) -> str:
    """Return the address of a thread; `arguments` as `url_for` takes them."""
    if thread.kind is ThreadKind.ARTICLE:
        return url_for("pages.article", slug=thread.slug, **arguments)  # type: ignore[arg-type]
    return url_for("pages.thread", thread_id=thread.id, slug=thread.slug, **arguments)  # type: ignore[arg-type]


def post_link(post: Post | ShownPost, thread: Thread | ShownThread) -> str:
    """Return the address of a post inside its thread, on the page that holds it."""
    return link_in(thread_link(thread), thread, post.id)


def link_in(here: str, thread: Thread | ShownThread, post_id: int) -> str:
    """Return the address of a post in the thread whose address is `here`."""
    at = f"?at={post_id}" if thread.answers_count > ANSWERS_ON_A_PAGE else ""
    return f"{here}{at}#post-{post_id}"


def author_link(post: Any) -> str | None:
    """Return the page of who wrote a post; an alias, and who has left, leads nowhere."""
    if post.alias or post.author is None or not post.author.active:
        return None
    return _member_page(post.author.username)


@lru_cache(maxsize=NAMES)
def _member_page(name: str) -> str:
    return url_for("pages.member", username=name)
