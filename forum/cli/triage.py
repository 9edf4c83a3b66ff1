"""`flask forum triage …`: how well the rules agree with labelled posts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from flask.cli import AppGroup
from rich.progress import Progress

from .. import triage
from ..triage import engine, learning, second_reader, telling
from ..triage.evaluation import Labelled, evaluate, read_labelled, text_report
from ..triage.report import html_report

# For how many posts those of `forum triage learn --everyday` and `--ordinary` count.
_EVERYDAY, _ORDINARY = 3.0, 0.3
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def register(group: AppGroup) -> None:
    """Add the commands to `group`."""
    group.add_command(triage_group)


@click.group("triage")
def triage_group() -> None:
    """Judge the triage rules."""


@triage_group.command("evaluate")
@click.argument("labelled", type=_FILE)
@click.option("--html", type=click.Path(path_type=Path), help="Write a report with drawings here.")
def evaluate_command(labelled: Path, html: Path | None) -> None:
    """Compare triage with the labels of LABELLED (JSON Lines), and print every disagreement."""
    posts = _posts(labelled)
    triage.rules_version()  # loads the rules, so that the first post's time is its own
    found = evaluate(posts, triage.assess)
    click.echo(text_report(found))
    if html:
        html.write_text(html_report(found), encoding="utf-8")
        click.echo(f"Wrote {html}.")


@triage_group.command("learn")
@click.argument(
    "labelled",
    nargs=-1,
    required=True,
    type=_FILE,
)
@click.option("--out", type=click.Path(path_type=Path), default=engine.DATA / "second_reader.tsv")
@click.option(
    "--mean-with",
    type=_FILE,
    help="Write the mean of what is learnt and of these weights.",
)
@click.option(
    "--everyday",
    multiple=True,
    type=_FILE,
    help="Labelled posts of everyday life in the words of a crisis: these count several times.",
)
@click.option(
    "--ordinary",
    multiple=True,
    type=_FILE,
    help="Text about anything else (python -m benchmarks.ordinary_text): it counts a third.",
)
def learn_command(
    labelled: tuple[Path, ...],
    out: Path,
    mean_with: Path | None,
    everyday: tuple[Path, ...],
    ordinary: tuple[Path, ...],
) -> None:
    """Teach the second reader with the posts of all LABELLED files (JSON Lines).

    Which words tell of a crisis is written beside its weights, to crisis_words.tsv.
    """
    written = _all_posts(labelled)
    book = engine.load_rulebook(taught=False)
    with Progress(transient=True) as progress:

        def read(posts: list[Labelled], counts: float = 1.0) -> Iterable[learning.Lesson]:
            lessons = engine.lessons(posts, counts=counts, book=book)
            return progress.track(lessons, len(posts), description="Reading")

        single = [
            *read(written),
            *read(_all_posts(everyday), _EVERYDAY),
            *read(_all_posts(ordinary), _ORDINARY),
        ]
        lessons = [*single, *read(list(learning.joined(written)))]
        task = progress.add_task("Learning")
        reader = learning.learn(
            lessons,
            progress=lambda done, total: progress.update(task, completed=done, total=total),
        )
    if mean_with:
        reader = learning.mean(second_reader.load(mean_with), reader)
    out.write_text(second_reader.dump(reader), encoding="utf-8")
    told = telling.dump(telling.learn(single))
    out.with_name("crisis_words.tsv").write_text(told, encoding="utf-8")
    click.echo(f"Wrote {len(reader.weights)} features, learnt from {len(single)} posts, to {out}.")


def _all_posts(paths: Iterable[Path]) -> list[Labelled]:
    return [post for path in paths for post in _posts(path)]


def _posts(path: Path) -> list[Labelled]:
    try:
        with path.open(encoding="utf-8") as lines:
            return list(read_labelled(lines))
    except ValueError as error:
        raise click.ClickException(f"{path}: {error}") from error
