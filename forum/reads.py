"""Reads that every page makes, run as the database's driver runs them.

A statement's text goes straight to the driver (see `statements`), on a connection that is kept for
reading only: no transaction or pool stands between, either. What is read is therefore what others
would see; a request that writes reads what it has not committed in its own transaction.

No connection belongs to a thread. One that did would be closed when the thread ends, and where the
server ends its own threads, that crashed the process.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event

from .db import db, is_writing, open_for_itself
from .statements import Statement, Values, Written, run, translated

# How a connection is told never to write; and PostgreSQL, to plan each of the few statements once,
# that none is worth another process or a compiler, and that what pages show is in memory anyway:
# else it would rather walk through many threads in a row than look a page of them up.
FOR_READING = {
    # The upper pages of a million posts' indexes do not fit into the 2 MB that are usual.
    "sqlite": ["PRAGMA query_only = ON", "PRAGMA cache_size = -4000"],
    "postgresql": [
        "SET default_transaction_read_only = on",
        "SET plan_cache_mode = force_generic_plan",
        "SET max_parallel_workers_per_gather = 0",
        "SET jit = off",
        "SET random_page_cost = 1.1",
    ],
}


class Read(Statement):
    """A SELECT with named values."""

    def rows(self, **values: Any) -> list[list[Any]]:
        """Return the rows as lists of Python values; raises SQLAlchemy's `DBAPIError`."""
        written, found = self.raw(**values)
        return [written.as_python(row) for row in found]

    def raw(self, **values: Any) -> tuple[Written, list[Values]]:
        """Return the rows as the driver has them, and what makes Python values of them."""
        engine = db.engine
        written = self.written(engine.dialect)
        return written, fetch(engine, written.text, written.as_stored(values))

    def rows_to_act_on(self, **values: Any) -> list[list[Any]]:
        """Do so; in a request that writes, in its own transaction."""
        return self.rows_here(**values) if is_writing() else self.rows(**values)

    def rows_here(self, **values: Any) -> list[list[Any]]:
        """Return the rows as the session's transaction sees them."""
        written = self.written(db.engine.dialect)
        return [written.as_python(row) for row in self.run_here(**values).fetchall()]


# The connections that nobody is reading on at the moment.
_free: WeakKeyDictionary[Engine, list[Any]] = WeakKeyDictionary()


def fetch(engine: Engine, text: str, values: Mapping[str, Any]) -> list[Values]:
    """Return the rows of a text in the driver's own style of names, as the driver has them.

    On a kept connection that has died meanwhile, it is run once more on another.
    """
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
        raise translated(engine, error, text) from error


def _opened(engine: Engine) -> Any:
    connection = open_for_itself(engine)
    if engine.dialect.name == "postgresql":
        connection.prepare_threshold = 1
        # Else each number has the smallest type that holds it, and a statement is prepared again
        # for each way in which the numbers of a list can be small or large.
        numbers = import_module("psycopg.types.numeric")
        connection.adapters.register_dumper(int, numbers.Int8Dumper)
    for setting in FOR_READING[engine.dialect.name]:
        connection.execute(setting)
    return connection


def _run(
    engine: Engine, connection: Any, free: list[Any], text: str, values: Mapping[str, Any]
) -> list[Values]:
    """Run a statement, and put the connection back unless it failed."""
    try:
        found: list[Values] = run(engine, connection, text, values).fetchall()
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
