"""Looking behind an alias: never without a reason, a row in the log and a word to the member."""

from __future__ import annotations

from datetime import datetime

from ....accounts.models import Member
from ....db import db
from ....inbox import actions as inbox
from ....inbox.models import NotificationKind
from ....permissions import Verb
from ....threads.models import Post
from ... import wording
from ...actions.deciding import begin, record


def look_behind(by: Member, post: Post, reason: str, now: datetime) -> Member:
    """Return who wrote a post under an alias. Raises `NotAllowed` or `AlreadyChanged`.

    The log names the post and not the member: reading it is no way around looking.
    """
    begin(by, Verb.LOOK_BEHIND, post)
    record(by, Verb.LOOK_BEHIND, post, reason, now, {}, {})
    inbox.tell(
        post.author_id,
        NotificationKind.LOOK,
        thread_id=post.thread_id,
        post_id=post.id,
        actor_name=wording.name_of(by),
        detail=reason,
    )
    author = db.session.get_one(Member, post.author_id)
    db.session.commit()
    return author
