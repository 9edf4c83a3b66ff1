"""Two moderators at once, on real connections, and a log that nothing can change."""

from __future__ import annotations

from typing import Any

import pytest
from at_once import at_once
from factories import NOON, answer, ask, make_member, make_moderator
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from forum.accounts.models import Member
from forum.db import db
from forum.moderation.actions import (
    AlreadyChanged,
    Refused,
    close,
    hide,
    lock,
    merge,
    override_banner,
    split,
    to_reply,
)
from forum.moderation.models import ModerationAct
from forum.moderation.queries import load_opening
from forum.threads.actions import PostDraft
from forum.threads.actions import reply as reply_to
from forum.threads.counters import recount
from forum.threads.models import Post
from forum.threads.queries import load_post
from forum.triage import Level


def press_at_once(app: Flask, people: list[int], act: Any, post_id: int) -> list[str]:
    """Let each of the people act on a post as they saw it before; return how that went."""

    def press(seen: tuple[Member, Post]) -> str:
        try:
            act(*seen)
        except AlreadyChanged:
            return "already changed"
        return "done"

    def seen(number: int) -> tuple[Member, Post | None]:
        return db.session.get_one(Member, people[number]), load_post(post_id)

    return sorted(at_once(app, len(people), press, seen))


@pytest.mark.parametrize(
    "act",
    [
        lambda by, post: hide(by, post, "Spam.", NOON),
        lambda by, post: to_reply(by, post, "No answer.", NOON),
        lambda by, post: override_banner(by, post, Level.URGENT, "Now.", NOON, seen="none.-.-"),
    ],
    ids=["hide", "convert", "override"],
)
def test_of_several_who_press_at_once_one_acts_and_the_rest_are_told(app: Flask, act: Any) -> None:
    post = answer(ask())
    people = [make_moderator().id for _ in range(4)]
    db.session.commit()
    assert press_at_once(app, people, act, post.id) == ["already changed"] * 3 + ["done"]
    assert db.session.query(ModerationAct).count() == 1
    assert recount() == 0


def test_two_different_acts_at_once_do_not_overwrite_each_other(app: Flask) -> None:
    question = ask()
    people = [make_moderator().id for _ in range(2)]
    db.session.commit()

    def act(by: Member, post: Any) -> None:
        (lock if by.id == people[0] else close)(by, post, "Enough.", NOON)

    outcomes = press_at_once(app, people, act, question.id)
    log = db.session.scalars(select(ModerationAct).order_by(ModerationAct.id)).all()
    chain = [(row.before["openness"], row.after["openness"]) for row in log]
    # Locking after closing is possible, closing after locking is not.
    assert (outcomes, chain) in (
        (["done", "done"], [("open", "closed"), ("closed", "locked")]),
        (["already changed", "done"], [("open", "locked")]),
    )


def test_two_questions_merged_into_each_other_at_once_become_one(app: Flask) -> None:
    first, second = ask(), ask()
    answer(first)
    answer(second)
    posts = {make_moderator().id: post for post in (first, second)}
    ids = [first.thread_id, second.thread_id]
    db.session.commit()

    def act(by: Member, _post: Any) -> None:
        post = load_post(posts[by.id].id)
        other = next(id_ for id_ in ids if id_ != posts[by.id].thread_id)
        assert post is not None
        try:
            merge(by, post, other, "The same.", NOON)
        except Refused as refusal:  # it was moved before this one looked at it
            raise AlreadyChanged from refusal

    assert press_at_once(app, list(posts), act, first.id) == ["already changed", "done"]
    assert len(set(db.session.scalars(select(Post.thread_id)))) == 1
    assert recount() == 0


def test_one_question_is_merged_once_however_many_press(app: Flask) -> None:
    question, home = ask(), ask()
    people = [make_moderator().id for _ in range(4)]
    db.session.commit()

    def act(by: Member, post: Any) -> None:
        merge(by, post, home.thread_id, "The same.", NOON)

    assert press_at_once(app, people, act, question.id) == ["already changed"] * 3 + ["done"]
    assert recount() == 0


@pytest.mark.parametrize("verb", ["merge", "split"])
def test_replies_written_while_their_thread_moves_are_where_it_is(app: Flask, verb: str) -> None:
    question, home, writer = ask(), ask(), make_member()
    post = answer(question)
    people = [make_moderator().id, *[writer.id] * 3]
    db.session.commit()

    def act(by: Member, there: Any) -> None:
        if by.id == writer.id:
            reply_to(by, there, PostDraft("Meanwhile."), NOON)
        elif verb == "merge":
            opening = load_opening(there.thread_id)
            if opening is not None:
                merge(by, opening, home.thread_id, "The same.", NOON)
        else:
            split(by, there, "A question of its own", (), "It is one.", NOON)

    assert press_at_once(app, people, act, post.id) == ["done"] * 4
    places = select(Post.thread_id).where((Post.id == post.id) | (Post.parent_id == post.id))
    assert len(set(db.session.scalars(places))) == 1
    assert db.session.scalar(select(func.count()).select_from(Post)) == 6
    assert recount() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE moderation_act SET reason = 'Another reason.'",
        "DELETE FROM moderation_act",
        "DELETE FROM moderation_act WHERE id = 1",
    ],
)
def test_the_database_refuses_to_change_the_log(app: Flask, statement: str) -> None:
    hide(make_moderator(), answer(ask()), "Spam.", NOON)
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert db.session.scalars(select(ModerationAct.reason)).all() == ["Spam."]


def test_an_act_that_fails_leaves_neither_change_nor_row(
    app: Flask, fresh: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = answer(ask())
    with monkeypatch.context() as patched:
        patched.setattr("forum.inbox.actions._tell", lambda *_args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            hide(make_moderator(), post, "Spam.", NOON)
    db.session.rollback()
    assert fresh(post).visibility == "published"
    assert db.session.query(ModerationAct).count() == 0
    assert recount() == 0
