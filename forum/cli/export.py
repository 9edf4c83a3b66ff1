"""`flask forum export`: what is public, or all that is kept of one member, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext
from rich.progress import track

from ..accounts.queries import load_member
from ..pages.export import public_threads
from ..pages.member_data import member_data


def register(group: AppGroup) -> None:
    """Add the command to `group`."""
    group.add_command(export)


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--member", "username", help="Everything kept of this member, in place of threads.")
@with_appcontext
def export(target: Path, username: str | None) -> None:
    """Write every public thread to TARGET, one JSON object a line."""
    if target.exists():
        raise click.ClickException(f"{target} exists already; name a new file.")
    lines = _of_member(username) if username else public_threads()
    with target.open("x", encoding="utf-8") as file:
        for line in track(lines, description="Exporting", transient=True):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    click.echo(f"Exported to {target}.")


def _of_member(username: str) -> Iterator[dict[str, Any]]:
    member = load_member(username)
    if member is None:
        raise click.ClickException(f"There is no member called {username!r}.")
    yield member_data(member)
