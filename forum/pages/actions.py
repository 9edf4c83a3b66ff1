"""What touches several rooms at once; the only place in this room that commits."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload

from ..accounts.actions import close_account, keep_one_administrator
from ..accounts.models import Member, Mute
from ..db import db
from ..inbox.models import Notification, Subscription
from ..moderation.people.models import MemberNote, Verification
from ..permissions import Verb, can
from ..threads.actions import delete_post
from ..threads.models import Bookmark, Post, Thread


def leave(member: Member, take_posts_back: bool) -> None:
    """Close a member's account; what they wrote stays without their name, or is taken back.

    Aliases stay aliases. Votes and marks stay counted. Raises `LastAdministrator`.
    """
    keep_one_administrator(member)
    if take_posts_back:
        for post in _posts_by(member):
            if can(member, Verb.DELETE, post):
                delete_post(member, post)
    _forget_in_inboxes(member)
    close_account(member)


def _posts_by(member: Member) -> list[Post]:
    thread = joinedload(Post.thread).selectinload(Thread.topics)
    statement = select(Post).where(Post.author_id == member.id).options(thread).order_by(Post.id)
    return list(db.session.scalars(statement))


def _forget_in_inboxes(member: Member) -> None:
    for model in (Subscription, Notification, Bookmark, Mute, MemberNote, Verification):
        db.session.execute(delete(model).where(model.member_id == member.id))
    db.session.execute(delete(Mute).where(Mute.muted_id == member.id))
    db.session.execute(
        update(Notification)
        .where(Notification.actor_name == member.username)
        .values(actor_name="a former member")
    )
