"""Telling followers of a post, once everyone may read it. In the caller's transaction."""

from __future__ import annotations

from ..accounts.models import Member
from ..inbox import actions as inbox
from ..inbox.models import Followable, NotificationKind
from ..permissions import PostKind
from .models import Post
from .shown import shown_name

KINDS = {
    PostKind.QUESTION: NotificationKind.QUESTION,
    PostKind.ANSWER: NotificationKind.ANSWER,
    PostKind.REPLY: NotificationKind.REPLY,
}


def announce(post: Post, author: Member | None) -> None:
    """Tell whoever follows the thread, or for a question its topics; needs the topics loaded."""
    if post.kind is PostKind.QUESTION:
        targets = [(Followable.TOPIC, topic.id) for topic in post.thread.topics]
    else:
        targets = [(Followable.THREAD, post.thread_id)]
    inbox.tell_followers(
        targets,
        KINDS[post.kind],
        thread_id=post.thread_id,
        post_id=post.id,
        actor_name=shown_name(post, author),
        except_member=post.author_id,
        named_member=shown_member(post),
    )


def take_back(post_id: int) -> None:
    """Undo `announce`: nobody's inbox speaks of the post any more."""
    inbox.untell(post_id, list(KINDS.values()))


def shown_member(post: Post) -> int | None:
    """Return the id of the member whose name stands beside a post; `None` under an alias."""
    return post.author_id if post.alias is None else None
