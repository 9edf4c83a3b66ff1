"""The sitemap, in parts by ranges of ids, so that a thread never moves to another part."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, func, select

from ..db import db
from ..permissions import VISITOR, Verb, visible_to
from ..threads.models import Thread
from ..web.gate import gate
from ..web.page_cache import may_be_kept

blueprint = Blueprint("sitemap", __name__)
blueprint.after_request(may_be_kept)
IDS_IN_A_PART = 10_000
SITE_PAGES = ("pages.home", "pages.questions", "library.articles", "topics.tags", "topics.body")


@blueprint.get("/sitemap.xml", endpoint="parts")
@gate(Verb.BROWSE)
def index() -> ResponseReturnValue:
    """Name the parts, each with the last change of a thread in it."""
    number = Thread.id // IDS_IN_A_PART
    changes = select(number, func.max(Thread.active_at)).where(*_listed()).group_by(number)
    changed = {row[0]: row[1] for row in db.session.execute(changes)}
    parts = {number: changed.get(number) for number in range(max(changed, default=0) + 1)}
    return _xml("sitemap/index.xml", parts=parts)


@blueprint.get("/sitemap-<int:number>.xml")
@gate(Verb.BROWSE)
def part(number: int) -> ResponseReturnValue:
    """List the threads of one part with their last change; the first has the site too."""
    first = number * IDS_IN_A_PART
    if first > (db.session.scalar(select(func.max(Thread.id))) or 0):
        abort(404)
    threads = db.session.execute(
        select(Thread.id, Thread.kind, Thread.slug, Thread.active_at)
        .where(Thread.id >= first, Thread.id < first + IDS_IN_A_PART, *_listed())
        .order_by(Thread.id)
    ).all()
    return _xml("sitemap/part.xml", threads=threads, pages=SITE_PAGES if number == 0 else ())


def _listed() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions under which search engines may know of a thread."""
    return Thread.noindex.is_(False), visible_to(VISITOR, Thread)


def _xml(template: str, **values: object) -> Response:
    return Response(render_template(template, **values), mimetype="application/xml")
