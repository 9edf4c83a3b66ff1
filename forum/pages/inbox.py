"""What a member was told, with the titles of the threads that it is about."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from ..db import db
from ..inbox.models import Notification
from ..inbox.queries import notifications_of
from ..permissions import Actor, Verb, visible_to
from ..threads.models import Thread
from ..web.actor import current_actor
from ..web.gate import gate
from ..web.paging import load_page
from .routes import blueprint


@blueprint.get("/inbox")
@gate(Verb.HAVE_ACCOUNT)
def inbox() -> ResponseReturnValue:
    """List what the member was told, newest first."""
    page = load_page(notifications_of(current_user.id), (Notification.id,))
    titles = _titles({told.thread_id for told in page.items}, current_actor())
    return render_template("pages/inbox.html", page=page, titles=titles)


def _titles(thread_ids: set[int | None], actor: Actor) -> dict[int, str]:
    """Return the titles of those threads that the reader may still see."""
    statement = select(Thread.id, Thread.title).where(
        Thread.id.in_(thread_ids), visible_to(actor, Thread)
    )
    return dict(db.session.execute(statement).all())
