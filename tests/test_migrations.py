"""Every step up and down, with data in the tables, on both databases."""

from pathlib import Path

import pytest
from factories import NOON, answer, ask, make_member, reply
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, inspect, select, text

from forum.db import db
from forum.permissions import Visibility
from forum.threads import actions
from forum.threads.models import Post, Revision
from forum.threads.queries import load_post
from forum.threads.visibility import show_post, show_thread

STEPS = sorted(path.name[:4] for path in Path("migrations/versions").glob("0*.py"))


def schema():
    """Return tables with their columns, keys and indexes, and triggers where SQLite keeps them."""
    found = inspect(db.engine)
    tables = {
        table: (
            sorted((c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)),
            sorted(index["name"] or "" for index in found.get_indexes(table)),
            sorted(key["name"] or "" for key in found.get_foreign_keys(table)),
        )
        for table in found.get_table_names()
    }
    if db.engine.dialect.name == "sqlite":
        rows = db.session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    else:
        rows = db.session.execute(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
    triggers = sorted(row[0] for row in rows)
    db.session.remove()
    return tables, triggers


def fill():
    question = ask(make_member(), tags=("cramp",), alias=True)
    post = answer(question)
    reply(post)
    actions.vote(make_member(), load_post(post.id))
    db.session.remove()


def rows() -> int:
    count = db.session.scalar(select(func.count()).select_from(Post))
    db.session.remove()
    return count


@pytest.fixture
def restored(app):
    yield app
    db.session.remove()
    upgrade()


def test_the_newest_step_goes_down_and_up_again_and_nothing_is_lost(restored):
    fill()
    before, posts = schema(), rows()
    for step in reversed(STEPS[1:]):
        downgrade(revision=STEPS[STEPS.index(step) - 1])
        db.session.remove()
        upgrade(revision=step)
        assert rows() == posts
        downgrade(revision=STEPS[STEPS.index(step) - 1])
    upgrade()
    assert schema() == before
    assert rows() == posts


def test_all_the_way_down_leaves_nothing_and_up_again_everything(restored):
    fill()
    before = schema()
    downgrade(revision="base")
    assert list(inspect(db.engine).get_table_names()) == ["alembic_version"]
    upgrade()
    assert schema() == before


def test_earlier_texts_of_what_is_out_of_sight_already_are_not_for_everyone(restored):
    shown, alone, hanging, standing = ask(), answer(ask()), reply(answer(ask())), ask()
    for post in (shown, alone, hanging, standing):
        edited = load_post(post.id)
        actions.edit_post(edited.author, edited, "Another text.", NOON)
    show_post(load_post(alone.id), Visibility.HELD)
    show_post(load_post(hanging.parent_id), Visibility.DELETED)
    show_thread(load_post(standing.id).thread, Visibility.HIDDEN)
    db.session.commit()
    out_of_sight = {alone.id, hanging.id, standing.id}
    db.session.remove()
    downgrade(revision="0019")
    upgrade()
    withheld = select(Revision.post_id).where(Revision.withheld)
    assert set(db.session.scalars(withheld)) == out_of_sight


def test_the_models_say_what_the_migrations_made(app):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        changes = compare_metadata(context, db.metadata)
    made_by_hand = ("search", "fts")
    assert [c for c in changes if not any(word in str(c) for word in made_by_hand)] == []
