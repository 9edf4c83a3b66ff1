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
from ..threads.links import link_in, thread_link
from ..threads.shown import ShownThread
from ..web.safe_html import own
from ..web.times import ago
from .hits import Hit

REMEMBERED = 2_000  # threads, of about 1.5 kB
MARK, MARKED = "\0(", "\0)"  # no text has the first of these characters
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
    def around(
        thread: ShownThread, heading: int, _since: str, _pinned: bool
    ) -> tuple[str, str, str]:
        """Return what stands before and behind the passage in a thread's row, and its address."""
        rows = app.jinja_env.get_template("macros/thread_row.html").module
        before, _, behind = rows.thread_row(thread, heading, here).partition(here)  # type: ignore[attr-defined]
        return str(before), str(behind), thread_link(thread)

    def drawn_results(hits: Sequence[Hit], heading: int) -> Markup:
        """Return a row for each, its title at a level of headings."""
        now = utcnow()
        drawn = []
        for hit in hits:
            thread = hit.thread
            since = ago(thread.created_at, now)
            before, behind, address = around(thread, heading, since, thread.is_pinned)
            drawn.append(f"<li>{before}{_passage(hit, address)}{behind}</li>")
        return own("\n".join(drawn))

    app.jinja_env.globals["drawn_results"] = drawn_results


def _passage(hit: Hit, address: str) -> str:
    """Return what was found, with its matches marked, and the link to where it stands."""
    runs = [f"{MARK}{text}{MARKED}" if match else text for text, match in hit.passage]
    words = str(escape("".join(runs))).replace(MARK, "<mark>").replace(MARKED, "</mark>")
    link = escape(link_in(address, hit.thread, hit.post.id))
    place = PLACES[hit.post.kind]
    return f'<a class="search-place" href="{link}">{place}</a>: {words}'
