"""A page for every act: GET shows its form, POST does it and leads back to where it was pressed.

So each act works by a link and without JavaScript; the tools on a thread's page and the worklist
send the same form with one press.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import cast

from flask import Blueprint, abort, flash, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from ..accounts.models import Member
from ..db import db, utcnow
from ..permissions import Verb, can
from ..threads.links import post_link
from ..threads.models import Post
from ..threads.queries import load_post
from ..web import limits
from ..web.actor import current_actor, current_member
from ..web.gate import View, gate
from ..web.preferences import local_path
from .act import Act
from .actions import UNDO_FOR, Refused, subject_of
from .acts import ON_POSTS, ON_THREADS
from .forms import ReasonForm
from .models import ModerationAct
from .queries import load_opening, newest_act

OFFER = "undo"  # where the session keeps what may be undone, and until when


def register(blueprint: Blueprint) -> None:
    """Add a page for every act on a thread and on a post."""
    for act in ON_THREADS:
        rule = f"/moderation/threads/<int:thread_id>/{act.path}"
        _add(blueprint, rule, f"thread_{act.endpoint}", _page(act, load_opening))
    for act in ON_POSTS:
        rule = f"/moderation/posts/<int:post_id>/{act.path}"
        _add(blueprint, rule, f"post_{act.endpoint}", _page(act, load_post))


def _add(blueprint: Blueprint, rule: str, endpoint: str, view: View) -> None:
    limited = limits.limiter.limit(limits.PRESS, methods=["POST"])(view)
    blueprint.add_url_rule(rule, endpoint, limited, methods=["GET", "POST"])


def _page(act: Act, load: Callable[..., Post | None]) -> View:
    # The gate asks who acts; whether the state still fits the action asks, and answers 409.
    power = act.verb if act.verb is Verb.OVERRIDE_BANNER else Verb.MODERATE

    @gate(power, load)
    def page(post: Post) -> ResponseReturnValue:
        if request.method == "POST":
            form = act.form()
            act.prepare(form, post)
            if form.accepted() and (reason := _reason(act, post, form)):
                try:
                    return _do(act, post, form, reason)
                except Refused as refusal:
                    post = _as_it_is(form, refusal, post)
        elif can(current_actor(), act.verb, subject_of(act.verb, post)):
            form = act.form(back=request.args.get("back", ""), **act.starts(post))
            act.prepare(form, post)
        else:
            abort(409)
        return render_template("moderation/act.html", act=act, form=form, post=post), form.status

    return page


def _as_it_is(form: ReasonForm, refusal: Refused, post: Post) -> Post:
    """Say on the form why it was refused, and load what it is about anew."""
    db.session.rollback()
    form.form_errors = [str(refusal)]
    return cast(Post, load_post(post.id))


def _do(act: Act, post: Post, form: ReasonForm, reason: str) -> ResponseReturnValue:
    member, now = current_member(), utcnow()
    act.run(member, post, form, reason, now)
    flash(act.done, "success")
    offer_undo(member, now)
    return redirect(local_path(form.back.data or "") or post_link(post, post.thread), 303)


def offer_undo(member: Member, now: datetime) -> None:
    """Let the next page offer to undo what a member did just now."""
    if done := newest_act(ModerationAct.actor_id == member.id):
        session[OFFER] = [done.id, (now + UNDO_FOR).timestamp()]


def undone(usual_way: str, *, moved: bool = False) -> ResponseReturnValue:
    """Say that an act was undone, and lead back to where that was pressed, or to what it moved."""
    session.pop(OFFER, None)
    flash("Undone. It is back in its place." if moved else "Undone.", "success")
    back = "" if moved else local_path(request.form.get("back", ""))
    return redirect(back or usual_way, 303)


def undo_offer() -> int | None:
    """Return the id of the act that the actor did just now and can still undo."""
    act_id, until = session.get(OFFER, (None, 0))
    return act_id if until > utcnow().timestamp() else None


def _reason(act: Act, post: Post, form: ReasonForm) -> str:
    """Return the reason written, else the usual one, else the one chosen, else "" and an error."""
    reason: str = form.reason.data or act.usual(post, form) or form.often.data
    if not reason:
        form.reason.errors = ["Say why: the author is told."]
    return reason
