"""What `make run` does: migrate, load the starter library once, and serve with the real server.

Sets nothing up besides: a second run finds everything done and only serves. The worker that
delivers mail and gives reminders runs beside the server.
"""

from __future__ import annotations

import ctypes
import errno
import gc
import logging
import os
import signal
import socket
import sys
import time
from functools import partial
from multiprocessing import Process, set_start_method
from pathlib import Path
from threading import Event, Thread
from types import FrameType
from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import HTTPModes, Interfaces

if TYPE_CHECKING:
    from flask import Flask

MIGRATIONS = Path(__file__).parent / "migrations" / "versions"
# Of glibc's mallopt: one arena for all threads, and what is freed goes back to the system.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
THRIFT = {M_ARENA_MAX: 1, M_TRIM_THRESHOLD: 128 * 1024, M_MMAP_THRESHOLD: 128 * 1024}
# Seconds until the worker begins, and begins again; the first page need not share the processor.
SHORTEST_PAUSE, LONGEST_PAUSE = 2.0, 300.0
PATIENCE = 10.0  # seconds for a worker that was told to stop
THREADS, CONNECTIONS = 64, 512  # at most; threads that are idle end after half a minute
LOOKS_EVERY = 1.0  # second; less than passes until another forum's worker begins


def main() -> None:
    """Prepare the database, say where the forum is, and serve until told to stop.

    What is imported, is imported once: the server and the worker begin as copies of this process.
    """
    set_start_method("fork")
    spare_memory()
    gc.disable()  # hardly anything that is made now goes away again
    from forum import create_app
    from forum.config import BadSetting, Settings

    try:
        app, settings = create_app(), Settings.read({})
        host, port = settings.HOST, int(settings.PORT)
        check_address(host, port)
        prepare(app)
    except BadSetting as error:
        sys.exit(f"The forum cannot start. {error}")
    gc.freeze()
    gc.enable()
    worker = Worker(app)
    try:
        worker.start()
        server("wsgi:app", host, port).serve(target_loader=partial(opened, app, os.getpid()))
    finally:
        worker.stop()


def spare_memory() -> None:
    """Keep little of what is freed; about 7 MB of 150, as long as threads take turns anyway."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none
    if mallopt is not None:
        for parameter, value in THRIFT.items():
            mallopt(parameter, value)


def check_address(host: str, port: int) -> None:
    """Raise `BadSetting` unless the server can listen there; nothing else has been done yet."""
    from forum.config import BadSetting

    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        socket.create_server(address[:2], family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise BadSetting(
                f"PORT: {port} on {host} is taken: a forum or another program runs there. "
                f"Stop it, or choose another port, as with PORT={port % 65_535 + 1}."
            ) from error
        raise BadSetting(
            f"HOST, PORT: cannot listen on {host}, port {port}: {error.strerror}. Choose others."
        ) from error


def prepare(app: Flask) -> None:
    """Bring the database up to date, load the starter library once, and say where the forum is."""
    from forum.accounts.claim import claim_link
    from forum.accounts.queries import is_claimed
    from forum.db import writing
    from forum.topics.queries import has_topics

    with app.app_context(), writing():
        if not (is_migrated() and has_topics()):
            let_go()
            bring_up_to_date_aside(app)
        link = None if is_claimed() else claim_link()
        let_go()
    say(f"The forum is at {app.config['BASE_URL']}")
    if link:
        say(f"Nobody runs it yet. Open this link once to become its administrator:\n  {link}")


def let_go() -> None:
    """Close all connections to the database, which must not be in use in two processes."""
    from forum.db import db

    db.session.remove()
    db.engine.dispose()


def bring_up_to_date_aside(app: Flask) -> None:
    """Do that in a process of its own: what it leaves behind, 11 to 18 MiB, ends with it.

    Where it fails, it says why, and this process ends.
    """
    process = Process(target=bring_up_to_date_here, args=(app, os.getpid()), daemon=True)
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(1)


def bring_up_to_date_here(app: Flask, parent: int) -> None:
    """Do that while `parent` waits; told to stop, this process must not seem to be done."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # after Ctrl+C the parent ends this
    end_with(parent)
    bring_up_to_date(app)
    let_go()


