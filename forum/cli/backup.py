"""`flask forum backup` and `restore`: the whole forum in one file, taken while it runs."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from rich.progress import Progress
from sqlalchemy import URL

from ..db import db

PAGES_A_STEP = 500


def register(group: AppGroup) -> None:
    """Add the commands to `group`."""
    group.add_command(backup)
    group.add_command(restore)


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(target: Path) -> None:
    """Write a copy of the database to TARGET, while the forum goes on.

    SQLite gives a database file, PostgreSQL an archive of pg_dump. The file holds everything that
    members wrote and their addresses: keep it as safe as the forum. Keep DATA_DIR/secret_key too.
    """
    if target.exists():
        raise click.ClickException(f"{target} exists already; name a new file.")
    unfinished = target.with_name(f".{target.name}.unfinished")
    unfinished.touch(mode=0o600)
    url = db.engine.url
    try:
        if url.get_backend_name() == "sqlite":
            _copy_sqlite(Path(url.database or ""), unfinished)
        else:
            _postgresql("pg_dump", url, "--format=custom", f"--file={unfinished}")
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)
    click.echo(f"Backed up to {target} ({target.stat().st_size:,} bytes).")


@click.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.confirmation_option(prompt="Replace everything in the present database?")
@with_appcontext
def restore(source: Path) -> None:
    """Put the copy in SOURCE in the place of the present database. Stop the forum first."""
    url = db.engine.url
    db.engine.dispose()
    if url.get_backend_name() == "sqlite":
        _check_sqlite(source)
        _copy_sqlite(source, Path(url.database or ""))
    else:
        _postgresql(
            "pg_restore", url, "--clean", "--if-exists", "--single-transaction", str(source)
        )
    click.echo(f"Restored {source}.")


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy with SQLite's own online backup, which lets writers go on."""
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
        Progress(transient=True) as progress,
    ):
        task = progress.add_task("Copying", total=None)
        old.backup(
            new,
            pages=PAGES_A_STEP,
            progress=lambda _status, left, total: progress.update(
                task, total=total, completed=total - left
            ),
        )


def _check_sqlite(source: Path) -> None:
    """Refuse a file that is no whole backup before anything is replaced."""
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            connection.execute("SELECT version_num FROM alembic_version")
    except sqlite3.DatabaseError as error:
        raise click.ClickException(f"{source} is no backup of a forum: {error}.") from error
    if not sound:
        raise click.ClickException(f"{source} is damaged; take another backup.")


def _postgresql(tool: str, url: URL, *arguments: str) -> None:
    """Run one of PostgreSQL's own tools; the password goes by the environment, not the command."""
    program = shutil.which(tool)
    if program is None:
        raise click.ClickException(f"{tool} is missing: install PostgreSQL's client tools.")
    address = url.set(drivername="postgresql", password=None).render_as_string()
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    done = subprocess.run(  # noqa: S603  # our own tool and the operator's own paths
        [program, f"--dbname={address}", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        current_app.logger.error("backup", extra={"fields": {"tool": tool}})
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise click.ClickException(f"{tool} failed: {reason}")
