"""Giving a thread another title."""

from __future__ import annotations

from datetime import datetime

from ...accounts.models import Member
from ...permissions import Verb
from ...threads.assessing import reassess, show_level
from ...threads.models import Assessment, Post
from ...threads.revising import keep_revision
from ...threads.slugs import slug
from .deciding import begin, finish, unless_changed

JUDGED = (
    "override",
    "override_reason",
    "override_by_id",
    "override_at",
    "disputed_at",
    "checked_at",
)


def retitle(by: Member, post: Post, title: str, reason: str, now: datetime, *, seen: str) -> None:
    """Change a thread's title; the old one is kept as a revision of the opening post.

    `seen` is the title that stood there when the form was shown. The log names the revision and
    not the titles: they are what someone wrote about their health.
    """
    begin(by, Verb.RETITLE, post)
    thread = post.thread
    unless_changed(seen, thread.title)
    before = {"revision": post.revisions_count}
    keep_revision(by, post, reason, now)
    thread.title, thread.slug = title, slug(title)
    if post.assessment is not None:
        _read_again(post, post.assessment, now)
    finish(by, Verb.RETITLE, post, reason, now, before, {"revision": post.revisions_count})


def _read_again(post: Post, assessment: Assessment, now: datetime) -> None:
    """Let triage read the new title; what people judged of the unchanged text stays."""
    judged = {name: getattr(assessment, name) for name in JUDGED}
    reassess(post, post.thread, assessment, now)
    for name, value in judged.items():
        setattr(assessment, name, value)
    show_level(post, post.thread, assessment)
