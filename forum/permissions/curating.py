"""Rules about what moderators do with threads and posts, and clinicians with care levels."""

from __future__ import annotations

from typing import Any

from .actor import Actor, is_clinical, is_moderator
from .states import Openness, PostKind, ThreadKind, Visibility
from .subjects import published


def may_override(actor: Actor, post: Any) -> bool:
    """Clinicians and moderators judge the care level of what members wrote; articles have none."""
    return is_clinical(actor) and post.kind is not PostKind.ARTICLE


def may_hide(actor: Actor, subject: Any) -> bool:
    """Moderators hide what is published, held or given back."""
    seen = (Visibility.PUBLISHED, Visibility.HELD, Visibility.RETURNED)
    return is_moderator(actor) and subject.visibility in seen


def may_restore(actor: Actor, subject: Any) -> bool:
    """Moderators restore what is hidden or held; what its author deleted stays the author's."""
    return is_moderator(actor) and subject.visibility in (Visibility.HIDDEN, Visibility.HELD)


def may_approve(actor: Actor, subject: Any) -> bool:
    """Moderators approve what waits, or was published before anyone has looked at it."""
    waits = (Visibility.PUBLISHED, Visibility.HELD, Visibility.RETURNED)
    return is_moderator(actor) and subject.visibility in waits


def may_mark_spam(actor: Actor, subject: Any) -> bool:
    """Moderators mark what members wrote as spam, until it is out of sight."""
    return may_hide(actor, subject) and subject.kind not in (PostKind.ARTICLE, ThreadKind.ARTICLE)


def may_ask_changes(actor: Actor, subject: Any) -> bool:
    """Moderators give back to its author what is published or held; articles are their own."""
    return (
        is_moderator(actor)
        and subject.author_id is not None
        and subject.kind != PostKind.ARTICLE
        and subject.visibility in (Visibility.PUBLISHED, Visibility.HELD)
    )


def may_lock(actor: Actor, thread: Any) -> bool:
    """Moderators lock what is not locked."""
    return is_moderator(actor) and thread.openness is not Openness.LOCKED


def may_unlock(actor: Actor, thread: Any) -> bool:
    """Moderators unlock what is locked."""
    return is_moderator(actor) and thread.openness is Openness.LOCKED


def may_close(actor: Actor, thread: Any) -> bool:
    """Moderators close open questions."""
    return (
        is_moderator(actor)
        and thread.kind is ThreadKind.QUESTION
        and thread.openness is Openness.OPEN
    )


def may_reopen(actor: Actor, thread: Any) -> bool:
    """Moderators reopen what is closed."""
    return is_moderator(actor) and thread.openness is Openness.CLOSED


def may_pin(actor: Actor, thread: Any) -> bool:
    """Moderators pin what is published, and move what is pinned."""
    return is_moderator(actor) and thread.visibility is Visibility.PUBLISHED


def may_unpin(actor: Actor, thread: Any) -> bool:
    """Moderators unpin what is pinned."""
    return is_moderator(actor) and thread.pinned_position is not None


def may_unlist(actor: Actor, thread: Any) -> bool:
    """Moderators keep threads out of search engines."""
    return is_moderator(actor) and not thread.noindex


def may_list(actor: Actor, thread: Any) -> bool:
    """Moderators take back that a thread is kept out of search engines."""
    return is_moderator(actor) and thread.noindex


def may_convert(actor: Actor, post: Any) -> bool:
    """Moderators turn answers and replies of a question into one another."""
    return (
        is_moderator(actor)
        and post.kind in (PostKind.ANSWER, PostKind.REPLY)
        and post.thread.kind is ThreadKind.QUESTION
    )


def may_caution(actor: Actor, post: Any) -> bool:
    """Moderators set a caution beside what advises: answers and replies."""
    return is_moderator(actor) and post.kind in (PostKind.ANSWER, PostKind.REPLY)


def may_split(actor: Actor, post: Any) -> bool:
    """Moderators make a question of its own out of what is published under another."""
    return may_convert(actor, post) and published(post)


def may_merge(actor: Actor, thread: Any) -> bool:
    """Moderators merge questions that everyone can see."""
    return (
        is_moderator(actor)
        and thread.kind is ThreadKind.QUESTION
        and thread.visibility is Visibility.PUBLISHED
    )


def may_feature(actor: Actor, post: Any) -> bool:
    """Moderators feature published answers."""
    return (
        is_moderator(actor)
        and post.kind is PostKind.ANSWER
        and post.featured_at is None
        and published(post)
    )


def may_unfeature(actor: Actor, post: Any) -> bool:
    """Moderators take back that an answer is featured."""
    return is_moderator(actor) and post.featured_at is not None


def may_take_notice(actor: Actor, post: Any) -> bool:
    """Moderators take away the notice that stands on a post."""
    return is_moderator(actor) and bool(post.notice)
