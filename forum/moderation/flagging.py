"""The page on which a member points a post out to the moderators, and takes that back."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from ..db import utcnow
from ..permissions import Verb
from ..threads.links import post_link
from ..threads.models import Post
from ..threads.queries import load_post
from ..web import limits
from ..web.actor import current_member
from ..web.gate import gate
from . import actions, queries
from .actions import FlagDraft
from .forms import FLAG_NAMES, FlagForm
from .models import FlagReason
from .routes import blueprint

FLAGGED, FLAGGED_BEFORE = (
    "Thank you. A moderator will look at it, and you will be told.",
    "You have flagged this before. A moderator decides about it.",
)
WITHDRAWN, NOTHING_TO_WITHDRAW = (
    "Your flag is withdrawn.",
    "There is no flag of yours that waits.",
)


@blueprint.route("/posts/<int:post_id>/flag", methods=["GET", "POST"])
@limits.limiter.limit(limits.PRESS, methods=["POST"])
@gate(Verb.FLAG, load_post)
def flag(post: Post) -> ResponseReturnValue:
    """Point a post out to the moderators."""
    member, form = current_member(), FlagForm()
    if not form.accepted():
        page = render_template(
            "moderation/flag.html",
            form=form,
            post=post,
            own=queries.flag_of(member.id, post.id),
            names=FLAG_NAMES,
        )
        return page, form.status
    draft = FlagDraft(FlagReason(form.reason.data), form.note.data or "")
    hold_at = current_app.config["FLAGS_TO_HOLD"]
    is_new = actions.flag(member, post, draft, utcnow(), hold_at=hold_at)
    flash(FLAGGED if is_new else FLAGGED_BEFORE, "success")
    return redirect(post_link(post, post.thread), 303)


@blueprint.post("/posts/<int:post_id>/flag/withdraw")
@limits.limiter.limit(limits.PRESS)
@gate(Verb.FLAG, load_post)
def withdraw_flag(post: Post) -> ResponseReturnValue:
    """Take back one's own flag, which no moderator has decided yet."""
    was_open = actions.withdraw_flag(current_member(), post)
    flash(WITHDRAWN if was_open else NOTHING_TO_WITHDRAW, "success")
    return redirect(post_link(post, post.thread), 303)
