"""What rules ask of a thread or a post: who may read it, whose it is, what it still takes."""

from __future__ import annotations

from typing import Any

from .actor import Actor, is_moderator
from .states import Openness, Visibility


def readable(actor: Actor, subject: Any) -> bool:
    """Published things are everyone's; the rest is its author's and the moderators'.

    So is what hangs under the rest: a reply may quote all of it.
    """
    if not hasattr(subject, "visibility") or is_moderator(actor):
        return True  # a member: that there is one is no secret
    thread = thread_of(subject)
    return (
        _seen(actor, subject)
        and (thread is subject or _seen(actor, thread))
        and _hangs_in_sight(actor, subject)
    )


def _hangs_in_sight(actor: Actor, subject: Any) -> bool:
    """Say so of what hangs under nothing as well; what one wrote oneself one can take back."""
    above = getattr(subject, "parent", None)
    return above is None or is_own(actor, subject) or _seen(actor, above)


def _seen(actor: Actor, thing: Any) -> bool:
    """Say whether a thread or a post, by itself, may be seen."""
    return thing.visibility is Visibility.PUBLISHED or is_own(actor, thing)


def thread_of(subject: Any) -> Any:
    """Return the thread of a post, or the thread itself."""
    return getattr(subject, "thread", subject)


def is_own(actor: Actor, subject: Any) -> bool:
    """Say whether the actor wrote it; an alias changes nothing here."""
    return actor.id is not None and subject.author_id == actor.id


def published(post: Any) -> bool:
    """Say whether everyone may read a post where it stands."""
    return (
        post.visibility is Visibility.PUBLISHED and post.thread.visibility is Visibility.PUBLISHED
    )


def live(post: Any) -> bool:
    """Say whether members may still add to a post: it is published, its thread not locked."""
    return published(post) and post.thread.openness is not Openness.LOCKED
