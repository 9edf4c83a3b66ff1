"""The moderators' pages, the log, and what members tell moderators. Acts are in `presses`."""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Conflict, Forbidden, HTTPException

from .. import triage
from ..db import db, utcnow
from ..permissions import PostKind, Verb
from ..threads.links import post_link
from ..threads.models import Post
from ..threads.queries import load_post
from ..triage import Level
from ..triage.advice import review_advice
from ..web import limits
from ..web.actor import current_member
from ..web.errors import show_http_error
from ..web.gate import gate
from ..web.paging import load_page
from ..web.preferences import local_path
from . import actions, export, presses, queries, worklist
from .actions import AlreadyChanged, NotAllowed
from .dashboard import routes as dashboard
from .forms import BenchForm, DisputeForm, NoteForm
from .marking import runs
from .models import ModerationAct
from .people import routes as people
from .waiting import Waiting

blueprint = Blueprint("moderation", __name__)


@blueprint.errorhandler(AlreadyChanged)
@blueprint.errorhandler(NotAllowed)
def refused(error: AlreadyChanged | NotAllowed) -> ResponseReturnValue:
    """An act came too late, or from someone who may do it no longer: nothing was done."""
    db.session.rollback()
    answer: HTTPException = Conflict() if isinstance(error, AlreadyChanged) else Forbidden()
    return show_http_error(answer)


@blueprint.get("/moderation", endpoint="worklist")
@gate(Verb.MODERATE)
def worklist_page() -> ResponseReturnValue:
    """What waits for a moderator."""
    reason, level = request.args.get("reason", ""), request.args.get("level", "")
    chosen = Waiting(reason) if reason in list(Waiting) else None
    at_least = Level(level) if level in list(Level) else Level.NONE
    free = "free" in request.args
    found = worklist.load(utcnow(), chosen, at_least, current_member().id if free else None)
    return render_template(
        "moderation/worklist.html",
        found=found,
        chosen=chosen,
        at_least=at_least,
        free=free,
        reasons=list(Waiting),
    )


@blueprint.post("/moderation/posts/<int:post_id>/claim")
@gate(Verb.MODERATE, load_post)
def claim(post: Post) -> ResponseReturnValue:
    """Take a post on oneself for a while."""
    actions.claim(current_member(), post, utcnow())
    return _back_to(post)


@blueprint.post("/moderation/posts/<int:post_id>/release")
@gate(Verb.MODERATE, load_post)
def release(post: Post) -> ResponseReturnValue:
    """Give a claimed post back."""
    actions.release(current_member(), post)
    return _back_to(post)


def _back_to(post: Post) -> ResponseReturnValue:
    back = local_path(request.form.get("back", "")) or url_for("moderation.worklist")
    return redirect(f"{back}#item-{post.id}", 303)


@blueprint.get("/moderation/log")
@gate(Verb.BROWSE)
def log() -> ResponseReturnValue:
    """The log: what was done and when for everyone; who, why, before and after for moderators."""
    page = load_page(queries.log(), (ModerationAct.id,))
    return render_template("moderation/log.html", page=page)


@blueprint.post("/moderation/log/<int:act_id>/undo")
@gate(Verb.SEE_EVIDENCE)
def undo(act_id: int) -> ResponseReturnValue:
    """Take one's own act back, just after it was done."""
    act = queries.load_act(act_id)
    if act is not None and act.member_id is not None:
        return people.undo(act)
    post = queries.load_subject(act) if act else None
    if act is None or post is None:
        abort(404)
    stood_in = post.thread_id
    actions.undo(current_member(), act, post, utcnow())
    found = load_post(post.id) or post
    if found.thread_id == stood_in:  # what has moved is another post where a merge was undone
        undoing = queries.newest_act(ModerationAct.actor_id == current_member().id)
        found = queries.load_subject(undoing or act) or found
    return presses.undone(post_link(found, found.thread), moved=found.thread_id != stood_in)


@blueprint.route("/moderation/threads/<int:thread_id>", methods=["GET", "POST"])
@gate(Verb.MODERATE, queries.load_opening)
def thread(post: Post) -> ResponseReturnValue:
    """What moderators did to a thread, and what they noted about it."""
    form = NoteForm()
    if form.accepted():
        actions.add_note(current_member(), post, form.text.data, utcnow())
        return redirect(request.path, 303)
    return render_template(
        "moderation/thread.html",
        form=form,
        post=post,
        notes=queries.notes_on(post.thread_id),
        page=load_page(queries.log(post.thread_id), (ModerationAct.id,)),
    ), form.status


@blueprint.get("/moderation/log.jsonl")
@gate(Verb.MODERATE)
def log_jsonl() -> ResponseReturnValue:
    """The whole log as JSON Lines."""
    return _download(export.json_lines(), "application/x-ndjson", "moderation-log.jsonl")


@blueprint.get("/moderation/log.csv")
@gate(Verb.MODERATE)
def log_csv() -> ResponseReturnValue:
    """The whole log as CSV."""
    return _download(export.csv_lines(), "text/csv", "moderation-log.csv")


@blueprint.route("/moderation/triage", methods=["GET", "POST"], endpoint="triage")
@limits.limiter.limit(limits.PREVIEW, methods=["POST"])
@gate(Verb.MODERATE)
def bench() -> ResponseReturnValue:
    """The triage bench: what the rules see in a text, and what they set aside. Nothing is kept."""
    form = BenchForm()
    if not form.accepted():
        return render_template("moderation/triage.html", form=form), form.status
    title, body = form.title.data, form.body.data
    found = triage.assess(title, body, form.kind.data)
    return render_template(
        "moderation/triage.html",
        form=form,
        found=found,
        title_runs=runs(title, "title", found),
        body_runs=runs(body, "body", found),
        advice=None if form.kind.data == PostKind.QUESTION else review_advice(body),
    )


@blueprint.route("/posts/<int:post_id>/dispute", methods=["GET", "POST"])
@limits.limiter.limit(limits.PRESS, methods=["POST"])
@gate(Verb.DISPUTE_BANNER, load_post)
def dispute(post: Post) -> ResponseReturnValue:
    """Say that the banner on one's own post does not fit."""
    form = DisputeForm()
    if not form.accepted():
        return render_template("moderation/dispute.html", form=form, post=post), form.status
    actions.dispute_banner(current_member(), post, utcnow())
    flash("Thank you. A moderator will look at it, and you will be told.", "success")
    return redirect(post_link(post, post.thread), 303)


def _download(lines: object, mimetype: str, name: str) -> Response:
    return Response(
        stream_with_context(lines),  # type: ignore[call-overload]
        mimetype=mimetype,
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


presses.register(blueprint)
people.register(blueprint)
dashboard.register(blueprint)
