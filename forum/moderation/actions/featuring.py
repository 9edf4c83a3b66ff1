"""Featuring an answer, and a notice of the moderators on a post."""

from __future__ import annotations

from datetime import datetime

from ...accounts.models import Member
from ...permissions import Verb
from ...threads.models import Post
from .deciding import begin, finish


def feature(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Show an answer before the others, as one that the moderators found helpful."""
    begin(by, Verb.FEATURE, post)
    _set_featured(by, Verb.FEATURE, post, now, reason, now)


def unfeature(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Let an answer stand where its readers' marks put it."""
    begin(by, Verb.UNFEATURE, post)
    _set_featured(by, Verb.UNFEATURE, post, None, reason, now)


def _set_featured(
    by: Member, verb: Verb, post: Post, since: datetime | None, reason: str, now: datetime
) -> None:
    before = {"featured": post.featured_at is not None}
    post.featured_at = since
    finish(by, verb, post, reason, now, before, {"featured": since is not None})


def put_notice(by: Member, post: Post, words: str, now: datetime) -> None:
    """Let a notice stand on a post for its readers; it takes the place of an earlier one.

    The words are the act's reason, which is where an undo finds them.
    """
    begin(by, Verb.NOTICE, post)
    _set_notice(by, Verb.NOTICE, post, words, words, now)


def take_notice(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Take the notice away."""
    begin(by, Verb.UNNOTICE, post)
    _set_notice(by, Verb.UNNOTICE, post, "", reason, now)


def _set_notice(by: Member, verb: Verb, post: Post, words: str, reason: str, now: datetime) -> None:
    before = {"notice": bool(post.notice)}
    post.notice = words
    finish(by, verb, post, reason, now, before, {"notice": bool(words)})
