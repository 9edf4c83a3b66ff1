"""Statements that SQLAlchemy writes once, and the database's driver runs as they are.

No session, compiler or result stands between, which cost several times what the database does.
`reads` and `writes` say on which connection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import BindParameter, Engine, bindparam
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.visitors import replacement_traverse

from .db import db

Values = Sequence[Any]
Change = Callable[[Any], Any]


class Statement:
    """A statement with named values; it is written once for each kind of database.

    What it gives itself stands in its text; an IN of names needs as many as it has values
    (`numbered`).
    """

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._written: dict[str, Written] = {}

    def written(self, dialect: Any) -> Written:
        """Return it as a database of this kind reads it."""
        written = self._written.get(dialect.name)
        if written is None:
            written = self._written[dialect.name] = _write(self._statement, dialect)
        return written

    def run_here(self, **values: Any) -> Any:
        """Run it in the session's transaction; return the driver's cursor.

        What was added to the session, or changed in it, is written before. Raises SQLAlchemy's
        `DBAPIError`.
        """
        engine, session = db.engine, db.session()
        session.flush()
        connection = session.connection(bind_arguments={"bind": engine})
        written, pooled = self.written(engine.dialect), connection.connection
        try:
            return run(engine, pooled.driver_connection, written.text, written.as_stored(values))
        except engine.dialect.loaded_dbapi.Error as error:
            if engine.dialect.is_disconnect(error, pooled.driver_connection, None):
                connection.invalidate(error)
            raise translated(engine, error, written.text) from error


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A statement's text, and what is done to values and columns."""

    text: str
    constants: dict[str, Any]
    stored: dict[str, Change]
    changes: list[tuple[int, Change]]

    def as_stored(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return values as the driver takes them."""
        given = {**self.constants, **values}
        for name, change in self.stored.items():
            if name in values:
                given[name] = change(given[name])
        return given

    def as_python(self, row: Values) -> list[Any]:
        """Return a row that the driver gave as Python values."""
        values = list(row)
        for place, change in self.changes:
            values[place] = change(values[place])
        return values


def numbered(name: str, values: Iterable[Any]) -> dict[str, Any]:
    """Return values under names with a number each, the first 0."""
    return {f"{name}_{number}": value for number, value in enumerate(values)}


def numbered_binds(name: str, number: int) -> list[BindParameter[Any]]:
    """Return the binds for as many values from `numbered`."""
    return list(map(bindparam, numbered(name, range(number))))


def run(engine: Engine, connection: Any, text: str, values: Mapping[str, Any]) -> Any:
    """Run a text on a driver's connection; return the driver's cursor, or raise its error."""
    for note in engine.dispatch.before_cursor_execute:  # who counts statements counts this one
        note(None, None, text, values, None, False)
    return connection.execute(text, values)


def translated(engine: Engine, error: Exception, text: str) -> DBAPIError:
    """Return a driver's error as SQLAlchemy's, without the values, which are what people wrote."""
    errors = engine.dialect.loaded_dbapi.Error
    found: Any = DBAPIError.instance(text, None, error, errors, hide_parameters=True)
    return cast(DBAPIError, found)


def _write(statement: Any, dialect: Any) -> Written:
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
        for place, column in enumerate(getattr(statement, "selected_columns", ()))
        if (change := column.type.dialect_impl(dialect).result_processor(dialect, None))
    ]
    # What is left: in an EXISTS, and an offset that SQLite's dialect adds.
    constants = {
        name: stored[name](value) if name in stored else value
        for name, value in compiled.params.items()
        if value is not None
    }
    return Written(str(compiled), constants, stored, changes)


def _settled(element: Any, **_: Any) -> Any:
    """Return a value that the statement gives itself as a part of its text, a name as a name."""
    if not isinstance(element, BindParameter):
        return None
    if element.unique:
        return element.render_literal_execute()
    return bindparam(element.key, None, type_=element.type)
