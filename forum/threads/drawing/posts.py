"""The posts of a thread's page, each with the replies that hang under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import current_app
from jinja2 import Environment, pass_context, pass_environment
from jinja2.runtime import Context
from markupsafe import Markup

from ...db import utcnow
from ...permissions import Openness, PostKind, Verb, Visibility, can
from ...permissions.actor import at_once
from ...web import pieces
from ...web.addresses import as_value
from ...web.safe_html import drawn, own
from ...web.times import ago, time_ago
from ..banners import banner_of
from ..forms import PostForm
from ..links import author_link
from ..shown import ShownPost, shown_name
from .acts import drawn_acts

REMEMBERED = 1_000


@pass_environment
def drawn_post(
    templates: Environment,
    post: ShownPost,
    link: str,
    heading: int,
    region: str,
    now: datetime | None = None,
    *,
    whole: bool = False,
    opened: bool = True,
    body: Markup | None = None,
    state: str = "",
) -> Markup:
    """Return what `threads/_post.html` makes of a post; `body` as its text, without a head."""
    edited = ago(post.edited_at, now) if post.edited_at else None
    seen = (templates, post, ago(post.created_at, now), edited, link, heading, region)
    if body is not None or state or post.is_long:  # `state` has a form's token
        return _draw_post(*seen, whole, opened, body, state)
    return _remembered_post(*seen, whole, opened)


def _draw_post(
    templates: Environment,
    post: ShownPost,
    since: str,
    edited: str | None,
    link: str,
    heading: int,
    region: str,
    whole: bool,
    opened: bool,
    body: Markup | None = None,
    state: str = "",
) -> Markup:
    around = {
        "link": link,
        "since": time_ago(post.created_at, since),
        "edited": post.edited_at and time_ago(post.edited_at, edited),
        "banner": _drawn_banner(templates, post, link, heading, region),
        "state": state,
        "html": drawn(post.html) if body is None else body,
    }
    return pieces.of(templates)(
        "threads/_post.html",
        _said_of(post) | around,
        headed=body is None,
        whole=whole,
        opened=opened,
        **_shape_of(post),
    )


_remembered_post = lru_cache(REMEMBERED)(_draw_post)


def _said_of(post: ShownPost) -> dict[str, Any]:
    return {
        "id": post.id,
        "score": post.score,
        "name": shown_name(post),
        "page": author_link(post),
        "earlier": _earlier_reply(post),
        "others": _others_helped(post),
        "asked_as": post.merge and post.merge.title,
        "notice": post.notice,
        "caution": post.advice and post.advice.shown,
    }


def _shape_of(post: ShownPost) -> dict[str, Any]:
    author = post.author
    return {
        "kind": post.kind.value,
        "clinician": author is not None and author.is_clinician,
        "staff": author is not None and author.is_staff,
        "by_asker": post.by_asker,
        "featured": post.featured_at is not None,
        "asker_helped": post.helped_asker,
        "one_other": _others_helped(post) == 1,
        "locked": post.thread.openness is Openness.LOCKED,
    }


def _others_helped(post: ShownPost) -> int:
    """Return how many readers a post helped beside the asker."""
    return post.helped_count - post.helped_asker


def _earlier_reply(post: ShownPost) -> int | None:
    """Return the reply that another answers, unless it hangs under what it answers."""
    under_another = post.kind is PostKind.REPLY and post.reply_to_id != post.parent_id
    return post.reply_to_id if under_another else None


def _drawn_banner(
    templates: Environment, post: ShownPost, link: str, heading: int, region: str
) -> Markup | None:
    found = post.assessment
    if found is None or not found.has_banner or post.kind is PostKind.ARTICLE:
        return None
    banner = banner_of(found, region)
    if banner is None:
        return None
    return pieces.of(templates)(
        "threads/_banner.html",
        {
            "id": post.id,
            "back": as_value(link),
            "judged": banner.judged,
            **{f"why_{number}": why for number, why in enumerate(banner.reasons)},
        },
        level=banner.level,
        text=banner.text,
        heading=heading,
        region=region,
    )


@pass_context
def drawn_entries(page: Context, entries: Iterable[Any], view: Any, heading: int) -> Markup:
    """Return posts of a thread's page, each with the replies that hang under it."""
    draw = _for_reader(page, view, heading)
    html: list[str] = []
    for entry in entries:
        html.append(draw(entry.post))
        if entry.replies:
            html += ('<div class="replies">', *map(draw, entry.replies), "</div>")
    return own("".join(html))


@pass_context
def drawn_on(page: Context, post: ShownPost, view: Any, heading: int, body: Markup) -> Markup:
    """Return a post with another body than its own, as whoever reads the page sees it."""
    return own(_for_reader(page, view, heading)(post, body))


def _for_reader(page: Context, view: Any, heading: int) -> Callable[..., str]:
    """Return what draws the posts of a page for whoever reads it, as HTML."""
    actor, region, now = at_once(page["actor"]), page["care"].code, utcnow()
    templates = page.environment

    def for_visitor(post: ShownPost, body: Markup | None = None) -> str:
        link = view.link_of(post)
        return drawn_post(templates, post, link, heading, region, now, whole=True, body=body)

    if actor.id is None:
        return for_visitor
    sees_evidence = can(actor, Verb.SEE_EVIDENCE)

    def for_member(post: ShownPost, body: Markup | None = None) -> str:
        link = view.link_of(post)
        is_plain = post.visibility is Visibility.PUBLISHED and not post.muted and body is None
        if sees_evidence or not is_plain:
            about = {"post": post, "view": view, "link": link, "heading": heading, "body": body}
            return _drawn("threads/_member_post.html", **page.get_all() | about)
        html = drawn_post(templates, post, link, heading, region, now)
        acts = drawn_acts(templates, actor, post, link, view.marks)
        return f'{html}<footer class="post-actions">{acts}</footer></article>'

    return for_member


def blank_post(label: str, hint: str | None, under_alias: bool) -> Markup:
    """Return the fields of a post that nobody has begun to write."""
    form = PostForm(formdata=None, meta={"csrf": False}, alias=under_alias)
    return _drawn("threads/_blank_post.html", form=form, label=label, hint=hint)


def _drawn(template: str, **about: Any) -> Markup:
    return own(current_app.jinja_env.get_template(template).render(about))
