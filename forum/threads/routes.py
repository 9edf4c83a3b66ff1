"""Asking, answering, replying, editing and marking. Pages that show several rooms are `pages`'."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Conflict

from .. import richtext
from ..db import utcnow
from ..permissions import PostKind, Verb, Visibility, can
from ..richtext import MAX_SOURCE_LENGTH
from ..topics.models import TopicKind
from ..topics.naming import joined, tag_names
from ..topics.queries import areas_in, load_areas, load_tags
from ..triage import compile_facts
from ..web import limits
from ..web.actor import current_actor, current_member
from ..web.errors import show_http_error
from ..web.gate import gate
from ..web.preferences import local_path
from . import actions, presses, queries
from .actions import Overtaken, PostDraft, QuestionDraft, TooSoon
from .assessing import rendered
from .banners import Banner, preview_banner
from .changes import changes
from .forms import AskForm, EditForm, EditQuestionForm, PointingForm, PostForm
from .links import post_link
from .models import TITLE_MAX, Post, Thread
from .privacy import PointedOut, marks
from .screening import Verdict, screen
from .shown import shown_name
from .visibility import is_withheld

blueprint = Blueprint("threads", __name__)
TAGS_OFFERED = 20
POSTED = "Posted.", "success"
WAITS = (
    "Your post waits for a moderator. Until then only you and the moderators see it.",
    "info",
)


@blueprint.route("/questions/ask", methods=["GET", "POST"])
@limits.limit_posting
@gate(Verb.ASK)
def ask() -> ResponseReturnValue:
    """Show the form, its preview (`preview` in the form), or post the question."""
    form = AskForm(
        title=request.args.get("title", "")[:TITLE_MAX], body=request.args.get("body", "")
    )
    if not form.accepted() or "edit" in request.form:
        return _ask_page(form)
    source = compile_facts(form.body.data, form.facts())
    banner = preview_banner(form.title.data, source)
    found = form.personal()
    if _is_shown_first(form, banner, found):
        form.remember(found)
        return render_template(
            "threads/ask_preview.html",
            form=form,
            html=rendered(source).html,
            banner=banner,
            personal=found,
        )
    draft = QuestionDraft(
        title=form.title.data,
        body=form.body.data,
        facts=form.facts(),
        tags=tuple(tag_names(form.tags.data)),
        areas=tuple(areas_in(form.where.data)),
        alias=form.alias.data,
        submit_token=form.submit_token.data,
        verdict=screen(current_member(), form.title.data, source, utcnow()),
    )
    post = actions.ask(current_member(), draft, utcnow())
    return redirect(post_link(post, post.thread), 303)


def _ask_page(form: AskForm) -> ResponseReturnValue:
    page = render_template(
        "threads/ask.html", form=form, tags=load_tags(TAGS_OFFERED), areas=load_areas()
    )
    return page, form.status


def _is_shown_first(
    form: PointingForm, banner: Banner | None, found: tuple[PointedOut, ...]
) -> bool:
    """A preview was asked for, or there is something that the writer has not seen.

    That is the banner of an emergency or a crisis, or what may tell who the writer is. Our forms
    say `show_first` until such a banner has been shown; the next press posts.
    """
    grave = banner is not None and banner.stops_to_show
    return (
        "preview" in request.form
        or (grave and "show_first" in request.form)
        or form.shows_first(found)
    )


@blueprint.post("/questions/ask/assess")
@limits.limiter.limit(limits.PREVIEW)
@gate(Verb.ASK)
def assess_draft() -> ResponseReturnValue:
    """Answer with the banner and the look that a draft would get; nothing is kept."""
    form = AskForm()
    body = (form.body.data or "")[:MAX_SOURCE_LENGTH]
    facts = form.facts() if form.severity.validate(form) else AskForm(formdata=None).facts()
    source = compile_facts(body, facts)
    banner = preview_banner((form.title.data or "")[:TITLE_MAX], source)
    found = form.personal()
    return jsonify(
        personal=render_template("threads/_personal.html", personal=found),
        pointed_out=marks(found),
        banner=render_template("threads/_preview_banner.html", banner=banner),
        html=rendered(source).html,
        level=banner.level.value if banner else "none",
    )


@blueprint.route("/threads/<int:thread_id>/answer", methods=["GET", "POST"])
@limits.limit_posting
@gate(Verb.ANSWER, queries.hold_thread)
def answer(thread: Thread) -> ResponseReturnValue:
    """Answer a question."""
    form = _post_form(thread)
    banner = preview_banner("", form.body.data or "", "answer")
    if not form.accepted() or _is_shown_first(form, banner, form.personal()):
        return _write_page(form, banner, thread=thread, to=None)
    try:
        post = actions.answer(current_member(), thread, _draft(form), utcnow())
    except TooSoon as early:
        return _too_soon(form, early, thread, None)
    return _posted(post)


@blueprint.route("/posts/<int:post_id>/reply", methods=["GET", "POST"])
@limits.limit_posting
@gate(Verb.REPLY, queries.load_post)
def reply(to: Post) -> ResponseReturnValue:
    """Reply to a post; `?quote` starts with its words, quoted."""
    form = _post_form(to.thread, _quoted(to) if "quote" in request.args else "")
    banner = preview_banner("", form.body.data or "", "reply")
    if not form.accepted() or _is_shown_first(form, banner, form.personal()):
        return _write_page(form, banner, thread=to.thread, to=to)
    try:
        post = actions.reply(current_member(), to, _draft(form), utcnow())
    except TooSoon as early:
        return _too_soon(form, early, to.thread, to)
    return _posted(post)


def _posted(post: Post) -> ResponseReturnValue:
    """Lead to a new post, or back to the page that it was written from."""
    back = _came_from()
    if back:
        flash(*(WAITS if post.visibility is Visibility.HELD else POSTED))
    return redirect(back or post_link(post, post.thread), 303)


def _came_from() -> str:
    return local_path(request.values.get("back", ""))


def _post_form(thread: Thread, body: str = "") -> PostForm:
    """Whoever has an alias in the thread goes on under it: one post by name would undo it."""
    if request.method == "POST":
        return PostForm()
    return PostForm(body=body, alias=queries.has_alias(thread.id, current_member().id))


def _too_soon(
    form: PostForm, early: TooSoon, thread: Thread, to: Post | None
) -> ResponseReturnValue:
    """Give the words back: in slow mode they can be sent a little later."""
    minutes = -(-(early.again_at - utcnow()).total_seconds() // 60)
    form.body.errors = [
        "This thread is slowed down so that it stays calm. "
        f"You can post here again in {minutes:.0f} min; your words are kept below."
    ]
    return _write_page(form, None, thread=thread, to=to)


def _draft(form: PostForm) -> PostDraft:
    verdict = screen(current_member(), "", form.body.data, utcnow())
    return PostDraft(form.body.data, bool(form.alias.data), form.submit_token.data, verdict)


def _quoted(post: Post) -> str:
    return richtext.quote(post.source, f"{shown_name(post)} wrote", f"#post-{post.id}") + "\n\n"


def _write_page(
    form: PostForm, banner: Banner | None, *, thread: Thread, to: Post | None
) -> ResponseReturnValue:
    seen, found = not form.errors and form.accepted(), form.personal()
    if seen:
        form.remember(found)
    return render_template(
        "threads/write.html",
        form=form,
        thread=thread,
        to=to,
        html=rendered(form.body.data).html if seen else None,
        banner=banner if seen else None,
        personal=found if seen else (),
        came_from=_came_from(),
    ), form.status


@blueprint.route("/posts/<int:post_id>/edit", methods=["GET", "POST"])
@limits.limit_posting
@gate(Verb.EDIT, queries.load_post)
def edit(post: Post) -> ResponseReturnValue:
    """Change a post; a question's title and tags with it."""
    form = _edit_form(post)
    found = form.personal()
    if not form.accepted() or form.shows_first(found):
        form.remember(found)
        return render_template(
            "threads/edit.html",
            form=form,
            post=post,
            withheld=is_withheld(post),
            personal=found if form.is_submitted() else (),
        ), form.status
    verdict = _verdict_on(post, form)
    if isinstance(form, EditQuestionForm):
        actions.edit_question(
            current_member(),
            post,
            title=form.title.data,
            body=form.body.data,
            tags=tag_names(form.tags.data),
            now=utcnow(),
            reason=form.reason.data,
            verdict=verdict,
        )
    else:
        body, reason = form.body.data, form.reason.data
        actions.edit_post(current_member(), post, body, utcnow(), reason, verdict)
    return redirect(post_link(post, post.thread), 303)


