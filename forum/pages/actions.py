"""What touches several rooms at once; the only place in this room that commits."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload

from ..accounts.actions import close_account, set_roles
from ..accounts.models import Member
from ..db import db
from ..inbox.models import Notification
from ..permissions import PostKind, Visibility
from ..threads.actions import withdraw_post
from ..threads.models import Post, Thread
from .kept import ERASED


def leave(member: Member, take_posts_back: bool) -> None:
    """Close a member's account; what they wrote stays without their name, or is taken back.

    Aliases stay aliases. Votes and marks stay counted. Raises `LastAdministrator`, and then
    nothing was changed: the roles go first, in a transaction of their own.
    """
    set_roles(member, frozenset())
    if take_posts_back:
        _take_posts_back(member)
    _erase(member)
    close_account(member)


def _take_posts_back(member: Member) -> None:
    """Withdraw what a member wrote, and what they write in another window meanwhile.

    In the end the member is held until the account is closed, and a new post waits for that.
    """
    while posts := _posts_to_withdraw(member):
        db.session.commit()  # a post that is being written may wait for its member, and we for it
        for post in posts:
            withdraw_post(post)


def _posts_to_withdraw(member: Member) -> list[Post]:
    db.session.execute(select(Member.id).where(Member.id == member.id).with_for_update())
    thread = joinedload(Post.thread).selectinload(Thread.topics)
    standing = select(Post).where(
        Post.author_id == member.id,
        Post.kind != PostKind.ARTICLE,
        Post.visibility != Visibility.DELETED,
    )
    return list(db.session.scalars(standing.options(thread).order_by(Post.id)))


def _erase(member: Member) -> None:
    """Erase what is kept of a member, beside their own row and what they wrote (see `kept`)."""
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if str(column) in ERASED:
                db.session.execute(delete(table).where(column == member.id))
    db.session.execute(update(Member).where(Member.id == member.id).values(unread_count=0))
    db.session.execute(
        update(Notification)
        .where(Notification.actor_name == member.username)
        .values(actor_name="a former member")
    )
