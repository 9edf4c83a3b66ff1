"""What `make run` does: before it serves, while it serves, and when it stops."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from urllib.request import urlopen

import pytest
from flask import Flask
from sqlalchemy import text

import serve
from forum.db import db
from forum.web.logs import log

ROOT = Path(serve.__file__).parent
IDLE_SECONDS = 1
SERVER = f"""
import sys
import serve
from forum import create_app
serve.set_start_method("fork")
app = create_app()
granian = serve.server("wsgi:app", "127.0.0.1", int(sys.argv[1]))
# It takes five seconds at least from an operator.
granian.on_startup(lambda: setattr(granian, "blocking_threads_idle_timeout", {IDLE_SECONDS}))
granian.serve(target_loader=lambda _target: app)
"""


def test_a_migrated_database_is_known_as_such(app: Flask) -> None:
    assert serve.is_migrated()


def test_a_database_at_an_earlier_migration_is_not_the_newest(app: Flask) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    db.session.commit()
    try:
        assert not serve.is_migrated()
    finally:
        newest = max(path.name for path in serve.MIGRATIONS.glob("0*.py"))[:4]
        db.session.execute(text(f"UPDATE alembic_version SET version_num = '{newest}'"))
        db.session.commit()


def test_a_new_database_is_not_migrated(app: Flask) -> None:
    db.session.execute(text("ALTER TABLE alembic_version RENAME TO put_aside"))
    db.session.commit()
    try:
        assert not serve.is_migrated()
    finally:
        db.session.execute(text("ALTER TABLE put_aside RENAME TO alembic_version"))
        db.session.commit()


def test_the_starter_library_is_loaded_into_a_new_forum_only(
    one_app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        serve.bring_up_to_date(one_app)
    assert capsys.readouterr().out.count("Loaded the starter library: ") == 1


PREPARED = """
import sys
import serve
from forum import create_app
serve.set_start_method("fork")
serve.prepare(create_app())
print("imported:", *({"alembic", "forum.library.documents"} & sys.modules.keys()))
"""


def prepared_in(folder: Path) -> subprocess.CompletedProcess[str]:
    """Prepare a forum in a process that looks at itself afterwards."""
    environ = os.environ | {"DATA_DIR": str(folder)}
    return subprocess.run(
        [sys.executable, "-c", PREPARED], cwd=ROOT, env=environ, capture_output=True, text=True
    )


def test_a_server_that_set_up_a_new_forum_keeps_nothing_of_what_that_took(tmp_path: Path) -> None:
    told = prepared_in(tmp_path).stdout.splitlines()
    assert told[0].startswith("Loaded the starter library: ")
    assert told[-1] == "imported:"
    assert len(prepared_in(tmp_path).stdout.splitlines()) == len(told) - 1


def test_a_database_that_cannot_be_migrated_ends_the_start_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "forum.db").write_text("These are my notes, and no database. " * 100)
    told = prepared_in(tmp_path)
    assert told.returncode == 1
    assert "file is not a database" in told.stderr
    assert told.stdout == ""


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that something listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_a_taken_port_ends_in_one_line_that_says_what_to_do(taken: int, tmp_path: Path) -> None:
    environ = os.environ | {"DATA_DIR": str(tmp_path), "HOST": "127.0.0.1", "PORT": str(taken)}
    told = subprocess.run(
        [sys.executable, "serve.py"], cwd=ROOT, env=environ, capture_output=True, text=True
    )
    assert told.returncode == 1
    assert told.stdout == ""
    (line,) = told.stderr.splitlines()
    assert f"PORT: {taken} on 127.0.0.1 is taken" in line
    assert f"PORT={taken + 1}" in line
    assert not (tmp_path / "forum.db").exists()


def until(holds: Callable[[], object]) -> None:
    """Wait until something holds, which it soon does."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def wait_to_be_told(begun: Path) -> None:
    """Begin, and listen as `serve.work` does."""
    signal.signal(signal.SIGTERM, serve.stop)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
    begun.touch()
    time.sleep(60)


