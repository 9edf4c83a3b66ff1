"""Posts, and threads in lists, as HTML that is drawn once for all who see the same.

A post looks the same to every visitor of a country, until a word of it, its votes or "2 hours ago"
changes. Its HTML is remembered under all that it is drawn from, so that nothing out of date can be
found there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from flask import Flask
from markupsafe import Markup

from ..permissions import Actor, Openness, PostKind, Verb, can
from ..triage import care
from ..web.safe_html import own
from ..web.times import ago
from .banners import banner_of
from .shown import ShownPost, ShownThread

REMEMBERED = 1_000  # posts, and as many rows
LARGEST = 4_000  # characters of a post: an hour of long ones must not fill the memory


class Seen(NamedTuple):
    """All that makes a post look as it does, but for the time that went by."""

    post: ShownPost
    link: str
    heading: int
    whole: bool
    state: str
    locked: bool
    region: str


def init_app(app: Flask) -> None:
    """Let the templates of `app` draw posts."""

    def draw(seen: Seen, _since: str = "", body: Markup | None = None) -> Markup:
        post, region = seen.post, seen.region
        found = None if post.kind is PostKind.ARTICLE else post.assessment
        banner = banner_of(found, region) if found else None
        template = app.jinja_env.get_template("threads/_post.html")
        about = {"care": care.region(region), "banner": banner, "body": body}
        return own(template.render(about, **seen._asdict()))

    remembered = lru_cache(REMEMBERED)(draw)

    def drawn_post(
        post: ShownPost,
        link: str,
        heading: int,
        region: str,
        *,
        whole: bool = False,
        body: Markup | None = None,
        state: str = "",
    ) -> Markup:
        """Return what `threads/_post.html` makes of a post; `body` as its text, without a head."""
        locked = post.thread.openness is Openness.LOCKED
        seen = Seen(post, link, heading, whole, state, locked, region)
        if body is not None or len(post.html) > LARGEST:
            return draw(seen, body=body)
        since = ago(post.created_at)
        if post.edited_at is not None:
            since += ago(post.edited_at)
        return remembered(seen, since)

    @lru_cache(REMEMBERED)
    def acts(verbs: tuple[Verb, ...], **about: Any) -> Markup:
        return own(app.jinja_env.get_template("threads/_acts.html").render(about, verbs=verbs))

    def drawn_acts(actor: Actor, post: ShownPost, link: str, voted: bool, marked: bool) -> Markup:
        """Return what a member can do with a post, under it."""
        about = {"id": post.id, "kind": post.kind, "score": post.score, "link": link}
        return acts(verbs_on(actor, post), **about, voted=voted, marked=marked)

    @lru_cache(REMEMBERED)
    def row(thread: ShownThread, heading: int, _since: str, *, _is_pinned: bool) -> str:
        rows: Any = app.jinja_env.get_template("macros/thread_row.html").module
        return own(rows.thread_row(thread, heading))

    def drawn_row(thread: ShownThread, heading: int) -> str:
        """Return a thread as one row of a list."""
        return row(thread, heading, ago(thread.created_at), _is_pinned=thread.is_pinned)

    app.jinja_env.globals.update(drawn_post=drawn_post, drawn_acts=drawn_acts, drawn_row=drawn_row)


def verbs_on(actor: Actor, post: ShownPost) -> tuple[Verb, ...]:
    """Return what a member may do with a post, and would find under it."""
    offered = [Verb.REPLY, Verb.VOTE, Verb.EDIT, Verb.DELETE, Verb.FLAG]
    if post.kind is PostKind.ANSWER:
        offered.append(Verb.MARK_HELPED)
    if post.assessment is not None and post.assessment.has_banner:
        offered.append(Verb.DISPUTE_BANNER)
    return tuple(verb for verb in offered if can(actor, verb, post))
