"""Under what name a post stands, and that a retried submit makes no second one."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from ...accounts.models import Member
from ...db import db
from ..models import Post, ThreadAlias
from ..naming import new_alias


def once(actor: Member, submit_token: str | None, write: Callable[[], Post]) -> Post:
    """Return the post that this form made before, or write it now.

    The unique key of author and token decides when two submits of one form arrive together.
    """
    if submit_token and (first := _sent_before(actor.id, submit_token)):
        return first
    try:
        return write()
    except IntegrityError:
        db.session.rollback()
        if submit_token and (first := _sent_before(actor.id, submit_token)):
            return first
        raise


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
