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
from ..threads.drawing.rows import drawn_row
from ..threads.links import link_in, thread_link
from ..threads.shown import ShownThread
from ..web.safe_html import own
from ..web.times import ago
from .hits import Hit

REMEMBERED = 2_000  # threads, of about 1.5 kB
MARK, MARKED, BETWEEN = "\0(", "\0)", "\0|"  # no text has the first of these characters
PLACES = {
    PostKind.QUESTION: "In the question",
    PostKind.ARTICLE: "In the article",
    PostKind.ANSWER: "In an answer",
    PostKind.REPLY: "In a reply",
}


def init_app(app: Flask) -> None:
    """Let the templates of `app` draw results."""
    here = own(token_hex())  # stands for the passage; nobody can write it into a title

    @lru_cache(REMEMBERED)
    def around(
        thread: ShownThread, heading: int, since: str, _pinned: bool
    ) -> tuple[str, str, str]:
        """Return what stands before and behind the passage in a thread's row, and its address."""
        before, _, behind = drawn_row(thread, heading, since, here).partition(here)
        return str(before), str(behind), str(escape(thread_link(thread)))

    def drawn_results(hits: Sequence[Hit], heading: int) -> Markup:
        """Return a row for each, its title at a level of headings."""
        now = utcnow()
        drawn = []
        for (thread, post_id, kind, _, _), words in zip(hits, _marked(hits), strict=True):
            since = ago(thread.created_at, now)
            before, behind, address = around(thread, heading, since, thread.is_pinned)
            link = link_in(address, thread, post_id)
            place = f'<a class="search-place" href="{link}">{PLACES[kind]}</a>'
            drawn.append(f"<li>{before}{place}: {words}{behind}</li>")
        return own("\n".join(drawn))

    app.jinja_env.globals["drawn_results"] = drawn_results


def _marked(hits: Sequence[Hit]) -> list[str]:
    """Return what was found, with its matches marked; all of it is escaped at once."""
    runs = [
        f"{MARK}{text}{MARKED}" if match else text
        for hit in hits
        for text, match in (*hit.passage, (BETWEEN, False))
    ]
    words = str(escape("".join(runs))).replace(MARK, "<mark>").replace(MARKED, "</mark>")
    return words.split(BETWEEN)[:-1]
