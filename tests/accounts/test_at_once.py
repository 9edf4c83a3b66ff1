"""The same wish of one member, several times at the same moment, is one wish and no failure.

And of administrators who go at the same moment one stays.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from at_once import at_once
from factories import NOON, answer, ask, make_member, reply
from flask import Flask
from people import OTHER_PASSWORD
from sqlalchemy import func, select

from forum.accounts import actions
from forum.accounts.models import AddressChange, Member, Mute
from forum.db import db, writing
from forum.inbox.actions import subscribe
from forum.inbox.models import Followable
from forum.pages.actions import leave
from forum.permissions import Role, Visibility
from forum.threads.actions import Overtaken, delete_post, undelete_post, withdraw_post
from forum.threads.counters import recount
from forum.threads.models import Post
from forum.threads.queries import load_post

AT_ONCE = 8


def ask_for_address(member: Member, _other: Member, number: int) -> None:
    actions.ask_for_address(member, f"new{number}@example.org", f"hash{number}", NOON)


def mute(member: Member, other: Member, _number: int) -> None:
    actions.mute(member, other)


@pytest.mark.parametrize(("act", "model"), [(ask_for_address, AddressChange), (mute, Mute)])
def test_one_row_is_kept(app: Flask, act: Callable[..., None], model: Any) -> None:
    ids = make_member().id, make_member().id
    at_once(
        app,
        AT_ONCE,
        lambda number: act(*(db.session.get_one(Member, id_) for id_ in ids), number),
    )
    assert db.session.scalar(select(func.count()).select_from(model)) == 1


def test_the_latest_wish_for_an_address_counts(app: Flask) -> None:
    member = make_member()
    for number in range(2):
        ask_for_address(member, member, number)
    kept = db.session.scalars(select(AddressChange)).one()
    assert (kept.email, kept.token_hash) == ("new1@example.org", "hash1")


def is_left(member: Member) -> None:
    leave(member, take_posts_back=True)


def is_demoted(member: Member) -> None:
    actions.set_roles(member, frozenset())


@pytest.mark.parametrize("second", [is_left, is_demoted])
def test_of_the_last_administrators_one_stays_and_loses_nothing(
    app: Flask, second: Callable[[Member], None]
) -> None:
    ids = [make_member("", Role.ADMINISTRATOR).id for _ in range(2)]
    posts = [ask(db.session.get_one(Member, id_)).id for id_ in ids]

    def go(number: int) -> bool:
        try:
            (is_left, second)[number](db.session.get_one(Member, ids[number]))
        except actions.LastAdministrator:
            return False
        return True

    gone = at_once(app, 2, go)
    assert sorted(gone) == [False, True]
    stayed = db.session.get_one(Member, ids[gone.index(False)])
    assert stayed.active
    assert stayed.roles == {Role.ADMINISTRATOR}
    question = db.session.get_one(Post, posts[gone.index(False)])
    assert question.visibility is Visibility.PUBLISHED


def test_a_link_to_a_new_password_that_several_use_at_once_is_used_once(
    app: Flask, person: Any, outbox: Any
) -> None:
    person("marie")
    app.test_client().post("/forgot-password", data={"email": "marie@example.org"})
    link = outbox.links()[0]

    def reset(number: int) -> str:
        chosen = f"{OTHER_PASSWORD} {number}"
        sent = {"password": chosen, "password_confirm": chosen}
        return app.test_client().post(link, data=sent).location or "refused"

    led = at_once(app, AT_ONCE, reset)
    assert led.count("/sign-in") == 1
    name, chosen = "marie", f"{OTHER_PASSWORD} {led.index('/sign-in')}"
    signed_in = app.test_client().post("/sign-in", data={"email": name, "password": chosen})
    assert signed_in.status_code == 302


@pytest.fixture
def leaver(app: Flask) -> Member:
    """A member who wrote something, and goes."""
    member = make_member()
    ask(member)
    return member


def elsewhere(app: Flask, act: Callable[[Member], Any], member: Member) -> None:
    """Act in another window of a member, which the session of the test knows nothing of."""
    db.session.commit()
    with app.app_context(), writing():
        act(db.session.get_one(Member, member.id))
        db.session.remove()


def states(member_id: int) -> list[Visibility]:
    return list(db.session.scalars(select(Post.visibility).where(Post.author_id == member_id)))


@pytest.mark.parametrize("take_posts_back", [True, False])
@pytest.mark.parametrize("write", ["ask", "answer", "reply", "bring back"])
def test_nothing_is_posted_for_an_account_that_was_closed_meanwhile(
    app: Flask, leaver: Member, write: str, take_posts_back: bool
) -> None:
    other, deleted, number = answer(ask()), ask(leaver), leaver.id
    delete_post(leaver, deleted)
    before = states(number)
    writing_it = {
        "ask": lambda: ask(leaver),
        "answer": lambda: answer(ask(), leaver),
        "reply": lambda: reply(other, leaver),
        "bring back": lambda: undelete_post(leaver, deleted),
    }[write]
    elsewhere(app, lambda member: leave(member, take_posts_back), leaver)
    with pytest.raises(Overtaken):
        writing_it()
    db.session.rollback()
    after = [Visibility.DELETED] * 2 if take_posts_back else before
    assert sorted(states(number)) == sorted(after)
    assert recount() == 0


def test_what_is_posted_while_ones_posts_are_taken_back_is_taken_back_too(
    app: Flask, leaver: Member, monkeypatch: Any
) -> None:
    written: list[int] = []

    def withdraw(post: Post) -> None:
        if not written:
            elsewhere(app, lambda member: written.append(ask(member).id), leaver)
        withdraw_post(post)

    monkeypatch.setattr("forum.pages.actions.withdraw_post", withdraw)
    leave(leaver, take_posts_back=True)
    assert written
    assert states(leaver.id) == [Visibility.DELETED] * 2
    assert recount() == 0


@pytest.mark.parametrize("round_", range(5))
def test_those_who_write_to_one_another_at_once_are_all_told(app: Flask, round_: int) -> None:
    asked = [ask(make_member()) for _ in range(4)]
    questions, writers = [post.id for post in asked], [post.author_id for post in asked]
    for question in asked:
        for writer in writers:
            subscribe(writer, Followable.THREAD, question.thread_id)
    db.session.commit()

    def write(number: int) -> int:
        writer = db.session.get_one(Member, writers[number])
        to = load_post(questions[(number + round_) % 4])
        assert to is not None
        return reply(to, writer).id

    assert len(set(at_once(app, 4, write))) == 4
    unread = select(Member.unread_count, Member.posts_count).where(Member.id.in_(writers))
    assert db.session.execute(unread).all() == [(3, 2)] * 4
    assert recount() == 0
