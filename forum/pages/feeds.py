"""Atom feeds: the newest questions, those with a tag, and what is new in one thread (RFC 4287)."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from ..db import db
from ..permissions import VISITOR, Verb, visible_to
from ..threads.models import Post, Thread
from ..threads.queries import load_thread, questions
from ..topics.models import TopicKind
from ..topics.queries import load_topic
from ..web.gate import gate
from ..web.page_cache import may_be_kept
from .queries import about_topic

blueprint = Blueprint("feeds", __name__, url_prefix="/feeds")
blueprint.after_request(may_be_kept)
ENTRIES = 30


@blueprint.get("/questions.atom", endpoint="questions")
@gate(Verb.BROWSE)
def questions_feed() -> ResponseReturnValue:
    """The newest questions."""
    return _thread_feed("Newest questions", _newest(_shared()))


@blueprint.get("/tags/<name>.atom")
@gate(Verb.BROWSE)
def tag(name: str) -> ResponseReturnValue:
    """The newest questions with a tag."""
    topic = load_topic(TopicKind.TAG, name)
    if topic is None:
        abort(404)
    return _thread_feed(f"Questions about {topic.title}", _newest(about_topic(_shared(), topic.id)))


@blueprint.get("/questions/<int:thread_id>.atom")
@gate(Verb.READ, load_thread)
def thread(subject: Thread) -> ResponseReturnValue:
    """The newest posts of one thread, as a visitor may read them."""
    statement = (
        select(Post)
        .where(Post.thread_id == subject.id, visible_to(VISITOR, Post))
        .options(joinedload(Post.author), joinedload(Post.advice))
        .order_by(Post.id.desc())
        .limit(ENTRIES)
    )
    posts = list(db.session.scalars(statement))
    changed = max((post.edited_at or post.created_at for post in posts), default=None)
    values = {"thread": subject, "posts": posts, "updated": changed or subject.created_at}
    response = _feed(render_template("feeds/thread.atom.xml", **values), changed)
    if subject.noindex:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _shared() -> Select[Thread]:
    # A feed shows what a visitor sees, whoever fetches it: readers' programs share what they get.
    return questions(VISITOR).where(Thread.noindex.is_(False))


def _newest(statement: Select[Thread]) -> list[Thread]:
    return list(db.session.scalars(statement.order_by(Thread.id.desc()).limit(ENTRIES)))


def _thread_feed(title: str, threads: list[Thread]) -> Response:
    text = render_template("feeds/threads.atom.xml", title=title, threads=threads)
    return _feed(text, max((thread.created_at for thread in threads), default=None))


def _feed(text: str, changed: datetime | None) -> Response:
    response = Response(text, content_type="application/atom+xml; charset=utf-8")
    response.last_modified = changed
    return response
