"""The database's stamp: a text that is another after every commit, whoever made it."""

from __future__ import annotations

from threading import Lock
from typing import Any

from sqlalchemy import Engine

from ..db import open_for_itself

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
                    # In a transaction it would see only one state.
                    self._connection = open_for_itself(self._engine)
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
