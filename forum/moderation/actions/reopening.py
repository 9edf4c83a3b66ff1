"""Members ask for a closed question to be opened again; moderators open it, or answer why not."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from ...accounts.models import Member
from ...db import db
from ...permissions import Verb
from ...threads.models import Post
from ..models import ReopenRequest
from .deciding import AlreadyChanged, begin, record, tell

KEPT = "The question that you asked to be opened again stays closed: {reason}"
OPENED = "The question that you asked to be opened again is open: {reason}"
ASKED = {"requests": "open"}


def ask_reopening(by: Member, post: Post, text: str, now: datetime) -> bool:
    """Keep why a member wants a question opened again; return whether it is their first wish."""
    begin(by, Verb.ASK_REOPENING, post)
    if any(asked.member_id == by.id for asked in _open(post)):
        return False
    db.session.add(
        ReopenRequest(thread_id=post.thread_id, member_id=by.id, text=text, created_at=now)
    )
    db.session.commit()
    return True


def keep_closed(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Tell those who asked why it stays closed. Raises `AlreadyChanged` if nobody asked."""
    begin(by, Verb.KEEP_CLOSED, post)
    if not answer_requests(by, post, KEPT.format(reason=reason), now):
        raise AlreadyChanged
    record(by, Verb.KEEP_CLOSED, post, reason, now, ASKED, {"requests": "declined"})
    db.session.commit()


def answer_requests(by: Member, post: Post, line: str, now: datetime) -> bool:
    """Answer all who asked, in the caller's transaction; say whether there were any."""
    asked = _open(post)
    for request in asked:
        request.decided_at = now
        tell(by, request.member_id, post, line)
    return bool(asked)


def ask_again(post: Post, at: datetime) -> None:
    """Open the requests again that were answered at a moment, in the caller's transaction."""
    db.session.execute(
        update(ReopenRequest)
        .where(ReopenRequest.thread_id == post.thread_id, ReopenRequest.decided_at == at)
        .values(decided_at=None)
    )


def unkeep(by: Member, post: Post, at: datetime, reason: str, now: datetime) -> None:
    """Undo `keep_closed`: the requests wait again."""
    begin(by, Verb.KEEP_CLOSED, post)
    ask_again(post, at)
    record(by, Verb.KEEP_CLOSED, post, reason, now, {"requests": "declined"}, ASKED)
    db.session.commit()


def _open(post: Post) -> list[ReopenRequest]:
    statement = select(ReopenRequest).where(
        ReopenRequest.thread_id == post.thread_id, ReopenRequest.decided_at.is_(None)
    )
    return list(db.session.scalars(statement))
