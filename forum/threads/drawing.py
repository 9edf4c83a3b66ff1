"""Posts, and threads in lists, as HTML that is drawn once for all who see the same.

A post looks the same to every visitor of a country, until a word of it, its votes or "2 hours ago"
changes. Its HTML is remembered under all that it is drawn from, so that nothing out of date can be
found there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import Flask, current_app
from jinja2 import Environment, pass_context, pass_environment
from jinja2.runtime import Context
from markupsafe import Markup

from ..db import utcnow
from ..permissions import (
    Actor,
    Openness,
    PostKind,
    Restriction,
    Role,
    Verb,
    Visibility,
    allowed,
    can,
)
from ..permissions.actor import Someone, at_once
from ..richtext import own_words
from ..topics.models import Topic, TopicKind
from ..web import pieces
from ..web.addresses import as_value
from ..web.forms import new_submit_token
from ..web.safe_html import drawn, own
from ..web.times import ago, time_ago
from .banners import banner_of
from .forms import PostForm
from .links import author_link, thread_link
from .shown import Marks, ShownPost, ShownThread, ShownTopic, shown_name

REMEMBERED = 1_000  # posts, and as many rows
LINE_MAX = 54  # characters of a post in a list of posts
SOUGHT_IN = 400  # characters at its beginning, in which these are sought


def init_app(app: Flask) -> None:
    """Let the templates of `app` draw posts and rows."""
    app.jinja_env.filters.update(
        drawn_entries=drawn_entries,
        drawn_lines=drawn_lines,
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
    author, others = post.author, post.helped_count - post.helped_asker
    return pieces.of(templates)(
        "threads/_post.html",
        {
            "id": post.id,
            "link": link,
            "score": post.score,
            "name": shown_name(post),
            "page": author_link(post),
            "since": time_ago(post.created_at, since),
            "edited": post.edited_at and time_ago(post.edited_at, edited),
            "earlier": _earlier_reply(post),
            "others": others,
            "asked_as": post.merge and post.merge.title,
            "notice": post.notice,
            "caution": post.advice and post.advice.shown,
            "banner": _drawn_banner(templates, post, link, heading, region),
            "state": state,
            "html": drawn(post.html) if body is None else body,
        },
        kind=post.kind.value,
        headed=body is None,
        clinician=author is not None and author.is_clinician,
        staff=author is not None and author.is_staff,
        by_asker=post.by_asker,
        featured=post.featured_at is not None,
        asker_helped=post.helped_asker,
        one_other=others == 1,
        locked=post.thread.openness is Openness.LOCKED,
        whole=whole,
        opened=opened,
    )


_remembered_post = lru_cache(REMEMBERED)(_draw_post)


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


@pass_environment
def drawn_acts(
    templates: Environment, actor: Actor, post: ShownPost, link: str, marks: Marks
) -> Markup:
    """Return what a member can do with a post, under it."""
    draw = _draw_acts if post.is_long else _remembered_acts
    voted, marked = post.id in marks.voted, post.id in marks.helped
    return draw(templates, post, link, verbs_on(actor, post), voted, marked)


def _draw_acts(
    templates: Environment,
    post: ShownPost,
    link: str,
    verbs: tuple[Verb, ...],
    voted: bool,
    marked: bool,
) -> Markup:
    return pieces.of(templates)(
        "threads/_acts.html",
        {"id": post.id, "score": post.score, "link": link},
        kind=post.kind.value,
        verbs=verbs,
        voted=voted,
        marked=marked,
    )


_remembered_acts = lru_cache(REMEMBERED)(_draw_acts)


def verbs_on(actor: Actor, post: ShownPost) -> tuple[Verb, ...]:
    """Return what a member may do with a post, and would find under it."""
    if post.is_long or actor.id in (post.author_id, post.thread.author_id):
        return _verbs(actor, post)
    return _verbs_of_others(actor.roles, actor.restriction, post)


@lru_cache(REMEMBERED)
def _verbs_of_others(
    roles: frozenset[Role], restriction: Restriction | None, post: ShownPost
) -> tuple[Verb, ...]:
    """Return what those may do who wrote neither the post nor its thread, whoever they are."""
    return _verbs(Someone(0, roles, restriction), post)


def _verbs(actor: Actor, post: ShownPost) -> tuple[Verb, ...]:
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
def _remembered_row(thread: ShownThread, heading: int, since: str, _is_pinned: bool) -> Markup:
    return drawn_row(thread, heading, since)


def drawn_row(
    thread: ShownThread, heading: int, since: str, passage: Markup | None = None
) -> Markup:
    """Return what `threads/_row.html` makes of a thread; `passage` in place of its beginning."""
    answers = thread.answers_count
    return pieces.of(current_app.jinja_env)(
        "threads/_row.html",
        {
            "link": thread_link(thread),
            "title": thread.title,
            "excerpt": "" if passage else thread.excerpt,
            "passage": passage,
            "answers": answers,
            "since": time_ago(thread.created_at, since),
            "topics": thread.topics and drawn_topics(thread.topics),
        },
        heading=heading,
        one_answer=answers == 1,
        helped=thread.helped_count > 0,
        pinned=thread.is_pinned,
        visibility=thread.visibility.value,
        openness=thread.openness.value,
        kind=thread.kind.value,
        level=thread.level.value,
    )


def drawn_topics(topics: Iterable[Topic | ShownTopic]) -> Markup:
    """Return the links to what a thread is about; there are few topics, in many combinations."""
    links = "".join([_drawn_topic(topic.kind, topic.name, topic.title) for topic in topics])
    return own(f'<ul class="tag-list" aria-label="Topics">{links}</ul>')


@lru_cache(REMEMBERED)
def _drawn_topic(kind: TopicKind, name: str, title: str) -> Markup:
    return own(_macros("macros/thread_row.html").topic(ShownTopic(kind, name, title)))


def drawn_lines(entries: Iterable[Any]) -> Markup:
    """Return the beginnings of posts as the lines of a list that leads to them."""
    posts = [entry.post for entry in entries]
    return own("".join([_line(p.id, p.text[:SOUGHT_IN], p.helped_count > 0) for p in posts]))


@lru_cache(REMEMBERED)
def _line(post_id: int, text: str, helped: bool) -> Markup:
    return own(_macros("macros/posts.html").post_line(post_id, own_words(text, LINE_MAX), helped))


def blank_post(label: str, hint: str | None, under_alias: bool) -> Markup:
    """Return the fields of a post that nobody has begun to write."""
    form = PostForm(formdata=None, meta={"csrf": False}, alias=under_alias)
    return _drawn("threads/_blank_post.html", form=form, label=label, hint=hint)


def _macros(template: str) -> Any:
    return current_app.jinja_env.get_template(template).module


def _drawn(template: str, **about: Any) -> Markup:
    return own(current_app.jinja_env.get_template(template).render(about))
