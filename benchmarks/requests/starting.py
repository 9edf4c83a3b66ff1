"""How long `make run` takes to its first answer, and what memory it needs after many requests."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import cycle

from . import processes
from .browsers import Browser
from .communities import Community
from .members import SignedIn
from .scenarios import Scenario
from .servers import HOST, ROOT, free_port, running, wait_for_answer

STARTS = 3
REQUESTS = 1_000


def start_and_memory(
    community: Community, scenarios: Sequence[Scenario], members: Sequence[SignedIn]
) -> dict[str, float]:
    """Return the median seconds of some starts, by clock and processor, and the memory in MiB."""
    # As `make run` does; the environment may tell Python to keep nothing that it compiled.
    subprocess.run([sys.executable, "-m", "compileall", "-q", "forum", "serve.py"], cwd=ROOT)
    starts = [_start(community, (), ()) for _ in range(STARTS - 1)]
    starts.append(_start(community, scenarios, members))
    clock, processor, memory = zip(*starts, strict=True)
    return {
        "start, seconds": statistics.median(clock),
        "start, processor seconds": statistics.median(processor),
        "memory, MiB": memory[-1] / 2**20,
    }


def _start(
    community: Community, scenarios: Sequence[Scenario], members: Sequence[SignedIn]
) -> tuple[float, float, float]:
    """Start the forum; return the seconds to its first answer, and the memory after requests."""
    port = free_port()
    environ = {**community.environ, "HOST": HOST, "PORT": str(port)}
    began = time.monotonic()
    with running([sys.executable, str(ROOT / "serve.py")], environ) as pid:
        wait_for_answer(port)
        clock = time.monotonic() - began
        processor = processes.processor_seconds(processes.tree(pid))
        _send_many(port, scenarios, members)
        # Of the server's processes the one that answers has worked most.
        worker = max(processes.tree(pid), key=lambda each: processes.processor_seconds([each]))
        return clock, processor, processes.resident_bytes(worker)


def _send_many(port: int, scenarios: Sequence[Scenario], members: Sequence[SignedIn]) -> None:
    sent, turns = 0, cycle(members)  # a round each, so that nobody posts faster than a person may
    while scenarios and sent < REQUESTS:
        member = next(turns)
        for scenario in scenarios:
            keys = (member.cookie, member.token) if scenario.member else ()
            with Browser(port, *keys) as browser:
                answer = browser.send(scenario.next(None))
                browser.send(scenario.next(answer))
            sent += 2
