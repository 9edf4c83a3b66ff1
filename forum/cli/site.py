"""Commands that look after the site as a whole."""

from __future__ import annotations

import time

import click
from flask.cli import AppGroup, with_appcontext

from ..accounts.claim import claim_link
from ..accounts.queries import is_claimed
from ..db import writing
from ..threads.counters import recount as recount_all
from ..web import mail

SECONDS_BETWEEN_ROUNDS = 5


def register(group: AppGroup) -> None:
    """Add the commands to `group`."""
    for command in (claim, recount, worker):
        group.add_command(command)


@click.command()
@with_appcontext
def claim() -> None:
    """Print the one-time link with which the first administrator claims the site."""
    if is_claimed():
        click.echo("The site has its administrator.")
        return
    click.echo("Nobody runs this site yet. Open this link once to become its administrator:")
    click.echo(f"  {claim_link()}")


@click.command()
@with_appcontext
def recount() -> None:
    """Recount answers, votes and every other counter, and mend those that are wrong."""
    with writing():
        click.echo(f"{recount_all()} counters mended.")


@click.command()
@click.option("--once", is_flag=True, help="Do one round and stop.")
@with_appcontext
def worker(once: bool) -> None:
    """Deliver waiting mail, over and over."""
    while True:
        sent = mail.deliver_spool()
        if once:
            click.echo(f"{sent} messages sent.")
            return
        time.sleep(SECONDS_BETWEEN_ROUNDS)
