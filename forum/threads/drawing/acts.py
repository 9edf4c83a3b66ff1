"""What a member can do with a post, under it."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, pass_environment
from markupsafe import Markup

from ...permissions import Actor, PostKind, Restriction, Role, Verb, allowed
from ...permissions.actor import Someone
from ...web import pieces
from ..shown import Marks, ShownPost

REMEMBERED = 1_000  # posts


@pass_environment
def drawn_acts(
    templates: Environment, actor: Actor, post: ShownPost, link: str, marks: Marks
) -> Markup:
    """Return what a member can do with a post, under it."""
    draw = _draw_acts if post.is_long else _remembered_acts
    voted, marked = post.id in marks.voted, post.id in marks.helped
    return draw(templates, post, link, verbs_on(actor, post), voted, marked)


def _draw_acts(
    templates: Environment,
    post: ShownPost,
    link: str,
    verbs: tuple[Verb, ...],
    voted: bool,
    marked: bool,
) -> Markup:
    return pieces.of(templates)(
        "threads/_acts.html",
        {"id": post.id, "score": post.score, "link": link},
        kind=post.kind.value,
        verbs=verbs,
        voted=voted,
        marked=marked,
    )


_remembered_acts = lru_cache(REMEMBERED)(_draw_acts)


def verbs_on(actor: Actor, post: ShownPost) -> tuple[Verb, ...]:
    """Return what a member may do with a post, and would find under it."""
    if post.is_long or actor.id in (post.author_id, post.thread.author_id):
        return _verbs(actor, post)
    return _verbs_of_others(actor.roles, actor.restriction, post)


@lru_cache(REMEMBERED)
def _verbs_of_others(
    roles: frozenset[Role], restriction: Restriction | None, post: ShownPost
) -> tuple[Verb, ...]:
    """Return what those may do who wrote neither the post nor its thread, whoever they are."""
    return _verbs(Someone(0, roles, restriction), post)


def _verbs(actor: Actor, post: ShownPost) -> tuple[Verb, ...]:
    offered = [Verb.REPLY, Verb.VOTE, Verb.EDIT, Verb.DELETE, Verb.FLAG]
    if post.kind is PostKind.ANSWER:
        offered.append(Verb.MARK_HELPED)
    if post.assessment is not None and post.assessment.has_banner:
        offered.append(Verb.DISPUTE_BANNER)
    return allowed(actor, offered, post)
