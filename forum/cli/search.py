"""`flask forum reindex`: the search index and the words of the site, made anew."""

from __future__ import annotations

import click
from flask.cli import AppGroup, with_appcontext
from rich.progress import Progress

from ..db import writing
from ..search import actions


def register(group: AppGroup) -> None:
    """Add the command to `group`."""
    group.add_command(reindex)


@click.command()
@with_appcontext
def reindex() -> None:
    """Make the search index anew, while the site stays up and searches go on."""
    with writing(), Progress(transient=True) as progress:
        last = actions.last_post_id()
        task = progress.add_task("Indexing", total=last)
        for reached in actions.reindex(last):
            progress.update(task, completed=reached)
    click.echo(f"{actions.count_entries()} posts are in the index.")
