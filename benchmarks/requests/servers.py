"""The servers that are measured, each started as `make run` starts it.

`python -m benchmarks.requests.servers TARGET PORT` serves one application.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from . import processes

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
PATIENCE = 300.0  # seconds until the first answer


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `others` are processes that work for it, such as a database's."""

    port: int
    pid: int
    others: tuple[int, ...] = ()

    def pids(self) -> set[int]:
        """Return all processes that answer a request."""
        return set().union(*map(processes.tree, (self.pid, *self.others)))

    def worker(self) -> int:
        """Return the process in which the application runs: the largest."""
        return max(processes.tree(self.pid), key=processes.resident_bytes)


@contextmanager
def serving(
    target: str, environ: Mapping[str, str], others: tuple[int, ...] = ()
) -> Iterator[Server]:
    """Serve `target` (`module:application`) and wait until it answers."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.requests.servers", target, str(port)]
    with running(command, {"BASE_URL": f"http://{HOST}:{port}", **environ}) as pid:
        wait_for_answer(port)
        yield Server(port, pid, others)


@contextmanager
def running(command: list[str], environ: Mapping[str, str]) -> Iterator[int]:
    """Run a command in the project's folder; end it on leaving."""
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environ, stdout=subprocess.DEVNULL
    ) as process:
        try:
            yield process.pid
        finally:
            process.terminate()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_for_answer(port: int) -> None:
    """Return as soon as the home page is answered."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        connection = HTTPConnection(HOST, port, timeout=PATIENCE)
        try:
            connection.request("GET", "/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.01)
        finally:
            connection.close()
    raise TimeoutError(f"no answer on port {port}")


if __name__ == "__main__":
    from serve import server

    server(sys.argv[1], HOST, int(sys.argv[2])).serve()
