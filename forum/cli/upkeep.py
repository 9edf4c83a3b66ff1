"""`flask forum rerender` and `reassess`: old posts, read again by today's renderer and rules."""

from __future__ import annotations

from collections.abc import Iterator

import click
from flask.cli import AppGroup, with_appcontext
from rich.progress import Progress

from ..db import utcnow, writing
from ..threads import actions


def register(group: AppGroup) -> None:
    """Add the commands to `group`."""
    group.add_command(rerender)
    group.add_command(reassess)


@click.command()
@click.option("--all", "every", is_flag=True, help="Those of the present renderer too.")
@with_appcontext
def rerender(every: bool) -> None:
    """Render every post that an older renderer made."""
    _work("Rendering", *actions.rerender(every))


@click.command()
@click.option("--all", "every", is_flag=True, help="Those of the present rules too.")
@with_appcontext
def reassess(every: bool) -> None:
    """Assess every post that older rules judged; moderators' overrides stand."""
    _work("Assessing", *actions.reassess(every, utcnow()))


def _work(what: str, total: int, batches: Iterator[int]) -> None:
    done = 0
    with writing(), Progress(transient=True) as progress:
        task = progress.add_task(what, total=total)
        for size in batches:
            done += size
            progress.advance(task, size)
    click.echo(f"{what}: {done} posts done.")
