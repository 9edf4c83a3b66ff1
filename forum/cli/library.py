"""`flask forum import` and the starter library."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext
from rich.progress import track

from ..db import utcnow, writing
from ..library.actions import import_document, load_starter, remove_examples
from ..library.documents import Document, NotAnArticle, read_path

LAST_PLACE = 1_000  # behind everything that is pinned


def register(group: AppGroup) -> None:
    """Add the commands to `group`."""
    for command in (import_files, starter, examples):
        group.add_command(command)


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and change nothing.")
@click.option("--pin", is_flag=True, help="Pin the articles to the shelf.")
@with_appcontext
def import_files(paths: tuple[Path, ...], dry_run: bool, pin: bool) -> None:
    """Import articles from Markdown with front matter, or from plain text as scraped from a page.

    A folder stands for the .md and .txt files in it; links may not lead out of it. The same file
    twice changes nothing. A file that is no article is named, left out, and makes the command fail
    at the end.
    """
    refused = 0
    for path, folder in track(_files(paths), description="Importing", transient=True):
        try:
            document = read_path(path, folder)
            click.echo(_would_import(document) if dry_run else _import(document, pin))
        except NotAnArticle as error:
            click.echo(str(error), err=True)
            refused += 1
    if refused:
        raise click.ClickException(f"{refused} of the files could not be imported (see above).")


def _files(paths: tuple[Path, ...]) -> list[tuple[Path, Path | None]]:
    """Return each file, with the folder that it was found in."""
    found: list[tuple[Path, Path | None]] = []
    for path in paths:
        if path.is_dir():
            files = sorted(p for p in path.iterdir() if p.suffix in (".md", ".txt"))
            found += [(file, path) for file in files]
        else:
            found.append((path, None))
    return found


def _would_import(document: Document) -> str:
    known = [
        f"{label} {value}"
        for label, value in (
            ("by", document.author),
            ("edited by", document.editor),
            ("written", document.written),
            ("changed", document.edited),
        )
        if value
    ]
    return (
        f"Would import “{document.title}” ({', '.join(known) or 'author and date unknown'}): "
        f"{len(document.body.split())} words, {len(document.comments)} comments."
    )


def _import(document: Document, pin: bool) -> str:
    with writing():
        done = import_document(document, utcnow(), pin=LAST_PLACE if pin else None)
    if not done.is_new:
        return f"Unchanged: “{document.title}” was imported before."
    return (
        f"Imported “{document.title}” with {done.comments} comments: /articles/{done.article.slug}"
    )


@click.command()
@with_appcontext
def starter() -> None:
    """Load the starter library into an empty forum; does nothing to one that has topics."""
    with writing():
        count = load_starter(utcnow())
    click.echo(f"Loaded the starter library: {count} threads." if count else "Nothing to load.")


@click.command("remove-examples")
@click.confirmation_option(prompt="Remove every example question with its answers?")
@with_appcontext
def examples() -> None:
    """Remove the example questions of the starter library; its articles stay."""
    with writing():
        removed, kept = remove_examples()
    click.echo(f"Removed {removed} example questions.")
    if kept:
        click.echo(f"Kept {kept} in which members have written.")
