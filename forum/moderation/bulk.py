"""Approving or rejecting several posts of the worklist at once, and undoing all of it.

Each post is decided on its own, by the same actions as one alone: what may be done is done, and the
rest is named with the reason why not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, SelectMultipleField, StringField

from ..accounts.models import Member
from ..db import db, utcnow
from ..permissions import Verb
from ..threads.models import AdviceState, Post
from ..threads.queries import load_post
from ..threads.screening import ScreeningState
from ..threads.screening.queries import screening_of
from ..web import limits
from ..web.actor import current_member
from ..web.forms import Form, Says, tidy_line
from ..web.gate import gate
from ..web.preferences import local_path
from . import actions, queries
from .actions import UNDO_FOR, AlreadyChanged, NotAllowed
from .forms import often_given
from .models import ModerationAct
from .presses import OFFER
from .reasons import CANNED, REASON_MAX
from .routes import blueprint
from .waiting import Waiting, reasons_of
from .worklist import SHOWN

KEPT = "bulk"  # where the session keeps what was done at once
CHANGED, NOT_YOURS, GONE = "changed", "not yours", "gone"
# A notice that was found to fit leaves a grave question to itself: no press does that to many.
ONE_BY_ONE = (Waiting.UNANSWERED, Waiting.DISPUTED, Waiting.REOPENING)
ON_ITS_NOTICE = "its care notice is kept or changed one at a time"
WHY_NOT = {
    CHANGED: "someone was quicker, or nothing about it waits any more",
    Waiting.UNANSWERED: ON_ITS_NOTICE,
    Waiting.DISPUTED: ON_ITS_NOTICE,
    Waiting.REOPENING: "whether it is opened again is decided one at a time",
    NOT_YOURS: "it is not yours to decide",
    GONE: "it is not there any more",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the page after it says: how many were done, what can be undone, what was not done."""

    line: str
    can_undo: bool
    refused: list[tuple[Post | None, str]]


class BulkForm(Form):
    """Several posts, and why."""

    post = SelectMultipleField("Posts", coerce=int, validate_choice=False)
    reason = StringField(
        "Why?", filters=[tidy_line], validators=[Says(0, REASON_MAX, "The reason")]
    )
    often = often_given()
    back = HiddenField()


@blueprint.post("/moderation/bulk/approve", endpoint="bulk_approve")
@blueprint.post("/moderation/bulk/reject", endpoint="bulk_reject")
@limits.limiter.limit(limits.PRESS)
@gate(Verb.MODERATE)
def bulk() -> ResponseReturnValue:
    """Approve or reject what was chosen, each on its own."""
    form, what = BulkForm(), "approve" if request.path.endswith("approve") else "reject"
    back = local_path(form.back.data or "") or url_for("moderation.worklist")
    reason = form.reason.data or (form.often.data if what == "reject" else CANNED[Verb.APPROVE][0])
    if not form.accepted() or not form.post.data or not reason:
        lines = [line for errors in form.errors.values() for line in errors]
        lines += [] if form.post.data else ["Choose at least one post."]
        flash(" ".join(lines) or "Say why: the authors are told.", "error")
        return redirect(back, 303)
    _decide_all(form.post.data[:SHOWN], what, reason)
    return redirect(back, 303)


@blueprint.post("/moderation/bulk/undo")
@limits.limiter.limit(limits.PRESS)
@gate(Verb.MODERATE)
def undo_bulk() -> ResponseReturnValue:
    """Take back all that was done at once just now, the last one first."""
    kept = session.pop(KEPT, None)
    if not kept or not kept["acts"]:
        abort(404)
    done = sum(_undo(act_id) for act_id in reversed(kept["acts"]))
    left = len(kept["acts"]) - done
    flash(f"{_posts(done)} undone.", "success")
    if left:
        flash(f"{_posts(left)} could not be undone: someone acted on them since.", "error")
    return redirect(local_path(request.form.get("back", "")) or url_for("moderation.worklist"), 303)


