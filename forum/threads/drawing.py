"""Posts, and threads in lists, as HTML that is drawn once for all who see the same.

A post looks the same to every visitor of a country, until a word of it, its votes or "2 hours ago"
changes. Its HTML is remembered under all that it is drawn from, so that nothing out of date can be
found there.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from flask import Flask, current_app
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from ..db import utcnow
from ..permissions import Actor, Openness, PostKind, Verb, Visibility, allowed
from ..triage import care
from ..web.forms import new_submit_token
from ..web.safe_html import own
from ..web.times import ago
from .banners import banner_of
from .forms import PostForm
from .shown import Marks, ShownPost, ShownThread, ShownTopic

REMEMBERED = 1_000  # posts, as many rows, and as many times what can be done with a post
LARGEST = 4_000  # characters of a post: an hour of long ones must not fill the memory


def init_app(app: Flask) -> None:
    """Let the templates of `app` draw posts and rows."""
    app.jinja_env.filters.update(
        drawn_entry=drawn_entry,
        drawn_on=drawn_on,
        drawn_rows=drawn_rows,
        drawn_topics=drawn_topics,
    )
    app.jinja_env.globals.update(
        drawn_post=drawn_post,
        drawn_acts=drawn_acts,
        blank_post=blank_post,
        new_submit_token=new_submit_token,
    )


class Seen(NamedTuple):
    """All that makes a post look as it does, but for the time that went by."""

    post: ShownPost
    link: str
    heading: int
    whole: bool
    opened: bool
    state: str
    locked: bool
    region: str


def drawn_post(
    post: ShownPost,
    link: str,
    heading: int,
    region: str,
    *,
    whole: bool = False,
    opened: bool = True,
    body: Markup | None = None,
    state: str = "",
) -> Markup:
    """Return what `threads/_post.html` makes of a post; `body` as its text, without a head."""
    locked = post.thread.openness is Openness.LOCKED
    seen = Seen(post, link, heading, whole, opened, state, locked, region)
    if body is not None or state or len(post.html) > LARGEST:  # `state` has a form's token
        return _draw_post(seen, body)
    since = ago(post.created_at)
    if post.edited_at is not None:
        since += ago(post.edited_at)
    return _remembered_post(seen, since)


@lru_cache(REMEMBERED)
def _remembered_post(seen: Seen, _since: str) -> Markup:
    return _draw_post(seen)


def _draw_post(seen: Seen, body: Markup | None = None) -> Markup:
    post, region = seen.post, seen.region
    found = None if post.kind is PostKind.ARTICLE else post.assessment
    banner = banner_of(found, region) if found else None
    about = {"care": care.region(region), "banner": banner, "body": body}
    return _drawn("threads/_post.html", **about, **seen._asdict())


@pass_context
def drawn_entry(page: Context, entry: Any, view: Any, heading: int) -> Markup:
    """Return a post of a thread's page with the replies that hang under it."""
    posts = (entry.post, *entry.replies)
    first, *replies = (drawn_on(page, post, view, heading) for post in posts)
    return own(f'{first}<div class="replies">{"".join(replies)}</div>') if replies else first


@pass_context
def drawn_on(
    page: Context, post: ShownPost, view: Any, heading: int, body: Markup | None = None
) -> Markup:
    """Return a post as whoever reads the page sees it."""
    actor, region, link = page["actor"], page["care"].code, view.link_of(post)
    if actor.id is None:
        return drawn_post(post, link, heading, region, whole=True, body=body)
    is_plain = post.visibility is Visibility.PUBLISHED and not post.muted and body is None
    if not is_plain or page["can"](Verb.SEE_EVIDENCE):
        about = {"post": post, "view": view, "link": link, "heading": heading, "body": body}
        return _drawn("threads/_member_post.html", **page.get_all() | about)
    acts = drawn_acts(actor, post, link, view.marks)
    foot = f'<footer class="post-actions">{acts}</footer></article>'
    return own(f"{drawn_post(post, link, heading, region)}{foot}")


def drawn_acts(actor: Actor, post: ShownPost, link: str, marks: Marks) -> Markup:
    """Return what a member can do with a post, under it."""
    voted, marked = post.id in marks.voted, post.id in marks.helped
    return _remembered_acts(
        verbs_on(actor, post), post.id, post.kind, post.score, link, voted, marked
    )


@lru_cache(REMEMBERED)
def _remembered_acts(verbs: tuple[Verb, ...], *about: Any) -> Markup:
    names = ("id", "kind", "score", "link", "voted", "marked")
    return _drawn("threads/_acts.html", verbs=verbs, **dict(zip(names, about, strict=True)))


def verbs_on(actor: Actor, post: ShownPost) -> tuple[Verb, ...]:
    """Return what a member may do with a post, and would find under it."""
    offered = [Verb.REPLY, Verb.VOTE, Verb.EDIT, Verb.DELETE, Verb.FLAG]
    if post.kind is PostKind.ANSWER:
        offered.append(Verb.MARK_HELPED)
    if post.assessment is not None and post.assessment.has_banner:
        offered.append(Verb.DISPUTE_BANNER)
    return allowed(actor, offered, post)


def drawn_rows(threads: Iterable[ShownThread], heading: int) -> Markup:
    """Return threads as the rows of a list, each drawn once; `heading` is their titles' level."""
    now = utcnow()
    rows = (
        _remembered_row(thread, heading, ago(thread.created_at, now), thread.is_pinned)
        for thread in threads
    )
    return own(f'<ol class="thread-rows">\n{"".join(map("<li>{}</li>".format, rows))}\n</ol>')


@lru_cache(REMEMBERED)
def _remembered_row(thread: ShownThread, heading: int, _since: str, _is_pinned: bool) -> Markup:
    rows: Any = current_app.jinja_env.get_template("macros/thread_row.html").module
    return own(rows.thread_row(thread, heading))


@lru_cache(REMEMBERED)
def drawn_topics(topics: tuple[ShownTopic, ...]) -> Markup:
    """Return the links to what a thread is about."""
    rows: Any = current_app.jinja_env.get_template("macros/thread_row.html").module
    return own(rows.topic_list(topics))


@cache
def blank_post(label: str, hint: str | None = None, *, under_alias: bool = False) -> Markup:
    """Return the fields of a post that nobody has begun to write."""
    form = PostForm(formdata=None, meta={"csrf": False}, alias=under_alias)
    return _drawn("threads/_blank_post.html", form=form, label=label, hint=hint)


def _drawn(template: str, **about: Any) -> Markup:
    return own(current_app.jinja_env.get_template(template).render(about))
