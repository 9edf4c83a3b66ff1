"""Authors take back what they wrote, and bring it back again."""

from __future__ import annotations

from ...accounts.actions import count_another_post, count_one_post_less
from ...accounts.models import Member
from ...db import db
from ...permissions import Verb, Visibility
from ..models import Post
from ..queries import lock_post
from ..visibility import show_post
from .holding import Overtaken, hold


def delete_post(actor: Member, post: Post) -> None:
    """Take a post out of sight; a question takes its thread with it. It can be undone.

    Raises `Overtaken`.
    """
    hold(actor, Verb.DELETE, post)
    show_post(post, Visibility.DELETED)
    count_one_post_less(post.author_id)
    db.session.commit()


def undelete_post(actor: Member, post: Post) -> None:
    """Undo `delete_post`. Raises `Overtaken`."""
    hold(actor, Verb.UNDELETE, post)
    show_post(post, Visibility.PUBLISHED)
    if not count_another_post(actor.id):
        raise Overtaken
    db.session.commit()


def withdraw_post(post: Post) -> None:
    """Take a post out of sight whose author leaves, whatever state it and its thread are in.

    What waits or is hidden, too: nobody may publish it later.
    """
    lock_post(post.id)
    if post.visibility is not Visibility.DELETED:
        show_post(post, Visibility.DELETED)
        count_one_post_less(post.author_id)
    db.session.commit()