def told() -> Told | None:
    """Return what was done at once just now, for the page after it."""
    kept = session.get(KEPT)
    if not kept or kept["until"] <= utcnow().timestamp():
        return None
    posts = {post.id: post for post in queries.posts_among([id_ for id_, _ in kept["refused"]])}
    refused = [(posts.get(post_id), WHY_NOT[cause]) for post_id, cause in kept["refused"]]
    line = f"{_posts(len(kept['acts']) + kept['together'])} {kept['done']}."
    return Told(line, bool(kept["acts"]), refused)


def _decide_all(post_ids: list[int], what: str, reason: str) -> None:
    done, decide = DECISIONS[what]
    acts: list[int] = []
    refused: list[list[Any]] = []  # as the session gives it back
    began, together = utcnow(), 0
    for post_id in dict.fromkeys(post_ids):
        member, now = current_member(), utcnow()
        post = load_post(post_id)
        if post is None:
            refused.append([post_id, GONE])
            continue
        if _went_out_with_another(post, began):
            together += 1
            continue
        try:
            decide(member, post, reason, now)
        except (AlreadyChanged, NotAllowed) as error:
            db.session.rollback()
            changed = isinstance(error, AlreadyChanged)
            refused.append([post_id, _still_waits_for(post_id, now) if changed else NOT_YOURS])
            continue
        newest = queries.newest_act(ModerationAct.actor_id == member.id)
        acts += [newest.id] if newest else []
    session.pop(OFFER, None)
    until = (utcnow() + UNDO_FOR).timestamp()
    session[KEPT] = {
        "acts": acts,
        "together": together,
        "refused": refused,
        "done": done,
        "until": until,
    }


def _still_waits_for(post_id: int, now: datetime) -> str:
    """Return what a post that was not decided waits for by itself, or that it has changed."""
    reasons = reasons_of(post_id, now)
    return next((reason for reason in ONE_BY_ONE if reason in reasons), CHANGED)


def _went_out_with_another(post: Post, began: datetime) -> bool:
    """Say whether approving another post of its author, just before, released this one too."""
    found = screening_of(post.id)
    return found is not None and found.decided_at is not None and found.decided_at >= began


def _approve(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Find a post to be fine: its flags, its advice, or that it was held or marked."""
    flags = queries.open_flags([post.id])
    if flags:
        actions.decline(by, post, reason, now, upto=flags[-1].id)
    elif _waits_for_its_advice(post):
        seen = actions.advice_state(post)
        actions.judge_advice(by, post, AdviceState.FINE, reason, now, seen=seen)
    else:
        actions.approve(by, post, reason, now)


def _waits_for_its_advice(post: Post) -> bool:
    """Say whether it waits for nothing else: what is held or marked is decided first."""
    screening = screening_of(post.id)
    return actions.advice_state(post) == AdviceState.OPEN and (
        screening is None or screening.state is not ScreeningState.OPEN
    )


def _reject(by: Member, post: Post, reason: str, now: datetime) -> None:
    """Hide a post, and find its flags right."""
    flags = queries.open_flags([post.id])
    if flags:
        actions.uphold(by, post, reason, now, upto=flags[-1].id)
    else:
        actions.hide(by, post, reason, now)


DECISIONS: Mapping[str, tuple[str, Callable[[Member, Post, str, datetime], None]]] = {
    "approve": ("approved", _approve),
    "reject": ("rejected", _reject),
}


def _undo(act_id: int) -> bool:
    act = queries.load_act(act_id)
    post = queries.load_subject(act) if act else None
    if act is None or post is None:
        return False
    try:
        actions.undo(current_member(), act, post, utcnow())
    except (AlreadyChanged, NotAllowed):
        db.session.rollback()
        return False
    return True


def _posts(number: int) -> str:
    return {0: "No post was", 1: "1 post"}.get(number, f"{number} posts")