def _verdict_on(post: Post, form: EditForm) -> Verdict | None:
    """Read what an author changed; what moderators change they have read."""
    if post.author_id != current_member().id:
        return None
    title = form.title.data if isinstance(form, EditQuestionForm) else ""
    return screen(current_member(), title, form.body.data, utcnow(), edited=post.id)


def _edit_form(post: Post) -> EditForm:
    if post.kind is not PostKind.QUESTION:
        return EditForm(body=post.source)
    tags = joined(topic.name for topic in post.thread.topics if topic.kind is TopicKind.TAG)
    return EditQuestionForm(title=post.thread.title, body=post.source, tags=tags)


@blueprint.get("/posts/<int:post_id>/revisions")
@gate(Verb.SEE_REVISIONS, queries.load_post)
def revisions(post: Post) -> ResponseReturnValue:
    """Show what each edit changed; texts that were out of sight are not for everyone."""
    kept = queries.load_revisions(post)
    shown = kept
    if not can(current_actor(), Verb.SEE_WITHHELD, post):
        shown = [revision for revision in kept if not revision.withheld]
    return render_template(
        "threads/revisions.html",
        post=post,
        history=changes(post, shown),
        withheld=len(shown) < len(kept),
    )


@blueprint.get("/posts/<int:post_id>")
@gate(Verb.READ, queries.load_post)
def show(post: Post) -> ResponseReturnValue:
    """Lead to a post inside its thread."""
    return redirect(post_link(post, post.thread), 302)


@blueprint.route("/posts/<int:post_id>/delete", methods=["GET", "POST"])
@gate(Verb.DELETE, queries.load_post)
def delete(post: Post) -> ResponseReturnValue:
    """Ask once, then take a post back; the next page offers to undo it."""
    if request.method == "GET":
        return render_template("threads/delete.html", post=post)
    actions.delete_post(current_member(), post)
    flash("Deleted. You can bring it back from where it stood.", "undo")
    return redirect(post_link(post, post.thread), 303)


@blueprint.errorhandler(Overtaken)
def overtaken(_error: Overtaken) -> ResponseReturnValue:
    """Somebody was quicker; every word comes back."""
    return show_http_error(Conflict())


presses.register(blueprint)
