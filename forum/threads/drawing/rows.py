"""Lists that lead on: threads as rows, with what they are about, and posts as lines."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup

from ...db import utcnow
from ...richtext import own_words
from ...topics.models import Topic, TopicKind
from ...web import pieces
from ...web.safe_html import own
from ...web.times import ago, time_ago
from ..links import thread_link
from ..shown import ShownThread, ShownTopic

REMEMBERED = 1_000  # rows, topics and lines
LINE_MAX = 54  # characters of a post in a list of posts
SOUGHT_IN = 400  # characters at its beginning, in which these are sought


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


def _macros(template: str) -> Any:
    return current_app.jinja_env.get_template(template).module
