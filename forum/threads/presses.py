"""Verbs of one press: each is a POST that does it and leads back to where it was pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from ..inbox import actions as inbox
from ..inbox.models import Followable
from ..permissions import Verb
from ..web import limits
from ..web.actor import current_member
from ..web.gate import View, gate
from . import actions, queries
from .links import post_link, thread_link
from .models import Post, Thread

Act = Callable[[Any, Any], None]
Load = Callable[[int], Post | None]


def register(blueprint: Blueprint) -> None:
    """Add a route for every one-press verb on a post and on a thread."""
    for path, verb, act, load in ON_POSTS:
        _add(blueprint, f"/posts/<int:post_id>/{path}", path, _on_post(verb, act, load))
    for path, verb, act in ON_THREADS:
        _add(blueprint, f"/threads/<int:thread_id>/{path}", path, _on_thread(verb, act))


def _add(blueprint: Blueprint, rule: str, name: str, view: View) -> None:
    limited = limits.limiter.limit(limits.PRESS)(view)
    blueprint.add_url_rule(rule, name.replace("-", "_"), limited, methods=["POST"])


def _on_post(verb: Verb, act: Act, load: Load) -> View:
    @gate(verb, load)
    def pressed(post: Post) -> ResponseReturnValue:
        act(current_member(), post)
        return redirect(post_link(post, post.thread), 303)

    return pressed


def _on_thread(verb: Verb, act: Act) -> View:
    @gate(verb, queries.find_thread)
    def pressed(thread: Thread) -> ResponseReturnValue:
        act(current_member(), thread)
        return redirect(thread_link(thread, _anchor="keep"), 303)

    return pressed


def _follow(actor: Any, thread: Thread) -> None:
    inbox.follow(actor.id, Followable.THREAD, thread.id)


def _unfollow(actor: Any, thread: Thread) -> None:
    inbox.unfollow(actor.id, Followable.THREAD, thread.id)


ON_POSTS: tuple[tuple[str, Verb, Act, Load], ...] = (
    ("vote", Verb.VOTE, actions.vote, queries.find_post),
    ("unvote", Verb.VOTE, actions.unvote, queries.find_post),
    ("helped", Verb.MARK_HELPED, actions.mark_helped, queries.find_post),
    ("not-helped", Verb.MARK_HELPED, actions.unmark_helped, queries.find_post),
    ("undelete", Verb.UNDELETE, actions.undelete_post, queries.load_post),
)
ON_THREADS: tuple[tuple[str, Verb, Act], ...] = (
    ("bookmark", Verb.HAVE_ACCOUNT, actions.bookmark),
    ("unbookmark", Verb.HAVE_ACCOUNT, actions.unbookmark),
    ("follow", Verb.HAVE_ACCOUNT, _follow),
    ("unfollow", Verb.HAVE_ACCOUNT, _unfollow),
)