# The tests have threads of their own when they fork; from Python 3.12 on it says so.
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
class TestWorker:
    @pytest.fixture(autouse=True)
    def soon(self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
        """Let it begin soon, and hear what it logs."""
        monkeypatch.setattr(serve, "SHORTEST_PAUSE", 0.02)
        monkeypatch.setattr(serve, "Process", get_context("fork").Process)
        monkeypatch.setattr(log, "handlers", [caplog.handler])
        monkeypatch.setattr(log, "propagate", False)  # as it is once there is an application

    def test_one_that_dies_begins_again_later_each_time_and_the_log_says_so(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr(serve, "work", lambda *_: os._exit(3))
        worker = serve.Worker(Flask(__name__))
        worker.start()
        until(lambda: len(caplog.records) >= 3)
        worker.stop()
        told = [record.fields for record in caplog.records[:3]]  # type: ignore[attr-defined]
        assert [fields["exit"] for fields in told] == [3, 3, 3]
        assert [fields["begins again after seconds"] for fields in told] == [0.04, 0.08, 0.16]

    def test_one_that_could_not_begin_is_tried_again(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
    ) -> None:
        refused: list[OSError] = []

        class Refused(get_context("fork").Process):  # type: ignore[misc]
            def start(self) -> None:
                if len(refused) < 2:
                    refused.append(OSError(errno.ENOMEM, "Cannot allocate memory"))
                    raise refused[-1]
                super().start()

        begun = tmp_path / "begun"
        monkeypatch.setattr(serve, "Process", Refused)
        monkeypatch.setattr(serve, "work", lambda *_: wait_to_be_told(begun))
        worker = serve.Worker(Flask(__name__))
        worker.start()
        until(begun.exists)
        worker.stop()
        told = [record.fields for record in caplog.records]  # type: ignore[attr-defined]
        assert [fields["exit"] for fields in told] == ["Cannot allocate memory"] * 2
        assert [fields["begins again after seconds"] for fields in told] == [0.04, 0.08]

    def test_one_that_is_told_to_stop_has_ended_then_and_nothing_is_logged(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
    ) -> None:
        begun = tmp_path / "begun"
        monkeypatch.setattr(serve, "work", lambda *_: wait_to_be_told(begun))
        worker = serve.Worker(Flask(__name__))
        worker.start()
        until(begun.exists)
        worker.stop()
        assert not worker.is_alive()
        assert worker._process is not None
        assert not worker._process.is_alive()
        assert caplog.records == []

    def test_one_that_does_not_listen_is_killed_in_the_end(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        begun = tmp_path / "begun"
        monkeypatch.setattr(serve, "PATIENCE", 0.1)
        monkeypatch.setattr(serve, "work", lambda *_: (begun.touch(), time.sleep(60)))
        worker = serve.Worker(Flask(__name__))
        worker.start()
        until(begun.exists)
        worker.stop()
        assert worker._process is not None
        assert worker._process.exitcode == -signal.SIGKILL


WORKER = """
import os, signal, time
import serve
from flask import Flask
from forum.cli import site
def work_on():
    print(os.getpid(), flush=True)
    time.sleep(60)
site.work_on = work_on
serve.set_start_method("fork")
serve.SHORTEST_PAUSE = serve.LOOKS_EVERY = 0.02
signal.signal(signal.SIGTERM, serve.stop)
worker = serve.Worker(Flask("forum"))
try:
    worker.start()
    time.sleep(60)
finally:
    time.sleep(0.1)  # the server takes as long to end
    worker.stop()
"""


@pytest.fixture
def keeper() -> Iterator[subprocess.Popen[str]]:
    """A process in a group of its own that keeps a worker running."""
    with subprocess.Popen(
        [sys.executable, "-c", WORKER],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        yield process
        process.kill()


def begun_by(keeper: subprocess.Popen[str]) -> int:
    """Return the worker's number, once it works."""
    assert keeper.stdout is not None
    return int(keeper.stdout.readline())


def is_there(number: int) -> bool:
    """Say whether a process runs; what has ended may still wait to be counted."""
    try:
        return "Z" not in Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def test_a_whole_group_that_is_told_to_stop_ends_and_nothing_has_died(
    keeper: subprocess.Popen[str],
) -> None:
    worker = begun_by(keeper)
    os.killpg(keeper.pid, signal.SIGTERM)
    _, told = keeper.communicate(timeout=30)
    assert (keeper.returncode, told) == (0, "")
    assert not is_there(worker)


def test_a_worker_ends_soon_after_a_server_that_was_killed(keeper: subprocess.Popen[str]) -> None:
    worker = begun_by(keeper)
    keeper.kill()
    keeper.wait()
    until(lambda: not is_there(worker))


def test_a_worker_alone_that_is_told_to_stop_begins_again(keeper: subprocess.Popen[str]) -> None:
    os.kill(begun_by(keeper), signal.SIGTERM)
    assert is_there(begun_by(keeper))


class Served:
    """A forum on its real server."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, said: Path) -> None:
        self.process, self._port, self.said = process, port, said

    def ask(self, path: str) -> int:
        """Return the status of a page, which must come before idle connections end."""
        address = f"http://127.0.0.1:{self._port}{path}"  # our own
        with urlopen(address, timeout=15) as answer:
            answer.read()
            return answer.status

    def answers(self) -> bool:
        """Say whether it is there and reaches its database."""
        try:
            return self.ask("/readyz") == 200
        except OSError:
            return False

    def connect(self, said: bytes = b"") -> socket.socket:
        """Return a connection on which something was said."""
        client = socket.create_connection(("127.0.0.1", self._port))
        client.sendall(said)
        return client


@pytest.fixture
def served(sqlite_app: Flask, tmp_path: Path) -> Iterator[Served]:
    """A forum that is served, and ends in good order."""
    shutil.copy(sqlite_app.config["DATA_DIR"] / "empty.db", tmp_path / "forum.db")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = os.environ | {"DATA_DIR": str(tmp_path), "LOG_LEVEL": "ERROR"}
    command = [sys.executable, "-c", SERVER, str(port)]
    said = tmp_path / "said"
    with said.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=out)
    served = Served(process, port, said)
    try:
        until(served.answers)
        yield served
        assert process.poll() is None
    finally:
        process.terminate()
    assert process.wait(timeout=30) == 0


def test_threads_that_ended_idle_leave_a_server_that_answers(served: Served) -> None:
    with ThreadPoolExecutor(8) as askers:
        pages = ["/", "/questions", "/tags", "/search?q=cramp"] * 4
        assert set(askers.map(served.ask, pages)) == {200}
        time.sleep(2 * IDLE_SECONDS)
        assert set(askers.map(served.ask, pages)) == {200}


def test_an_operator_is_not_warned_of_what_is_meant(served: Served) -> None:
    said = served.said.read_text()
    assert "[INFO] Listening at" in said
    assert "[WARNING]" not in said


FORM = b"POST /preferences HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\ntheme="


@pytest.mark.parametrize(
    ("number", "said"),
    [
        pytest.param(100, b"", id="keep a connection for later"),
        pytest.param(12, FORM, id="do not finish what they send"),
    ],
)
def test_clients_that_dawdle_keep_nobody_else_from_reading(
    served: Served, number: int, said: bytes
) -> None:
    with ExitStack() as dawdling:
        for _ in range(number):
            dawdling.enter_context(served.connect(said))
        time.sleep(0.5)  # for the server to begin with what was said
        assert served.ask("/questions") == 200


def test_a_form_that_broke_off_is_refused(served: Served) -> None:
    with served.connect(FORM) as client:
        client.shutdown(socket.SHUT_WR)
        assert client.recv(100).startswith(b"HTTP/1.1 400 ")
