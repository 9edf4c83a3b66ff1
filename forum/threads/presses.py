"""Verbs of one press: each is a POST that does it and leads back to where it was pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..inbox import actions as inbox
from ..inbox.models import Followable
from ..permissions import Verb
from ..web import limits
from ..web.gate import View, gate
from . import actions, queries
from .links import post_link, thread_link
from .models import Post, Thread

Act = Callable[[Any, Any], None]


def register(blueprint: Blueprint) -> None:
    """Add a route for every one-press verb on a post and on a thread."""
    for path, verb, act in ON_POSTS:
        _add(blueprint, f"/posts/<int:post_id>/{path}", path, _on_post(verb, act))
    for path, verb, act in ON_THREADS:
        _add(blueprint, f"/threads/<int:thread_id>/{path}", path, _on_thread(verb, act))


def _add(blueprint: Blueprint, rule: str, name: str, view: View) -> None:
    limited = limits.limiter.limit(limits.PRESS)(view)
    blueprint.add_url_rule(rule, name.replace("-", "_"), limited, methods=["POST"])


def _on_post(verb: Verb, act: Act) -> View:
    @gate(verb, queries.load_post)
    def pressed(post: Post) -> ResponseReturnValue:
        act(current_user, post)
        return redirect(post_link(post, post.thread), 303)

    return pressed


def _on_thread(verb: Verb, act: Act) -> View:
    @gate(verb, queries.load_thread)
    def pressed(thread: Thread) -> ResponseReturnValue:
        act(current_user, thread)
        return redirect(thread_link(thread), 303)

    return pressed


def _follow(actor: Any, thread: Thread) -> None:
    inbox.follow(actor.id, Followable.THREAD, thread.id)


def _unfollow(actor: Any, thread: Thread) -> None:
    inbox.unfollow(actor.id, Followable.THREAD, thread.id)


ON_POSTS: tuple[tuple[str, Verb, Act], ...] = (
    ("vote", Verb.VOTE, actions.vote),
    ("unvote", Verb.VOTE, actions.unvote),
    ("helped", Verb.MARK_HELPED, actions.mark_helped),
    ("not-helped", Verb.MARK_HELPED, actions.unmark_helped),
    ("undelete", Verb.UNDELETE, actions.undelete_post),
)
ON_THREADS: tuple[tuple[str, Verb, Act], ...] = (
    ("bookmark", Verb.HAVE_ACCOUNT, actions.bookmark),
    ("unbookmark", Verb.HAVE_ACCOUNT, actions.unbookmark),
    ("follow", Verb.HAVE_ACCOUNT, _follow),
    ("unfollow", Verb.HAVE_ACCOUNT, _unfollow),
)
