"""Commands that look after the site as a whole."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import OperationalError

from ..accounts.actions import forget_unconfirmed_addresses
from ..accounts.claim import claim_link
from ..accounts.queries import is_claimed
from ..db import db, utcnow, writing
from ..inbox.mailing import mail_news
from ..search.actions import learn_words, merge_index
from ..threads.actions import nudge
from ..threads.counters import recount as recount_all
from ..web import mail
from ..web.logs import log

SECONDS_BETWEEN_ROUNDS = 5
ROUNDS_BETWEEN_CHORES = 60  # five minutes


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
    """Deliver waiting mail, remind people of questions without an answer, look after search."""
    if once:
        click.echo(f"{mail.deliver_spool()} messages sent, {_do_chores()} reminders given.")
    else:
        work_on()


def work_on() -> None:
    """Work until the process is ended."""
    for number in count():
        mail.deliver_spool()
        if number % ROUNDS_BETWEEN_CHORES == 0:
            _do_chores()
        time.sleep(SECONDS_BETWEEN_ROUNDS)


def _do_chores() -> int:
    """Do what is due now and then, and return how many reminders were given."""
    _unless_busy(learn_words)
    _unless_busy(merge_index)
    _unless_busy(lambda: forget_unconfirmed_addresses(utcnow()))
    _unless_busy(lambda: mail_news(utcnow()))
    hours = current_app.config["NUDGE_AFTER_HOURS"]
    return _unless_busy(lambda: nudge(utcnow(), timedelta(hours=hours))) or 0 if hours else 0


def _unless_busy(chore: Callable[[], int | None]) -> int | None:
    """Do a chore; a database that is too busy for it is asked again next time."""
    try:
        with writing():
            return chore()
    except OperationalError as error:
        log.warning("a chore is put off", extra={"fields": {"error": type(error.orig).__name__}})
        return None
    finally:
        db.session.remove()
