"""`flask --app wsgi forum …`: the operator's commands, one file a group."""

from __future__ import annotations

from flask import Flask
from flask.cli import AppGroup

from . import backup, demo, export, library, members, search, site, triage, upkeep


def init_app(app: Flask) -> None:
    """Add the group `forum` to the application's commands."""
    group = AppGroup("forum", help="Run and look after the forum.")
    for module in (backup, demo, export, library, members, search, site, triage, upkeep):
        module.register(group)
    app.cli.add_command(group)
