"""Runs the migrations on the application's own engine, on either database."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy.types import TypeDecorator

from forum.db import set_writing

migrate_extension = current_app.extensions["migrate"]
metadata = migrate_extension.db.metadata


def plain_type(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our column types into migrations as the plain SQL types that they are kept as."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def only_ours(_object: Any, name: str | None, kind: str, reflected: bool, _to: Any) -> bool:
    """Leave out what migrations make by hand: the search index and what SQLite keeps beside it."""
    return not (kind == "table" and reflected and name not in metadata.tables)


def run() -> None:
    set_writing(True)
    with migrate_extension.db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_item=plain_type,
            include_object=only_ours,
            # SQLite can change neither constraints nor columns in place.
            render_as_batch=True,
            transaction_per_migration=True,
            compare_type=False,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
