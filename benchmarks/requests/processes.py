"""What /proc knows of a server's processes: processor time and memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")


def tree(root: int) -> set[int]:
    """Return a process with all that it started, directly or not."""
    children = defaultdict(list)
    for stat in PROC.glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        children[int(fields[1])].append(int(stat.parent.name))
    found, waiting = set(), [root]
    while waiting:
        found.add(pid := waiting.pop())
        waiting.extend(children[pid])
    return found


def processor_seconds(pids: Iterable[int]) -> float:
    """Return the user and system time of all threads of the processes, to the nanosecond.

    /proc/<pid>/stat has the same sum in steps of 10 ms, too coarse for a request.
    """
    total = 0
    for pid in pids:
        for thread in (PROC / str(pid) / "task").glob("*/schedstat"):
            try:
                total += int(thread.read_text().split()[0])
            except (FileNotFoundError, ProcessLookupError):
                continue
    return total / 1e9


def resident_bytes(pid: int) -> int:
    """Return the memory that a process has in use."""
    for line in (PROC / str(pid) / "status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0
