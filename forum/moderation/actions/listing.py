"""Keeping a thread out of search engines; on the site it stays where it is."""

from __future__ import annotations

from datetime import datetime

from ...accounts.models import Member
from ...permissions import Verb
from ...threads.models import Post
from .deciding import begin, finish


def unlist(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Ask search engines to leave the thread out, and leave it out of the sitemap and the feeds."""
    _set(by, Verb.UNLIST, post, True, reason, now)


def relist(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Let search engines have the thread again."""
    _set(by, Verb.LIST, post, False, reason, now)


def _set(by: Member, verb: Verb, post: Post, noindex: bool, reason: str, now: datetime) -> None:
    begin(by, verb, post)
    post.thread.noindex = noindex
    finish(by, verb, post, reason, now, {"noindex": not noindex}, {"noindex": noindex})
