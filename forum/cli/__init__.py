"""`flask --app wsgi …`: the operator's commands, one file a group."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from ..db import db

MODULES = ("backup", "demo", "export", "library", "members", "search", "site", "triage", "upkeep")


class Commands(AppGroup):
    """Commands that are imported when one is asked for: a server needs none of them."""

    def __init__(self, load: Callable[[], None]) -> None:
        super().__init__()
        self._load: Callable[[], None] | None = load

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: D102 (click's)
        self._load_once()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: D102
        self._load_once()
        return super().get_command(ctx, cmd_name)

    def _load_once(self) -> None:
        load, self._load = self._load, None
        if load:
            load()


class ForumCommands(AppGroup):
    """Commands that say in one line which file cannot be used, or that there is no database yet."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: D102 (click's)
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.filename is None:
                raise
            raise click.FileError(str(error.filename), error.strerror) from error
        except DBAPIError as error:
            with ctx.obj.load_app().app_context():
                if inspect(db.engine).has_table("alembic_version"):
                    raise
            raise click.ClickException(
                "There is no forum in this database yet. Run `flask --app wsgi db upgrade` first, "
                "or `make run`."
            ) from error


def init_app(app: Flask, add_migrations: Callable[[Flask], None]) -> None:
    """Let `app` have the commands `db` and `forum …`; before anything else adds commands."""

    def load() -> None:
        add_migrations(app)
        group = ForumCommands("forum", help="Run and look after the forum.")
        for name in MODULES:
            import_module(f".{name}", __name__).register(group)
        app.cli.add_command(group)

    app.cli = Commands(load)
