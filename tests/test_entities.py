"""Entities that are made without the session are what it would have made of the same rows."""

from __future__ import annotations

import factories
import pytest
from sqlalchemy import bindparam, inspect, select
from sqlalchemy.exc import IntegrityError, InvalidRequestError

from forum.db import db, utcnow
from forum.entities import columns, insert_now, loaded, seen
from forum.permissions import PostKind
from forum.reads import Read
from forum.threads.models import Assessment, Post
from forum.triage import Level


def read(post_id: int) -> Post:
    rows = Read(select(*columns(Post)).where(Post.id == bindparam("id_")))
    found: Post = loaded(Post, rows.rows_here(id_=post_id)[0])
    return found


def values_of(entity: Post | Assessment) -> dict[str, object]:
    return {each.key: getattr(entity, each.key) for each in inspect(type(entity)).column_attrs}


def unwritten(**given: object) -> Post:
    """Return an answer that is in no table yet."""
    question = factories.ask()
    texts = {"source": "Rest.", "html": "<p>Rest.</p>", "text": "Rest.", "render_version": "1"}
    place = {"thread_id": question.thread_id, "kind": PostKind.ANSWER}
    return Post(**texts, **place, author_id=question.author_id, **given)


def test_a_row_makes_the_entity_that_the_session_would_load(app) -> None:
    post_id = factories.ask().id
    db.session.expunge_all()
    made = read(post_id)
    with db.session.no_autoflush:
        values = values_of(made)
        db.session.expunge_all()
        assert values == values_of(db.session.get_one(Post, post_id))


def test_a_row_of_a_known_entity_is_that_entity_as_it_is(app) -> None:
    post = factories.ask()
    post.source = "Changed, and not yet written"
    assert read(post.id) is post
    assert post.source == "Changed, and not yet written"


def test_the_session_follows_what_is_changed_in_it(app, queries) -> None:
    post_id = factories.ask().id
    db.session.expunge_all()
    made = read(post_id)
    with queries() as counted:
        db.session.flush()
        assert counted.statements == []
        made.notice = "Read this first."
        db.session.commit()
    assert len(counted.writes()) == 1
    db.session.expunge_all()
    assert db.session.get_one(Post, post_id).notice == "Read this first."


def test_what_is_only_seen_is_nothing_to_the_session(app) -> None:
    post_id = factories.ask().id
    db.session.expunge_all()
    [row] = Read(select(*columns(Post))).rows_here()
    made = seen(Post, row)
    made.notice = "Read this first."
    db.session.commit()
    assert made not in db.session
    assert db.session.get_one(Post, post_id).notice == ""


def test_it_never_queries_for_what_was_not_loaded(app) -> None:
    post_id = factories.ask().id
    db.session.expunge_all()
    with pytest.raises(InvalidRequestError, match="raise"):
        _ = read(post_id).author


def test_a_new_entity_is_written_with_its_defaults_in_one_statement(app, queries) -> None:
    post = unwritten()
    with queries() as counted:
        insert_now(post)
    assert len(counted) == 1
    values = values_of(post)
    db.session.commit()
    db.session.expunge_all()
    assert values == values_of(db.session.get_one(Post, post.id))


def test_one_whose_key_is_anothers_is_written_under_it(app) -> None:
    post = unwritten()
    insert_now(post)
    found = [{"rule": "a rule", "quote": "numb"}]
    about = {"level": Level.URGENT, "findings": found, "rules_version": "1"}
    assessment = Assessment(post_id=post.id, **about, assessed_at=utcnow())
    insert_now(assessment, post=post)
    values = values_of(assessment)
    db.session.commit()
    db.session.expunge_all()
    assert values == values_of(db.session.get_one(Assessment, post.id))
    assert values["set_aside"] == []


def test_what_the_database_refuses_is_said_without_the_words(app) -> None:
    first = unwritten(submit_token="once")
    second = unwritten(submit_token="once")
    second.author_id = first.author_id
    insert_now(first)
    with pytest.raises(IntegrityError) as caught:
        insert_now(second)
    assert "Rest." not in str(caught.value)
    db.session.rollback()
