"""People have the last word on a care banner: staff set it, authors may dispute it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ...accounts.models import Member
from ...db import db
from ...permissions import Verb
from ...threads.assessing import show_level
from ...threads.models import Assessment, Post
from ...triage import Level
from .deciding import AlreadyChanged, State, begin, finish, unless_changed


def override_banner(
    by: Member,
    post: Post,
    level: Level | None,
    reason: str,
    now: datetime,
    *,
    seen: str,
    was: State | None = None,
) -> None:
    """Raise, lower, keep or dismiss (`Level.NONE`) a post's banner.

    It answers a dispute; keeping the level that is shown says that it was checked, and a grave
    question waits no longer for that. `None` as the level withdraws the judgement, so that the post
    shows again what triage found. `seen` is the `banner_state` of the post when the form was drawn.
    Where an act is undone, `was` is the log's picture of the banner before it.
    """
    begin(by, Verb.OVERRIDE_BANNER, post)
    found = post.assessment
    if found is None or (level is None and found.override is None):
        raise AlreadyChanged
    unless_changed(seen, banner_state(found))
    before = _state(found)
    keeps = level is found.shown_level if was is None else was.get("checked")
    found.override = level
    found.override_reason = "" if level is None else reason
    found.override_by_id = None if level is None else by.id
    found.override_at = None if level is None else now
    found.disputed_at = now if was and was["disputed"] else None
    found.checked_at = now if keeps else None
    show_level(post, post.thread, found)
    finish(by, Verb.OVERRIDE_BANNER, post, reason, now, before, _state(found))


def dispute_banner(by: Member, post: Post, now: datetime) -> None:
    """Keep that the author says the banner does not fit; saying it twice changes nothing."""
    begin(by, Verb.DISPUTE_BANNER, post)
    if post.assessment is not None and post.assessment.disputed_at is None:
        post.assessment.disputed_at = now
    db.session.commit()


def banner_state(found: Assessment) -> str:
    """Return in one word what a form about a banner was drawn from, to see whether it changed."""
    override = "-" if found.override is None else found.override.value
    disputed = "disputed" if found.disputed_at else "-"
    return f"{found.level.value}.{override}.{disputed}{'.checked' if found.checked_at else ''}"


def _state(found: Assessment) -> dict[str, Any]:
    return {
        "level": found.level.value,
        "override": None if found.override is None else found.override.value,
        "disputed": found.disputed_at is not None,
        "checked": found.checked_at is not None,
    }
