"""`flask forum triage …`: how well the rules agree with labelled posts."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from .. import triage
from ..triage.evaluation import evaluate, read_labelled, text_report
from ..triage.report import html_report


def register(group: AppGroup) -> None:
    """Add the commands to `group`."""
    group.add_command(triage_group)


@click.group("triage")
def triage_group() -> None:
    """Judge the triage rules."""


@triage_group.command("evaluate")
@click.argument("labelled", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--html", type=click.Path(path_type=Path), help="Write a report with drawings here.")
def evaluate_command(labelled: Path, html: Path | None) -> None:
    """Compare triage with the labels of LABELLED (JSON Lines), and print every disagreement."""
    try:
        with labelled.open(encoding="utf-8") as lines:
            posts = list(read_labelled(lines))
    except ValueError as error:
        raise click.ClickException(f"{labelled}: {error}") from error
    triage.rules_version()  # loads the rules, so that the first post's time is its own
    found = evaluate(posts, triage.assess)
    click.echo(text_report(found))
    if html:
        html.write_text(html_report(found), encoding="utf-8")
        click.echo(f"Wrote {html}.")
