"""Whoever changes a post holds it first: what their page showed may be over by now."""

from __future__ import annotations

from ...accounts.models import Member
from ...permissions import Verb, can
from ..models import Post
from ..queries import lock_post


class Overtaken(Exception):
    """Somebody was quicker: what the actor wanted can no longer be done to the post."""


def hold(actor: Member, verb: Verb, post: Post) -> None:
    """Hold a post and its thread until the commit, as they are now, and ask the rules again.

    Else an author whose request began before a moderator hid the post would take that back.
    Raises `Overtaken`.
    """
    lock_post(post.id)
    if not can(actor, verb, post):
        raise Overtaken
