"""`flask forum demo`: a made-up community, to try the forum with and to measure it."""

from __future__ import annotations

import click
from flask.cli import AppGroup, with_appcontext
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from ...db import utcnow, writing
from ...library.actions import load_starter
from .filling import fill, has_members_posts


def register(group: AppGroup) -> None:
    """Add the command to `group`."""
    group.add_command(demo)


@click.command()
@click.option("--threads", default=2_000, show_default=True, type=click.IntRange(1, 5_000_000))
@click.option("--seed", default=1, show_default=True, help="The same seed, the same community.")
@click.option("--yes", is_flag=True, help="Even where members have written already.")
@with_appcontext
def demo(threads: int, seed: int, yes: bool) -> None:
    """Fill the database with made-up members, threads, votes and care levels.

    The texts are the starter library's words, thrown together, and the care levels are drawn by
    chance. Stop the site meanwhile.
    """
    with writing():
        if has_members_posts() and not yes:
            raise click.ClickException(
                "Members have written here, and made-up threads cannot be taken out again. "
                "Use an empty DATA_DIR, or say --yes."
            )
        now = utcnow()
        load_starter(now)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        with Progress(
            "Writing threads", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
        ) as progress:
            task = progress.add_task("", total=threads)
            for size in fill(threads, seed, midnight):
                progress.advance(task, size)
    click.echo(f"Wrote {threads} threads.")
