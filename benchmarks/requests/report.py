"""Writes what was measured: JSON, tables in Markdown, charts."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from . import charts
from .communities import DATABASES, FOLDER
from .servers import ROOT
from .targets import TARGETS

Result = dict[str, Any]
DOCS = ROOT / "docs"
ENOUGH = 5_000  # threads, so that what comes before the first of them hardly counts
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
GROWING = (
    "home",
    "list",
    "thread of 6 posts",
    "tag",
    "search, common word",
    "search, rare word",
    "search, misspelt word",
    "answer",
)
TOP_LINE = """# What requests cost

Written by `python -m benchmarks.requests --docs` (`make bench` measures a part of it). Processor
time is user and system time of all processes of the server, and of the database, for one request.
**b** is Flask with one raw query and one small template that shows a thread of 6 posts, **a** is
Flask with 30 kB that never change; both are asked for in turns with the forum, under the same
server. On a busy machine only the ratios can be compared. Pages are asked for without compression
and with `PAGE_CACHE_SECONDS=0`, but for those that say otherwise.
"""


def print_result(result: Result) -> None:
    """Print a table."""
    print(f"{'':38}{'ms':>9}{'in b':>8}{'in a':>8}{'SQL':>6}")
    for name, cost in result["costs"].items():
        count = result["statements"].get(name, "")
        print(
            f"{name:38}{cost['milliseconds']:9.2f}{cost['in_b']:8.1f}{cost['in_a']:8.1f}{count:>6}"
        )
    for name in ("start, seconds", "start, processor seconds", "memory, MiB"):
        if name in result:
            print(f"{name:38}{result[name]:9.2f}")
    for name, size in result["bytes"].items():
        print(f"{name + ', bytes':38}{size:9,}", flush=True)


def write(results: Sequence[Result], *, docs: bool) -> None:
    """Write the files into build/bench; with `docs` into docs, too.

    There what was measured of other databases and sizes before stays beside it.
    """
    _write(FOLDER, results)
    if docs:
        _write(DOCS, joined(_kept(DOCS), results))


def joined(earlier: Sequence[Result], results: Sequence[Result]) -> list[Result]:
    """Return `results` and those `earlier` ones that they do not measure anew, small first."""
    by_forum = {(each["database"], each["posts"]): each for each in [*earlier, *results]}
    return sorted(by_forum.values(), key=lambda each: each["posts"])


def _kept(folder: Path) -> list[Result]:
    path = folder / "performance" / "requests.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def _write(folder: Path, results: Sequence[Result]) -> None:
    """Write the page, and its charts and figures beside it."""
    drawn = _charts(results)
    text = "\n".join([TOP_LINE, *_machine(), *_targets(results), *_tables(results), *_links(drawn)])
    (folder / "performance").mkdir(parents=True, exist_ok=True)
    (folder / "performance.md").write_text(text + "\n", encoding="utf-8")
    figures = json.dumps(results, indent=1) + "\n"
    for name, content in {**drawn, "requests.json": figures}.items():
        (folder / "performance" / name).write_text(content, encoding="utf-8")


def circumstances() -> str:
    """Say when and what is measured, and how busy the machine is with it."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    version = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    now, (load, *_) = datetime.now(UTC), os.getloadavg()
    return f"{now:%Y-%m-%d %H:%M} UTC, version {version.strip() or '?'}, load {load:.1f}"


def _machine() -> list[str]:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "?")
    return [f"Machine: {os.cpu_count()} × {model}.", ""]


def _of(database: str, results: Sequence[Result]) -> list[Result]:
    return [each for each in results if each["database"] == database]


def _measured_on(results: Sequence[Result]) -> list[str]:
    return [each for each in DATABASES if _of(each, results)]


def _targets(results: Sequence[Result]) -> list[str]:
    """Put the measured figures, at the largest size, beside the targets."""
    databases = _measured_on(results)
    sizes = ", ".join(
        f"{NAMES[each]}: {max(one['posts'] for one in _of(each, results)):,} posts"
        for each in databases
    )
    head = ["figure", "target", "stretch", *(NAMES[each] for each in databases)]
    lines = ["## Targets", f"Where nothing else is said, at the largest size ({sizes}).", ""]
    lines += [_row(head), _row(["---"] * len(head))]
    for target in TARGETS:
        cells = [target.name, f"{target.target:g} {target.unit}", f"{target.stretch:g}"]
        for database in databases:
            value = target.read(_of(database, results))
            met = "" if value is None or value > target.target else " ✓"
            cells.append("not measured" if value is None else f"{value:.3g}{met}")
        lines.append(_row(cells))
    return [*lines, ""]


def _tables(results: Sequence[Result]) -> list[str]:
    """Return for each database what each request costs at each size."""
    lines = []
    for database in _measured_on(results):
        own = _of(database, results)
        head = ["ms (in b)", *(f"{each['posts']:,} posts" for each in own), "SQL statements"]
        lines += [f"## {NAMES[database]}", "", _row(head), _row(["---"] * len(head))]
        for name in dict.fromkeys(name for each in own for name in each["costs"]):
            costs = [each["costs"].get(name) for each in own]
            cells = [f"{c['milliseconds']:.2f} ({c['in_b']:.1f})" if c else "–" for c in costs]
            lines.append(_row([name, *cells, own[-1]["statements"].get(name, "")]))
        lines += ["", *_filling(own)]
        lines += [f"- {each['posts']:,} posts: {each['measured']}" for each in own]
        lines.append("")
    return lines


def _filling(results: Sequence[Result]) -> list[str]:
    """Say how fast the largest of the forums that were filled now was written."""
    filled = [each["filled"] for each in results if each.get("filled")]
    filled = [each for each in filled if each["threads"] >= ENOUGH]
    if not filled:
        return []
    took = max(filled, key=lambda each: each["threads"])
    by_clock, by_processor = (
        f"{took['threads'] / took[unit]:,.0f}" for unit in ("seconds", "processor seconds")
    )
    return [
        f"`forum demo` wrote {took['threads']:,} threads: {by_clock} in a second of the clock, "
        f"{by_processor} in a second of its own processor time.",
        "",
    ]


def _row(cells: Sequence[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _charts(results: Sequence[Result]) -> dict[str, str]:
    """Return the drawings by file name."""
    drawn = {}
    for database in _measured_on(results):
        own = sorted(_of(database, results), key=lambda each: each["posts"])
        costs = {name: cost["in_b"] for name, cost in own[-1]["costs"].items()}
        title = f"{NAMES[database]}, {own[-1]['posts']:,} posts: cost of a request in units of b"
        drawn[f"{database}-ratios.svg"] = charts.bars(title, costs)
        series = {
            name: [(each["posts"], each["costs"][name]["in_b"]) for each in own]
            for name in GROWING
            if all(name in each["costs"] for each in own)
        }
        if len(own) > 1 and series:
            title = f"{NAMES[database]}: growth with the forum"
            drawn[f"{database}-growth.svg"] = charts.lines(title, series, "units of b")
    return drawn


def _links(drawn: dict[str, str]) -> list[str]:
    return [f"![{name.removesuffix('.svg')}](performance/{name})" for name in drawn]
