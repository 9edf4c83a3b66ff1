"""Writes rows by the thousand, on a connection of its own.

The driver is spoken to directly, and the search index follows each batch in one go instead of row
by row: its trigger is away within the batch's transaction only, so that nobody can ever miss it.
"""

# ruff: noqa: S608  # names of tables and columns are put into the SQL, all of them our own

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, NamedTuple, Protocol

from ...db import db
from ...search.index import current_index

TRIGGER = "search_post_added"  # makes the index follow a new post
RESERVED = ("member", "thread", "post")  # PostgreSQL has to be told which of their ids were taken
SQLITE_PRAGMAS = (
    "synchronous = OFF",  # the last checkpoint waits for the disk
    "foreign_keys = OFF",  # the rows point at each other, and at nothing else
    "cache_size = -200000",
)
Rows = Sequence[NamedTuple]


class Bulk(Protocol):
    """A connection that writes and never reads."""

    def begin(self) -> None:
        """Start a transaction, in which the search index does not follow."""

    def insert(self, table: str, rows: Rows) -> None:
        """Insert rows that are named like the table's columns."""

    def add(self, table: str, counter: str, added: Counter[int]) -> None:
        """Add to a counter of the rows with those ids."""

    def index(self, first: int, last: int) -> None:
        """Bring the posts with those ids into the search index."""

    def commit(self) -> None:
        """Let the index follow again, and end the transaction."""


@contextmanager
def opened() -> Iterator[Bulk]:
    """Open a connection that is thrown away after use, and its settings with it."""
    engine = db.engine
    connection = engine.raw_connection()
    driver: Any = connection.dbapi_connection
    connection.detach()
    with closing(driver):
        if engine.dialect.name == "sqlite":
            yield _Sqlite(driver)
            driver.execute("PRAGMA synchronous = FULL")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        else:
            yield _Postgresql(driver)


class _Sqlite:
    def __init__(self, connection: Any) -> None:
        self._connection = connection
        for pragma in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        (self._trigger,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", [TRIGGER]
        ).fetchone()

    def begin(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute(f"DROP TRIGGER {TRIGGER}")

    def insert(self, table: str, rows: Rows) -> None:
        if rows:
            names = rows[0]._fields
            marks = ", ".join("?" * len(names))
            self._connection.executemany(
                f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows
            )

    def add(self, table: str, counter: str, added: Counter[int]) -> None:
        self._connection.executemany(
            f"UPDATE {table} SET {counter} = {counter} + ? WHERE id = ?",
            [(by, key) for key, by in added.items()],
        )

    def index(self, first: int, last: int) -> None:
        for statement in current_index().refill():
            self._connection.execute(statement, {"first": first, "last": last})

    def commit(self) -> None:
        self._connection.execute(self._trigger)
        self._connection.execute("COMMIT")


class _Postgresql:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def begin(self) -> None:
        self._connection.execute(f"ALTER TABLE post DISABLE TRIGGER {TRIGGER}")

    def insert(self, table: str, rows: Rows) -> None:
        if not rows:
            return
        into = f"COPY {table} ({', '.join(rows[0]._fields)}) FROM STDIN"
        with self._connection.cursor() as cursor, cursor.copy(into) as copy:
            for row in rows:
                copy.write_row(row)

    def add(self, table: str, counter: str, added: Counter[int]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {table} SET {counter} = {counter} + %s WHERE id = %s",
                [(by, key) for key, by in added.items()],
            )

    def index(self, first: int, last: int) -> None:
        for statement in current_index().refill():
            named = statement.replace(":first", "%(first)s").replace(":last", "%(last)s")
            self._connection.execute(named, {"first": first, "last": last})

    def commit(self) -> None:
        self._connection.execute(f"ALTER TABLE post ENABLE TRIGGER {TRIGGER}")
        for table in RESERVED:
            self._connection.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table} "
                "HAVING max(id) > 0"
            )
        self._connection.commit()
