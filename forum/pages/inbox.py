"""What a member was told, with the threads that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..db import db
from ..inbox.models import Notification
from ..inbox.queries import notifications_of
from ..moderation.wording import NAMELESS
from ..permissions import Actor, ThreadKind, Verb, visible_to
from ..threads.models import Thread
from ..web.actor import current_actor, current_member
from ..web.gate import gate
from ..web.paging import load_page
from .routes import blueprint


@blueprint.get("/inbox")
@gate(Verb.HAVE_ACCOUNT)
def inbox() -> ResponseReturnValue:
    """List what the member was told, newest first."""
    page = load_page(notifications_of(current_member().id), (Notification.id,))
    threads = _threads({told.thread_id for told in page.items}, current_actor())
    return render_template("pages/inbox.html", page=page, threads=threads, nameless=NAMELESS)


@dataclass(frozen=True, slots=True)
class _About:
    """The thread that a notice is about."""

    title: str
    is_own: bool  # the reader's own question


def _threads(thread_ids: set[int | None], actor: Actor) -> dict[int, _About]:
    """Return those threads that the reader may still see."""
    statement = select(Thread.id, Thread.title, Thread.kind, Thread.author_id).where(
        Thread.id.in_(thread_ids), visible_to(actor, Thread)
    )
    return {
        id_: _About(title, kind is ThreadKind.QUESTION and author_id == actor.id)
        for id_, title, kind, author_id in db.session.execute(statement)
    }
