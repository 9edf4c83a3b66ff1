"""Under what name a post stands, and that a retried submit makes no second one."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from ...accounts.models import Member
from ...db import db
from ..aliases import new_alias
from ..models import Post, ThreadAlias
from .holding import Overtaken
from .pace import TooSoon


def once(actor: Member, submit_token: str | None, write: Callable[[], Post]) -> Post:
    """Write a post, or return the one that this form made before.

    The unique key of author and token tells, whether two submits of one form arrive together or one
    long after the other.
    """
    try:
        return write()
    except (IntegrityError, TooSoon, Overtaken) as refused:
        if not isinstance(refused, TooSoon):  # nothing of this one may be found below
            db.session.rollback()
        first = _sent_before(actor.id, submit_token) if submit_token else None
        if first is None:
            raise
        return first


def alias_in(thread_id: int, member: Member) -> str:
    """Return the alias a member has in a thread, drawn now if it is the first time."""
    known = db.session.get(ThreadAlias, (thread_id, member.id))
    if known is not None:
        return known.name
    taken = {
        alias
        for alias in db.session.scalars(select(Post.alias).where(Post.thread_id == thread_id))
        if alias
    }
    drawn = new_alias(taken, member.username)
    alias = ThreadAlias(thread_id=thread_id, member_id=member.id, name=drawn)
    db.session.add(alias)
    return alias.name


def _sent_before(member_id: int, submit_token: str) -> Post | None:
    found: Post | None = db.session.scalar(
        select(Post)
        .where(Post.author_id == member_id, Post.submit_token == submit_token)
        .options(joinedload(Post.thread))
    )
    return found
