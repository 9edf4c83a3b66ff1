"""What `make run` does: migrate, load the starter library once, and serve with the real server.

Sets nothing up besides: a second run finds everything done and only serves. The worker that
delivers mail and gives reminders runs beside the server.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from types import FrameType

from granian import Granian
from granian.constants import HTTPModes, Interfaces

from forum.config import BadSetting, Settings


def main() -> None:
    """Prepare the database, say where the forum is, and serve until told to stop."""
    try:
        settings = Settings.read({})
        prepare()
    except BadSetting as error:
        sys.exit(f"The forum cannot start. {error}")
    worker = start_worker()
    try:
        server("wsgi:app", settings.HOST, int(settings.PORT)).serve()
    finally:
        worker.terminate()


def prepare() -> None:
    """Bring the database up to date, load the starter library once, and say where the forum is."""
    # Imported here: the server's process reads this file again, and needs none of it.
    from flask_migrate import upgrade

    from forum import create_app
    from forum.accounts.claim import claim_link
    from forum.accounts.queries import is_claimed
    from forum.db import utcnow, writing
    from forum.library.actions import load_starter

    app = create_app()
    with app.app_context(), writing():
        upgrade()
        if count := load_starter(utcnow()):
            say(f"Loaded the starter library: {count} threads.")
        link = None if is_claimed() else claim_link()
    say(f"The forum is at {app.config['BASE_URL']}")
    if link:
        say(f"Nobody runs it yet. Open this link once to become its administrator:\n  {link}")


def server(target: str, host: str, port: int) -> Granian:
    """Return one process with threads; it finishes the answers under way before it stops."""
    return Granian(
        target,
        address=host,
        port=port,
        http=HTTPModes.http1,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        websockets=False,
        backpressure=64,
        log_access=False,
        workers_kill_timeout=20,
    )


def start_worker() -> subprocess.Popen[bytes]:
    """Start the process that delivers waiting mail and gives reminders."""
    return subprocess.Popen([sys.executable, "-m", "flask", "--app", "wsgi", "forum", "worker"])


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
