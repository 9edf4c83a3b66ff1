"""What `make run` does before it serves."""

import pytest
from flask import Flask
from sqlalchemy import text

import serve
from forum.db import db


def test_a_migrated_database_is_known_as_such(app: Flask) -> None:
    assert serve.is_migrated()


def test_a_database_at_an_earlier_migration_is_not_the_newest(app: Flask) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    db.session.commit()
    try:
        assert not serve.is_migrated()
    finally:
        newest = max(path.name for path in serve.MIGRATIONS.glob("0*.py"))[:4]
        db.session.execute(text(f"UPDATE alembic_version SET version_num = '{newest}'"))
        db.session.commit()


def test_a_new_database_is_not_migrated(app: Flask) -> None:
    db.session.execute(text("ALTER TABLE alembic_version RENAME TO put_aside"))
    db.session.commit()
    try:
        assert not serve.is_migrated()
    finally:
        db.session.execute(text("ALTER TABLE put_aside RENAME TO alembic_version"))
        db.session.commit()


def test_the_starter_library_is_loaded_into_a_new_forum_only(
    one_app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        serve.bring_up_to_date(one_app)
    assert capsys.readouterr().out.count("Loaded the starter library: ") == 1
