"""Statements that change the database, run by its driver in the session's transaction."""

from __future__ import annotations

import factories
from sqlalchemy import bindparam, select, update

from forum.db import db, utcnow
from forum.inbox.models import Followable, Subscription
from forum.threads.models import Thread
from forum.writes import Write, insert_once

CLOSE = Write(
    update(Thread)
    .where(Thread.id == bindparam("row"))
    .values(openness_reason=bindparam("reason"), active_at=bindparam("now"))
)


def test_it_says_how_many_rows_it_changed(app) -> None:
    thread_id = factories.ask().thread_id
    assert CLOSE.run(row=thread_id, reason="Answered", now=utcnow()) == 1
    assert CLOSE.run(row=thread_id + 1, reason="Answered", now=utcnow()) == 0


def test_it_stands_or_falls_with_the_sessions_transaction(app) -> None:
    thread = factories.ask().thread
    CLOSE.run(row=thread.id, reason="Answered", now=utcnow())
    db.session.rollback()
    assert thread.openness_reason == ""


def test_what_was_changed_in_the_session_is_written_before(app) -> None:
    thread = factories.ask().thread
    thread.openness_reason = "by the session"
    CLOSE.run(row=thread.id, reason="by the driver", now=utcnow())
    db.session.commit()
    db.session.expire_all()
    assert thread.openness_reason == "by the driver"


def test_a_row_is_inserted_once(app) -> None:
    member = factories.make_member()
    row = {"member_id": member.id, "target_kind": Followable.THREAD, "target_id": 1}
    assert insert_once(Subscription, **row, created_at=utcnow())
    assert not insert_once(Subscription, **row, created_at=utcnow())
    assert len(db.session.scalars(select(Subscription)).all()) == 1
