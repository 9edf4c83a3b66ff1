"""Rules about what members do with questions, answers and replies: write, mark, vote, flag."""

from __future__ import annotations

from typing import Any

from .actor import Actor, is_moderator, may_press, may_write
from .states import Openness, PostKind, ThreadKind, Visibility
from .subjects import is_own, live, published


def may_see_withheld(actor: Actor, post: Any) -> bool:
    """What a post said while it was out of sight stays its author's and the moderators'."""
    return is_own(actor, post) or is_moderator(actor)


def may_answer(actor: Actor, thread: Any) -> bool:
    """Members answer open questions; an article takes replies only."""
    return (
        may_write(actor)
        and thread.kind is ThreadKind.QUESTION
        and thread.visibility is Visibility.PUBLISHED
        and thread.openness is Openness.OPEN
    )


def may_reply(actor: Actor, post: Any) -> bool:
    """Members reply to what is published, until the thread is locked."""
    return may_write(actor) and live(post)


def may_edit(actor: Actor, post: Any) -> bool:
    """Authors edit until the thread is locked or the post deleted; articles are moderators'."""
    if post.visibility is Visibility.DELETED:
        return False
    if is_moderator(actor):
        return True
    return (
        is_own(actor, post)
        and may_write(actor)
        and post.kind is not PostKind.ARTICLE
        and post.thread.openness is not Openness.LOCKED
    )


def may_delete(actor: Actor, post: Any) -> bool:
    """Authors take back what they published, locked or restricted; moderators hide instead.

    Only what is published: bringing it back must not publish what a moderator holds or hides.
    """
    return is_own(actor, post) and post.kind is not PostKind.ARTICLE and published(post)


def may_undelete(actor: Actor, post: Any) -> bool:
    """Authors bring back what they deleted themselves."""
    return is_own(actor, post) and may_write(actor) and post.visibility is Visibility.DELETED


def may_vote(actor: Actor, post: Any) -> bool:
    """Members vote for others' published posts, until the thread is locked."""
    return may_press(actor) and not is_own(actor, post) and live(post)


def may_mark_helped(actor: Actor, post: Any) -> bool:
    """Members mark others' answers; the asker's mark counts as the asker's."""
    return may_vote(actor, post) and post.kind is PostKind.ANSWER


def may_flag(actor: Actor, subject: Any) -> bool:
    """Members flag what others wrote."""
    return may_press(actor) and not is_own(actor, subject)


def may_dispute(actor: Actor, post: Any) -> bool:
    """Authors may dispute the banner on their own post until people have judged it."""
    found = post.assessment
    return (
        is_own(actor, post)
        and may_press(actor)
        and found is not None
        and found.override is None
        and found.shown_level != "none"
    )


def may_ask_reopening(actor: Actor, thread: Any) -> bool:
    """Members ask for a closed question to be opened again; whoever moderates just does it."""
    return (
        may_press(actor)
        and not is_moderator(actor)
        and thread.visibility is Visibility.PUBLISHED
        and thread.openness is Openness.CLOSED
    )
