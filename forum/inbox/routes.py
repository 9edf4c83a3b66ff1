"""Reading what one was told, and following topics; `pages` shows the inbox itself."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..db import utcnow
from ..permissions import Verb
from ..topics.links import topic_link
from ..topics.models import TopicKind
from ..topics.queries import load_topic
from ..web import limits
from ..web.gate import gate
from . import actions, queries
from .models import Followable

blueprint = Blueprint("inbox", __name__)


@blueprint.post("/inbox/read")
@gate(Verb.HAVE_ACCOUNT)
def read_all() -> ResponseReturnValue:
    """Mark everything as read."""
    actions.read_all(current_user.id, utcnow())
    return redirect(url_for("pages.inbox"), 303)


@blueprint.post("/inbox/seen")
@gate(Verb.HAVE_ACCOUNT)
def seen() -> ResponseReturnValue:
    """Mark what one was told of posts that one sees as read; answer how much is left unread."""
    posts = request.form.getlist("post", type=int)[: queries.LATEST]
    left = actions.read_posts(current_user.id, posts, utcnow())
    return Response(str(left), mimetype="text/plain")


@blueprint.post("/inbox/<int:notification_id>/read")
@gate(Verb.HAVE_ACCOUNT)
def read(notification_id: int) -> ResponseReturnValue:
    """Mark one as read and lead to what it is about."""
    notification = queries.load_notification(notification_id)
    if notification is None or notification.member_id != current_user.id:
        abort(404)
    actions.read(notification, utcnow())
    if notification.post_id is None:
        return redirect(url_for("pages.inbox"), 303)
    return redirect(url_for("threads.show", post_id=notification.post_id), 303)


@blueprint.post("/follow/<kind>/<name>", endpoint="follow")
@blueprint.post("/unfollow/<kind>/<name>", endpoint="unfollow")
@limits.limiter.limit(limits.PRESS)
@gate(Verb.HAVE_ACCOUNT)
def change_following(kind: str, name: str) -> ResponseReturnValue:
    """Follow a tag or a body area, or follow it no longer."""
    topic = load_topic(TopicKind(kind), name) if kind in list(TopicKind) else None
    if topic is None:
        abort(404)
    act = actions.follow if request.endpoint == "inbox.follow" else actions.unfollow
    act(current_user.id, Followable.TOPIC, topic.id)
    return redirect(topic_link(topic), 303)
