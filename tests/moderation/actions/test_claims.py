from __future__ import annotations

from datetime import timedelta

import pytest
from factories import NOON, answer, ask, make_member, make_moderator
from flask import Flask
from sqlalchemy import select

from forum.db import db
from forum.moderation.actions import AlreadyChanged, NotAllowed, claim, release
from forum.moderation.models import Claim

LATER = NOON + timedelta(minutes=16)


def holders() -> list[int]:
    return list(db.session.scalars(select(Claim.member_id)))


def test_a_claim_keeps_others_away_until_it_is_given_back(app: Flask) -> None:
    first, second, post = make_moderator(), make_moderator(), answer(ask())
    claim(first, post, NOON)
    claim(first, post, NOON)
    with pytest.raises(AlreadyChanged):
        claim(second, post, NOON)
    db.session.rollback()
    release(second, post)
    assert holders() == [first.id]
    release(first, post)
    claim(second, post, NOON)
    assert holders() == [second.id]


def test_a_claim_that_was_forgotten_lapses(app: Flask) -> None:
    first, second, post = make_moderator(), make_moderator(), answer(ask())
    claim(first, post, NOON)
    claim(second, post, LATER)
    assert holders() == [second.id]


def test_members_claim_nothing(app: Flask) -> None:
    with pytest.raises(NotAllowed):
        claim(make_member(), answer(ask()), NOON)
