"""The rule `readable` and the list filter `visible_to` say the same of every state and everyone."""

from __future__ import annotations

from itertools import product
from typing import Any

from factories import answer, ask, make_member, reply
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Member
from forum.db import db
from forum.permissions import VISITOR, Actor, Role, Verb, Visibility, can, visible_to
from forum.threads.models import Post, Thread


def actors(author: Member, answerer: Member) -> list[Actor]:
    return [VISITOR, author, answerer, make_member(), *(make_member("", role) for role in Role)]


def make_every_state(author: Member, answerer: Member) -> None:
    """Threads in every state, each with an answer in every state, and a reply to that."""
    for thread_state in Visibility:
        question = ask(author)
        for post_state in Visibility:
            given = answer(question, answerer)
            reply(given, author)
            reply(given)
            given.visibility = post_state
        question.visibility = question.thread.visibility = thread_state
    anonymous = ask(make_member())
    anonymous.thread.visibility = Visibility.HIDDEN
    anonymous.author_id = anonymous.thread.author_id = None
    anonymous.alias = anonymous.thread.alias = "Calm Otter"
    db.session.commit()


def listed(actor: Actor, model: Any) -> set[int]:
    return set(db.session.scalars(select(model.id).where(visible_to(actor, model))))


def test_rule_and_list_filter_agree_for_every_role_and_state(app: Flask) -> None:
    author, answerer = make_member(), make_member()
    make_every_state(author, answerer)
    threads = db.session.scalars(select(Thread)).all()
    beside = joinedload(Post.thread), joinedload(Post.parent)
    posts = db.session.scalars(select(Post).options(*beside)).all()
    assert len(posts) == 3 * len(Visibility) ** 2 + len(Visibility) + 1
    for actor, (model, rows) in product(
        actors(author, answerer), ((Thread, threads), (Post, posts))
    ):
        by_rule = {row.id for row in rows if can(actor, Verb.READ, row)}
        assert listed(actor, model) == by_rule


def test_only_staff_see_everything_and_a_visitor_only_what_is_published(app: Flask) -> None:
    author, answerer = make_member(), make_member()
    make_every_state(author, answerer)
    total = len(db.session.scalars(select(Post.id)).all())
    seen = [len(listed(actor, Post)) for actor in actors(author, answerer)]
    # visitor, author, answerer, another member, then the clinician, moderator and administrator
    assert seen == [4, 54, 19, 4, 4, total, total]
