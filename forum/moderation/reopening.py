"""The page on which a member asks for a closed question to be opened again."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField

from ..db import utcnow
from ..permissions import Verb
from ..threads.links import thread_link
from ..threads.models import Thread
from ..threads.queries import load_thread
from ..web import limits
from ..web.actor import current_member
from ..web.forms import Form, Says, tidy_text
from ..web.gate import gate
from . import actions, queries
from .routes import blueprint

ASKED, ASKED_BEFORE = (
    "Thank you. A moderator will look at it, and you will be told.",
    "You have asked for it. A moderator decides about it.",
)


class ReopenForm(Form):
    """Why a closed question should be opened again."""

    text = TextAreaField(
        "Why should it be opened again?",
        filters=[tidy_text],
        validators=[Says(5, 500, "The text")],
        description="What has changed, or what is still to be said. Only the moderators read it.",
    )


@blueprint.route("/threads/<int:thread_id>/ask-reopening", methods=["GET", "POST"])
@limits.limiter.limit(limits.PRESS, methods=["POST"])
@gate(Verb.ASK_REOPENING, load_thread)
def ask_reopening(thread: Thread) -> ResponseReturnValue:
    """Ask for a closed question to be opened again."""
    form, post = ReopenForm(), queries.load_opening(thread.id)
    if post is None:
        abort(404)
    if not form.accepted():
        page = render_template("moderation/ask_reopening.html", form=form, thread=thread)
        return page, form.status
    is_new = actions.ask_reopening(current_member(), post, form.text.data, utcnow())
    flash(ASKED if is_new else ASKED_BEFORE, "success")
    return redirect(thread_link(thread), 303)
