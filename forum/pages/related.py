"""Threads related to a thread, each with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import aliased

from ..permissions import Actor, ThreadKind, Verb
from ..search.similar import similar_threads
from ..threads.models import Citation, Thread
from ..threads.queries import load_thread
from ..threads.reading.threads import listed_rows, load_rows, question_rows
from ..threads.shown import ShownThread
from ..topics.models import TopicKind
from ..web import limits
from ..web.actor import current_actor
from ..web.gate import gate
from .queries import about_topic
from .routes import blueprint

SHOWN, FROM_EACH = 10, 5


@blueprint.get("/threads/<int:thread_id>/related")
@limits.limiter.limit(limits.SEARCH)
@gate(Verb.READ, load_thread)
def related(thread: Thread) -> ResponseReturnValue:
    """Threads related to one, each with the reason; the thread's page takes the list from here."""
    found = related_threads(thread, current_actor())
    return render_template("pages/related.html", thread=thread, related=found)


@dataclass(frozen=True, slots=True)
class Related:
    """A thread, and why it is shown: `reason` follows the title in a list."""

    thread: Thread | ShownThread
    reason: str


def related_threads(thread: Thread, actor: Actor) -> list[Related]:
    """Return the threads related to one, the strongest reason first; a fixed number of queries."""
    found: dict[int, Related] = {}
    for other in _in_order(thread, actor):
        if other.thread.id != thread.id:
            found.setdefault(other.thread.id, other)
    return list(found.values())[:SHOWN]


def _in_order(thread: Thread, actor: Actor) -> Iterator[Related]:
    for other in _citing_the_same(thread, actor):
        yield Related(other, "asks about the same article")
    for similar in similar_threads(thread.title, thread.excerpt, besides=thread.id):
        words = ", ".join(f"“{word}”" for word in similar.words)
        yield Related(similar.hit.thread, f"shares {words}")
    for area in [topic for topic in thread.topics if topic.kind is TopicKind.AREA][:2]:
        newest = (
            about_topic(question_rows(actor), area.id).order_by(Thread.id.desc()).limit(FROM_EACH)
        )
        for other in load_rows(newest):
            yield Related(other, f"also about: {area.title}")


def _citing_the_same(thread: Thread, actor: Actor) -> list[ShownThread]:
    """Return other questions that cite an article that this one cites, or that this one is."""
    own, other = aliased(Citation), aliased(Citation)
    slugs = select(own.slug).where(own.thread_id == thread.id)
    ids = select(other.thread_id).where(other.slug.in_(slugs) | (other.slug == _slug(thread)))
    statement = listed_rows(actor).where(Thread.id.in_(ids), Thread.id != thread.id)
    return load_rows(statement.order_by(Thread.id.desc()).limit(FROM_EACH))


def _slug(thread: Thread) -> str:
    return thread.slug if thread.kind is ThreadKind.ARTICLE else ""