def bring_up_to_date(app: Flask) -> None:
    """Migrate, and load the starter library, as far as that is due."""
    from forum.topics.queries import has_topics

    if not is_migrated():
        from flask_migrate import upgrade

        from forum.wiring import add_migrations

        add_migrations(app)
        upgrade()
    if not has_topics():
        from forum.db import utcnow
        from forum.library.actions import load_starter

        say(f"Loaded the starter library: {load_starter(utcnow())} threads.")


def is_migrated() -> bool:
    """Whether the database has had the newest migration; Alembic takes 0.2 s and 8 MB to tell."""
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    from forum.db import db

    newest = max(path.name for path in MIGRATIONS.glob("0*.py"))
    try:
        reached = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    except DBAPIError:  # there is no such table in a new database
        return False
    finally:
        db.session.rollback()
    return reached == newest.partition("_")[0]


def server(target: str, host: str, port: int) -> Granian:
    """Return one process with threads; it finishes the answers under way before it stops.

    One that crashed begins again. Each browser keeps up to six connections open that it does not
    use, for half a minute; threads wait for what clients send, and few work (see `bodies`).
    """
    logging.getLogger("_granian").addFilter(is_news)
    return Granian(
        target,
        address=host,
        port=port,
        http=HTTPModes.http1,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        backpressure=CONNECTIONS,
        log_access=False,
        workers_kill_timeout=20,
        respawn_failed_workers=True,
    )


def is_news(record: logging.LogRecord) -> bool:
    """Say whether an operator should read it: not that there are many threads, which is meant."""
    return "Python threads, which seems quite high" not in record.getMessage()


def opened(app: Flask, parent: int, _target: str) -> Flask:
    """Return the application, in the server's own process."""
    from forum.threads.assessing import read_rules_aside

    end_with(parent)
    read_rules_aside()
    return app


def end_with(parent: int) -> None:
    """End this process in good order soon after its parent, which may have been killed.

    Left behind, a server would keep the port and a worker send mail beside the next one's.
    """

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(LOOKS_EVERY)
        os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=look, daemon=True).start()


class Worker(Thread):
    """Keeps the process running that delivers mail and gives reminders.

    When it ends another begins after a pause, which doubles each time that one ended soon; the log
    says so, unless it ended as it does when it is told to.
    """

    def __init__(self, app: Flask) -> None:
        super().__init__(daemon=True)
        self._app = app
        self._told_to_stop = Event()
        self._process: Process | None = None

    def run(self) -> None:
        """Run one process after the other until told to stop."""
        from forum.web.logs import log

        pause = SHORTEST_PAUSE
        while not self._told_to_stop.wait(pause):
            began = time.monotonic()
            ended = self._run_one()
            lasted = time.monotonic() - began
            pause = SHORTEST_PAUSE if lasted > LONGEST_PAUSE else min(2 * pause, LONGEST_PAUSE)
            # What ended in good order was told to, often together with this process.
            if ended != 0 and not self._told_to_stop.is_set():
                fields = {"exit": ended, "begins again after seconds": pause}
                log.error("the worker that delivers mail has died", extra={"fields": fields})

    def _run_one(self) -> int | str | None:
        """Run one process; return how it ended, or why it could not begin."""
        # Told to stop before it has begun, it would only complain; `work` listens again.
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        try:
            self._process = Process(target=work, args=(self._app, os.getpid()))
            self._process.start()
        except OSError as error:  # no memory for another process, for now
            return error.strerror
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
        self._process.join()
        return self._process.exitcode

    def stop(self) -> None:
        """End the process, and wait until it has ended."""
        self._told_to_stop.set()
        end = time.monotonic() + PATIENCE
        while self.is_alive():
            if self._process is not None and self._process.is_alive():
                late = time.monotonic() > end
                self._process.kill() if late else self._process.terminate()
            self.join(0.1)


def work(app: Flask, parent: int) -> None:
    """Deliver waiting mail and give reminders, until told to stop."""
    from forum.cli.site import work_on

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # after Ctrl+C the server ends this
    signal.signal(signal.SIGTERM, stop)  # the server has a handler of its own
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
    end_with(parent)
    with app.app_context():
        work_on()


def stop(_signal: int, _frame: FrameType | None) -> None:
    """Leave before the server runs, as an interrupt would."""
    sys.exit(0)


def say(line: str) -> None:
    """Tell the operator."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    main()
