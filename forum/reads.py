"""Reads that every page makes, run as the database's driver runs them.

SQLAlchemy writes a statement once. After that its text goes straight to the driver, on a connection
that each thread keeps for reading only: no session, transaction or pool stands between, which cost
several times what the query does. What is read is therefore what others would see; a request that
writes reads what it has not committed through the session.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import local
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from sqlalchemy import Engine, SelectBase, event
from sqlalchemy.exc import DBAPIError

from .db import db, open_for_itself

Values = Sequence[Any]
Change = Callable[[Any], Any]
# How a connection is told never to write; and PostgreSQL, to plan each of the few statements once,
# and that none is worth another process.
FOR_READING = {
    # Pages that are asked for again are in the system's cache, too; each thread has a connection.
    "sqlite": ["PRAGMA query_only = ON", "PRAGMA cache_size = -4000"],
    "postgresql": [
        "SET default_transaction_read_only = on",
        "SET plan_cache_mode = force_generic_plan",
        "SET max_parallel_workers_per_gather = 0",
    ],
}


class Read:
    """A SELECT with named values; it is written once for each kind of database.

    Its text does not change, so an IN needs as many names as it has values.
    """

    def __init__(self, statement: SelectBase) -> None:
        self._statement = statement
        self._written: dict[str, _Written] = {}

    def rows(self, **values: Any) -> list[list[Any]]:
        """Return the rows as lists of Python values; raises SQLAlchemy's `DBAPIError`."""
        engine = db.engine
        written = self._written.get(engine.dialect.name)
        if written is None:
            written = self._written[engine.dialect.name] = _write(self._statement, engine.dialect)
        found = _fetch(engine, written.text, written.as_stored(values))
        return [written.as_python(row) for row in found]


def fetch(text: str, values: dict[str, Any]) -> list[Values]:
    """Return the rows of a text in the driver's own style of names, as the driver has them."""
    return _fetch(db.engine, text, values)


@dataclass(frozen=True, slots=True)
class _Written:
    """A statement's text, the values that stand in it, and what is done to values and columns."""

    text: str
    constants: dict[str, Any]
    stored: dict[str, Change]
    changes: list[tuple[int, Change]]

    def as_stored(self, values: dict[str, Any]) -> dict[str, Any]:
        given = {**self.constants, **values}
        for name, change in self.stored.items():
            if name in values:
                given[name] = change(given[name])
        return given

    def as_python(self, row: Values) -> list[Any]:
        values = list(row)
        for place, change in self.changes:
            values[place] = change(values[place])
        return values


def _write(statement: Any, dialect: Any) -> _Written:
    if dialect.name == "sqlite":  # its usual style has no names
        dialect = type(dialect)(paramstyle="named")
    compiled = statement.compile(dialect=dialect)
    stored = {
        name: change
        for name, place in compiled.binds.items()
        if (change := place.type.dialect_impl(dialect).bind_processor(dialect))
    }
    constants = {
        name: stored[name](value) if name in stored and value is not None else value
        for name, value in compiled.params.items()
    }
    changes = [
        (place, change)
        for place, column in enumerate(statement.selected_columns)
        if (change := column.type.dialect_impl(dialect).result_processor(dialect, None))
    ]
    return _Written(str(compiled), constants, stored, changes)


class _Kept:
    """A thread's connection; it is closed when the thread ends."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


class _Readers(local):
    """The connections of a database's readers: each thread's own, and all there are."""

    kept: _Kept | None = None

    def __init__(self, everyones: WeakSet[_Kept]) -> None:
        self.everyones = everyones

    def open(self, engine: Engine) -> _Kept:
        """Open this thread's connection, in place of one that it had."""
        self.kept = _Kept(open_for_itself(engine))
        self.everyones.add(self.kept)
        for setting in FOR_READING[engine.dialect.name]:
            self.kept.connection.execute(setting)
        return self.kept


_readers: WeakKeyDictionary[Engine, _Readers] = WeakKeyDictionary()


def _fetch(engine: Engine, text: str, values: dict[str, Any]) -> list[Values]:
    """Run a statement; on a kept connection that has died meanwhile, once more on another."""
    own = _readers.get(engine) or _readers.setdefault(engine, _Readers(WeakSet()))
    errors = engine.dialect.loaded_dbapi.Error
    if own.kept is not None:
        with suppress(errors):
            return _run(engine, own.kept, text, values)
    try:
        return _run(engine, own.open(engine), text, values)
    except errors as error:
        raise DBAPIError.instance(text, None, error, errors, hide_parameters=True) from error


def _run(engine: Engine, kept: _Kept, text: str, values: dict[str, Any]) -> list[Values]:
    for note in engine.dispatch.before_cursor_execute:  # who counts statements counts this one too
        note(None, None, text, values, None, False)
    found: list[Values] = kept.connection.execute(text, values).fetchall()
    return found


@event.listens_for(Engine, "engine_disposed")
def _let_go(engine: Engine) -> None:
    """Close the connections of all threads with the pool's."""
    own = _readers.pop(engine, None)
    for kept in list(own.everyones) if own else ():
        kept.connection.close()
