"""How every act of a moderator begins and ends.

`begin` locks what the act is about, reads it and the actor again, and asks the rules once more: the
page that was pressed may be old, and a second moderator may be pressing at this moment. `finish`
writes the row of the log, tells the author, and commits all of it at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ...accounts.models import Member
from ...db import db
from ...inbox import actions as inbox
from ...inbox.models import NotificationKind
from ...permissions import OPENING, Verb, can
from ...threads.models import Post, Thread
from ...threads.queries import lock_post
from .. import wording
from ..models import ModerationAct

State = Mapping[str, Any]
ON_THREADS = frozenset(
    {
        Verb.LOCK,
        Verb.UNLOCK,
        Verb.CLOSE,
        Verb.REOPEN,
        Verb.PIN,
        Verb.UNPIN,
        Verb.RETITLE,
        Verb.RETAG,
        Verb.SLOW,
        Verb.UNLIST,
        Verb.LIST,
        Verb.MERGE,
        Verb.KEEP_CLOSED,
        Verb.ASK_REOPENING,
    }
)
# Who sees an opening post is who sees its thread.
SHOWING = frozenset({Verb.HIDE, Verb.RESTORE, Verb.APPROVE, Verb.MARK_SPAM, Verb.ASK_CHANGES})


class NotAllowed(Exception):
    """The actor may not do this, or may do it no longer."""


class Refused(Exception):
    """The act makes no sense as it was asked for; its text is one line that says why."""


class AlreadyChanged(Exception):
    """What the act was about has changed since the actor saw it."""


def begin(by: Member, verb: Verb, post: Post) -> None:
    """Lock and re-read `post`, its thread and the actor's roles, and ask the rules again.

    Raises `NotAllowed` or `AlreadyChanged`.
    """
    db.session.refresh(by)
    if lock_post(post.id) and can(by, verb, subject_of(verb, post)):
        return
    raise AlreadyChanged if can(by, Verb.MODERATE) else NotAllowed


def unless_changed(seen: object, now: object) -> None:
    """Raise `AlreadyChanged` when the actor saw something else than what is there now."""
    if seen != now:
        raise AlreadyChanged


def subject_of(verb: Verb, post: Post) -> Post | Thread:
    """Return what an act changes: hiding an opening post is hiding its thread."""
    on_thread = verb in ON_THREADS or (verb in SHOWING and post.kind in OPENING)
    return post.thread if on_thread else post


def note(
    by: Member | None,
    verb: Verb,
    post: Post,
    reason: str,
    now: datetime,
    before: State,
    after: State,
) -> None:
    """Write an act into the log and tell the author, in the caller's transaction.

    `by` is `None` where the site acted by itself. Nobody is told of their own acts.
    """
    record(by, verb, post, reason, now, before, after)
    if by is None or post.author_id != by.id:
        # A converted post is called what its author knew it as.
        kind = before.get("kind", post.kind)
        tell(by, post.author_id, post, wording.to_author(verb, after, kind, reason))


def finish(
    by: Member, verb: Verb, post: Post, reason: str, now: datetime, before: State, after: State
) -> None:
    """Write the log, tell the author, commit."""
    note(by, verb, post, reason, now, before, after)
    db.session.commit()


def record(
    by: Member | None,
    verb: Verb,
    post: Post,
    reason: str,
    now: datetime,
    before: State,
    after: State,
) -> None:
    """Add a row to the log in the caller's transaction."""
    on_thread = isinstance(subject_of(verb, post), Thread)
    db.session.add(
        ModerationAct(
            actor_id=None if by is None else by.id,
            verb=verb,
            thread_id=post.thread_id,
            post_id=None if on_thread else post.id,
            reason=reason,
            before=dict(before),
            after=dict(after),
            created_at=now,
        )
    )


def tell(by: Member | None, member_id: int | None, post: Post, line: str) -> None:
    """Tell a member of a decision, under no name."""
    inbox.tell(
        member_id,
        NotificationKind.DECISION,
        thread_id=post.thread_id,
        post_id=post.id,
        actor_name=wording.name_of(by),
        detail=line,
    )
