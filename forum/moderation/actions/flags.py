"""Members point posts out; enough of them hide one until a moderator looks; a moderator decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ...accounts.models import Member
from ...db import db
from ...inbox import actions as inbox
from ...inbox.models import NotificationKind
from ...permissions import PostKind, Verb, Visibility, can
from ...threads.models import Post
from ...threads.screening.lessons import learn
from .. import queries
from ..flagged import snapshot
from ..models import Flag, FlagReason, FlagState
from .answering import answer_flags
from .deciding import AlreadyChanged, begin, subject_of
from .hiding import publish, show

TEACHES_SPAM = (FlagReason.SPAM, FlagReason.SELLING)
HELD_BECAUSE = "Several members pointed it out, so it waits until a moderator has looked at it."


@dataclass(frozen=True, slots=True)
class FlagDraft:
    """A flag as the form gives it."""

    reason: FlagReason
    note: str = ""


def flag(by: Member, post: Post, draft: FlagDraft, now: datetime, *, hold_at: int) -> bool:
    """Point a post out to the moderators; return whether it is this member's first flag on it.

    When `hold_at` flags of established members stand open, the post is held.
    """
    begin(by, Verb.FLAG, post)
    if queries.flag_of(by.id, post.id):
        return False
    db.session.add(
        Flag(
            post_id=post.id,
            member_id=by.id,
            reason=draft.reason,
            note=draft.note,
            snapshot=snapshot(post),
            created_at=now,
        )
    )
    db.session.flush()
    if draft.reason is FlagReason.AT_RISK:
        _alarm(by, post)
    if _is_enough(post, now, hold_at):
        show(None, Verb.HIDE, post, Visibility.HELD, HELD_BECAUSE, now)
    db.session.commit()
    return True


def withdraw_flag(by: Member, post: Post) -> bool:
    """Take back one's own flag; return whether there was one that nobody has decided.

    It is as if it had never been: the same member may flag the post again.
    """
    begin(by, Verb.FLAG, post)
    own = queries.flag_of(by.id, post.id)
    if own is None or own.state is not FlagState.OPEN:
        return False
    db.session.delete(own)
    inbox.untell(post.id, [NotificationKind.AT_RISK], by.username)
    db.session.commit()
    return True


def uphold(
    by: Member, post: Post, reason: str, now: datetime, *, upto: int, keep: bool = False
) -> None:
    """Find the flags right and hide the post, or keep it (with another banner, say).

    `upto` is the newest flag that the moderator saw; flags that came later stay open. What its
    author took back cannot be hidden, and would be everyone's when it is brought back: its flags
    wait until then. Raises `AlreadyChanged`.
    """
    flags = _begin(by, post, upto)
    if keep:
        _release(by, post, reason, now)
    elif post.visibility is Visibility.DELETED:
        raise AlreadyChanged
    elif can(by, Verb.HIDE, subject_of(Verb.HIDE, post)):
        show(by, Verb.HIDE, post, Visibility.HIDDEN, reason, now)
        if any(flag.reason in TEACHES_SPAM for flag in flags):
            learn(post, is_spam=True, now=now)
    _decide(by, post, flags, FlagState.UPHELD, reason, now)


def decline(by: Member, post: Post, reason: str, now: datetime, *, upto: int) -> None:
    """Find the post to be fine; one that was held is published again."""
    flags = _begin(by, post, upto)
    _release(by, post, reason, now)
    _decide(by, post, flags, FlagState.DECLINED, reason, now)


def _alarm(by: Member, post: Post) -> None:
    """Tell the moderators, who would else find it when they come next.

    Not one who wrote the post: whoever flagged it was promised that they do not learn of them.
    """
    inbox.tell_staff(
        NotificationKind.AT_RISK,
        thread_id=post.thread_id,
        post_id=post.id,
        actor_name=by.username,
        except_member=post.author_id,
    )


def _is_enough(post: Post, now: datetime, hold_at: int) -> bool:
    """Say whether a post must wait. A reference article is not the crowd's to take down."""
    return (
        post.kind is not PostKind.ARTICLE
        and post.visibility is Visibility.PUBLISHED
        and queries.count_trusted_flags(post.id, now) >= hold_at
    )


def _begin(by: Member, post: Post, upto: int) -> list[Flag]:
    begin(by, Verb.DECIDE_FLAGS, post)
    flags = queries.open_flags([post.id], upto)
    if not flags:
        raise AlreadyChanged
    return flags


def _release(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Publish a post that was held: the moderator that it waited for has looked."""
    if post.visibility is Visibility.HELD:
        publish(by, Verb.RESTORE, post, reason, now)


def _decide(
    by: Member, post: Post, flags: list[Flag], state: FlagState, reason: str, now: datetime
) -> None:
    answer_flags(by, post, flags, state, reason, now)
    db.session.commit()
