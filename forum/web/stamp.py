"""The database's stamp: a text that is another after every commit, whoever made it."""

from __future__ import annotations

from threading import Lock
from typing import Any

from sqlalchemy import Engine

# SQLite's number changes with each commit that another connection makes. PostgreSQL's snapshot
# names the transactions that it sees, so one more that is done makes another snapshot, whichever
# database of the server it was in.
QUESTIONS = {"sqlite": "PRAGMA data_version", "postgresql": "SELECT pg_current_snapshot()::text"}


class Stamp:
    """Asks on a connection of its own, which never writes and is kept open.

    What was read from the database after a stamp was taken is still true while the stamp is the
    same. Stamps of different processes say nothing about one another.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._question = QUESTIONS[engine.dialect.name]
        self._connection: Any = None
        self._lock = Lock()

    def read(self) -> str | None:
        """Return the stamp of this moment; `None` where the database does not answer."""
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = self._open()
                return str(self._connection.execute(self._question).fetchone()[0])
            except (self._engine.dialect.loaded_dbapi.Error, OSError):
                self._close()  # the next reader opens another
                return None

    def close(self) -> None:
        """Close the connection; a later reader opens another."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _open(self) -> Any:
        """Return the driver's connection, in autocommit: a transaction would see only one state."""
        pooled = self._engine.raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()
        if self._engine.dialect.name == "postgresql":
            connection.rollback()
            connection.autocommit = True
        return connection
