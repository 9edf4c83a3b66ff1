"""Statements that change the database, run as its driver runs them (see `statements`)."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import bindparam

from .db import db, insert_into
from .statements import Statement


class Write(Statement):
    """An INSERT, UPDATE or DELETE with named values, in the session's transaction."""

    def run(self, **values: Any) -> int:
        """Return how many rows it changed; raises SQLAlchemy's `DBAPIError`."""
        return int(self.run_here(**values).rowcount)


def insert_once(model: Any, **values: Any) -> bool:
    """Insert a row unless one with its key is there; say whether it was inserted."""
    return bool(_inserting_once(model, tuple(values), db.engine.dialect.name).run(**values))


@cache
def _inserting_once(model: Any, names: tuple[str, ...], _dialect: str) -> Write:
    columns = model.__table__.c
    row = {name: bindparam(name, type_=columns[name].type) for name in names}
    return Write(insert_into(model).values(row).on_conflict_do_nothing())
