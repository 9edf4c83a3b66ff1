"""Reads that every page makes, run as the database's driver runs them.

SQLAlchemy writes a statement once. After that its text goes straight to the driver, on a connection
that is kept for reading only: no session, transaction or pool stands between, which cost several
times what the query does. What is read is therefore what others would see; a request that writes
reads what it has not committed through the session.

No connection belongs to a thread. One that did would be closed when the thread ends, and where the
server ends its own threads, that crashed the process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import BindParameter, Engine, SelectBase, bindparam, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.visitors import replacement_traverse

from .db import db, open_for_itself

Values = Sequence[Any]
Change = Callable[[Any], Any]
# How a connection is told never to write; and PostgreSQL, to plan each of the few statements once,
# and that none is worth another process.
FOR_READING = {
    # Pages that are asked for again are in the system's cache, too; several connections are kept.
    "sqlite": ["PRAGMA query_only = ON", "PRAGMA cache_size = -4000"],
    "postgresql": [
        "SET default_transaction_read_only = on",
        "SET plan_cache_mode = force_generic_plan",
        "SET max_parallel_workers_per_gather = 0",
    ],
}


class Read:
    """A SELECT with named values; it is written once for each kind of database.

    What it gives itself stands in its text; an IN of names needs as many as it has values.
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
    """A statement's text, and what is done to values and columns."""

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
    # A plan that is made once must know what is always the same: a limit, a state of an index.
    statement = replacement_traverse(statement, {}, _settled)
    compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    stored = {
        name: change
        for name, place in compiled.binds.items()
        if (change := place.type.dialect_impl(dialect).bind_processor(dialect))
    }
    changes = [
        (place, change)
        for place, column in enumerate(statement.selected_columns)
        if (change := column.type.dialect_impl(dialect).result_processor(dialect, None))
    ]
    # What is left: in an EXISTS, and an offset that SQLite's dialect adds.
    constants = {
        name: stored[name](value) if name in stored else value
        for name, value in compiled.params.items()
        if value is not None
    }
    return _Written(str(compiled), constants, stored, changes)


def _settled(element: Any, **_: Any) -> Any:
    """Return a value that the statement gives itself as a part of its text, a name as a name."""
    if not isinstance(element, BindParameter):
        return None
    if element.unique:
        return element.render_literal_execute()
    return bindparam(element.key, None, type_=element.type)


# The connections that nobody is reading on at the moment.
_free: WeakKeyDictionary[Engine, list[Any]] = WeakKeyDictionary()


def _fetch(engine: Engine, text: str, values: dict[str, Any]) -> list[Values]:
    """Run a statement; on a kept connection that has died meanwhile, once more on another."""
    free = _free.setdefault(engine, [])
    errors = engine.dialect.loaded_dbapi.Error
    try:
        kept = free.pop()  # the one that was put back last: its cache is the warmest
    except IndexError:
        kept = None
    if kept is not None:
        with suppress(errors):
            return _run(engine, kept, free, text, values)
    try:
        return _run(engine, _opened(engine), free, text, values)
    except errors as error:
        raise DBAPIError.instance(text, None, error, errors, hide_parameters=True) from error


def _opened(engine: Engine) -> Any:
    connection = open_for_itself(engine)
    for setting in FOR_READING[engine.dialect.name]:
        connection.execute(setting)
    return connection


def _run(
    engine: Engine, connection: Any, free: list[Any], text: str, values: dict[str, Any]
) -> list[Values]:
    """Run a statement, and put the connection back unless it failed."""
    try:
        for note in engine.dispatch.before_cursor_execute:  # who counts statements counts this one
            note(None, None, text, values, None, False)
        found: list[Values] = connection.execute(text, values).fetchall()
    except BaseException:
        connection.close()
        raise
    free.append(connection)
    return found


@event.listens_for(Engine, "engine_disposed")
def _let_go(engine: Engine) -> None:
    """Close the connections with the pool's."""
    for connection in _free.pop(engine, []):
        connection.close()
