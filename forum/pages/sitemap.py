"""The sitemap, in parts by ranges of ids, so that a thread never moves to another part."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

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
    """Name the parts."""
    newest = db.session.scalar(select(func.max(Thread.id))) or 0
    return _xml("sitemap/index.xml", parts=range(newest // IDS_IN_A_PART + 1))


@blueprint.get("/sitemap-<int:number>.xml")
@gate(Verb.BROWSE)
def part(number: int) -> ResponseReturnValue:
    """List the threads of one part with their last change; the first has the site too."""
    first = number * IDS_IN_A_PART
    if first > (db.session.scalar(select(func.max(Thread.id))) or 0):
        abort(404)
    statement = (
        select(Thread)
        .where(
            Thread.id >= first,
            Thread.id < first + IDS_IN_A_PART,
            Thread.noindex.is_(False),
            visible_to(VISITOR, Thread),
        )
        .order_by(Thread.id)
    )
    threads = list(db.session.scalars(statement))
    return _xml("sitemap/part.xml", threads=threads, pages=SITE_PAGES if number == 0 else ())


def _xml(template: str, **values: object) -> Response:
    return Response(render_template(template, **values), mimetype="application/xml")
