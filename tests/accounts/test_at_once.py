"""The same wish of one member, several times at the same moment, is one wish and no failure."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from factories import NOON, make_member
from flask import Flask
from sqlalchemy import func, select

from forum.accounts import actions
from forum.accounts.models import AddressChange, Member, Mute
from forum.db import db, writing

AT_ONCE = 8


def ask_for_address(member: Member, _other: Member, number: int) -> None:
    actions.ask_for_address(member, f"new{number}@example.org", f"hash{number}", NOON)


def mute(member: Member, other: Member, _number: int) -> None:
    actions.mute(member, other)


@pytest.mark.parametrize(("act", "model"), [(ask_for_address, AddressChange), (mute, Mute)])
def test_one_row_is_kept(app: Flask, act: Callable[..., None], model: Any) -> None:
    ids = make_member().id, make_member().id
    db.session.remove()  # hands the connection, and SQLite's write lock, back
    together = Barrier(AT_ONCE)

    def one(number: int) -> None:
        together.wait(timeout=60)
        with app.app_context(), writing():
            act(*(db.session.get_one(Member, id_) for id_ in ids), number)
            db.session.remove()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, range(AT_ONCE)))
    assert db.session.scalar(select(func.count()).select_from(model)) == 1


def test_the_latest_wish_for_an_address_counts(app: Flask) -> None:
    member = make_member()
    for number in range(2):
        ask_for_address(member, member, number)
    kept = db.session.scalars(select(AddressChange)).one()
    assert (kept.email, kept.token_hash) == ("new1@example.org", "hash1")
