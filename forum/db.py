"""The database: declarative base, session, column types, and how SQLite is opened.

SQLite runs in WAL mode with foreign keys on. A transaction that will write starts with
`BEGIN IMMEDIATE` (see `writing`), because a deferred one that reads first and writes later fails at
once with SQLITE_BUSY_SNAPSHOT when another writer came between, whatever the busy timeout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, Index, MetaData, String, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

BUSY_TIMEOUT_MS = 15_000
# A new value would start a new statement cache entry for each query, so one variable says it.
_writes: ContextVar[bool] = ContextVar("writes", default=False)


class Base(DeclarativeBase):
    """Base of every table; the naming convention lets migrations name each constraint."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(
    model_class=Base,
    # After an action commits, the route only needs what it has to write the next address.
    session_options={"expire_on_commit": False},
)


if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def utcnow() -> datetime:
    """Return the present moment in UTC, with its time zone."""
    return datetime.now(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: aware in Python on both databases, though SQLite keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone; hand SQLite the naive UTC that it can compare."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Give the zone back to what SQLite kept; PostgreSQL's moments have theirs."""
        kept = self.impl_instance.dialect_impl(dialect)
        parse: Callable[[Any], Any] | None = kept.result_processor(dialect, coltype)
        if parse is None:
            return None

        def aware(value: Any) -> datetime | None:
            return None if value is None else parse(value).replace(tzinfo=UTC)

        return aware


E = TypeVar("E", bound=Enum)


class EnumText(TypeDecorator[E]):
    """An enum kept as its short text value, so that a dump of the table can be read."""

    impl = String(20)
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__(20)
        self.kind = kind
        self._members = {None: None, **{member.value: member for member in kind}}

    def process_bind_param(self, value: E | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Take the member, or its value."""
        return None if value is None else self.kind(value).value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:  # noqa: ARG002
        """Give the member; no function of ours stands between, since a list has hundreds."""
        return self._members.__getitem__


class CreatedAt:
    """Mixin: when the row was made."""

    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


def partial_index(name: str, column: Any, condition: Any) -> Index:
    """Return the index of those rows for which a condition holds; migrations make it on both.

    It is said in SQLite's words alone: PostgreSQL's would load its dialect into every server,
    which costs 2 MB and 0.08 s.
    """
    return Index(name, column, sqlite_where=condition)


def insert_into(model: Any) -> Any:
    """Return an INSERT of the database's own, which can say what if the row is there already."""
    return import_module(f"sqlalchemy.dialects.{db.engine.dialect.name}").insert(model.__table__)


def is_writing() -> bool:
    """Say whether transactions that begin now will write."""
    return _writes.get()


def set_writing(on: bool) -> None:
    """Say whether transactions that begin from now on, in this thread or task, will write."""
    _writes.set(on)


@contextmanager
def writing() -> Iterator[None]:
    """Transactions that begin inside will write (commands, jobs, tests)."""
    token = _writes.set(True)
    try:
        yield
    finally:
        _writes.reset(token)


def engine_options(url: str) -> dict[str, Any]:
    """Return how to open a database: a server may have gone since it was last asked, a file not."""
    return {
        "hide_parameters": True,  # they are what people wrote
        "pool_pre_ping": not url.startswith("sqlite"),
    }


@event.listens_for(Engine, "connect")
def _open_sqlite(connection: Any, _record: Any) -> None:
    if not type(connection).__module__.startswith("sqlite3"):
        return
    connection.isolation_level = None  # the `begin` event below says BEGIN itself
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "foreign_keys = ON",
        "synchronous = FULL",  # what was acknowledged survives a power cut
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "connect")
def _open_postgresql(connection: Any, _record: Any) -> None:
    """Wait for a row as long as SQLite waits for its lock: whoever holds it may never let go."""
    if not type(connection).__module__.startswith("psycopg"):
        return
    connection.execute(f"SET lock_timeout = {BUSY_TIMEOUT_MS}")
    connection.commit()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        if _writes.get():
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:  # never has to wait, so it needs none of what that adds for errors
            connection.connection.driver_connection.execute("BEGIN")


def open_for_itself(engine: Engine) -> Any:
    """Return a driver's connection that no pool keeps, where each statement stands for itself."""
    pooled = engine.raw_connection()
    connection: Any = pooled.driver_connection
    pooled.detach()
    if engine.dialect.name == "postgresql":
        connection.rollback()
        connection.autocommit = True
    return connection
