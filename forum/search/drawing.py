"""Results as HTML: their threads are drawn once for all who see the same, their passages each time.

A thread is remembered under all that it is drawn from, so that nothing out of date can be found.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from secrets import token_hex

from flask import Flask
from markupsafe import Markup, escape

from ..db import utcnow
from ..permissions import PostKind
from ..threads.links import post_link
from ..threads.shown import ShownThread
from ..web.safe_html import own
from ..web.times import ago
from .hits import Hit

REMEMBERED = 2_000  # threads, of about 1.5 kB
PLACES = {
    PostKind.QUESTION: "In the question",
    PostKind.ARTICLE: "In the article",
    PostKind.ANSWER: "In an answer",
    PostKind.REPLY: "In a reply",
}


def init_app(app: Flask) -> None:
    """Let the templates of `app` draw results."""
    here = token_hex()  # stands for the passage; nobody can write it into a title

    @lru_cache(REMEMBERED)
    def around(thread: ShownThread, heading: int, _since: str, _pinned: bool) -> tuple[str, str]:
        """Return what stands before and behind the passage in a thread's row."""
        rows = app.jinja_env.get_template("macros/thread_row.html").module
        before, _, behind = rows.thread_row(thread, heading, here).partition(here)  # type: ignore[attr-defined]
        return str(before), str(behind)

    def drawn_results(hits: Sequence[Hit], heading: int) -> Markup:
        """Return a row for each, its title at a level of headings."""
        now = utcnow()
        drawn = []
        for hit in hits:
            thread = hit.thread
            since = ago(thread.created_at, now)
            before, behind = around(thread, heading, since, thread.is_pinned)
            drawn.append(f"<li>{before}{_passage(hit)}{behind}</li>")
        return own("\n".join(drawn))

    app.jinja_env.globals["drawn_results"] = drawn_results


def _passage(hit: Hit) -> str:
    words = "".join(
        f"<mark>{escape(text)}</mark>" if match else escape(text) for text, match in hit.passage
    )
    link = escape(post_link(hit.post, hit.thread))  # type: ignore[arg-type]  # asks for its id alone
    place = PLACES[hit.post.kind]
    return f'<a class="search-place" href="{link}">{place}</a>: {words}'
