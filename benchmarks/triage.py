"""How long triage takes to start and to read a post, and how that grows with its length.

`python benchmarks/triage.py` reads the labelled posts of the tests, joined and cut to length, so
that hardly a sentence comes twice. Other programs may be busy on this machine, so that each time
is also given at the reference speed: that at which the loop of `reference` takes 45 ms. It fails
when twice the text needs more than threefold the time.
"""

import json
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

POSTS = [*sorted((ROOT / "tests/triage/cases").glob("*.jsonl")), ROOT / "tests/triage/dev.jsonl"]
REFERENCE_MS = 45.0
SIZES = [1_000 * 2**power for power in range(11)]  # 1 kB to 1 MB
MOST_GROWTH = 3.0


def reference() -> float:
    """Return the processor time in ms of a loop that never changes, the least of three."""
    return min(_once(lambda: [number * number for number in range(1_000_000)]) for _ in range(3))


def _once(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def report(what: str, milliseconds: float, loop: float) -> None:
    """Print a time as measured, and at the reference speed."""
    scaled = milliseconds / loop * REFERENCE_MS
    print(f"{what:<34}{milliseconds:9.2f} ms{scaled:9.2f} ms at reference speed")


def memory() -> float:
    """Return the most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def start() -> None:
    """Import the package and read its rules, and print what that costs."""

    def first() -> None:
        from forum.triage import assess

        assess("", "My back has hurt since Easter.")

    before = memory()
    milliseconds = _once(first)
    after = memory()
    report("import, rules and a first post", milliseconds, reference())
    print(f"{'memory for it':<34}{after - before:9.0f} MB")


def texts() -> list[str]:
    """Return the posts of the tests in an order that mixes their authors."""
    lines = [line for path in POSTS for line in path.read_text(encoding="utf-8").splitlines()]
    random.Random(1).shuffle(lines)
    return [json.loads(line)["body"] for line in lines]


def pieces(posts: list[str], length: int, most: int) -> list[str]:
    """Return up to `most` texts of `length` characters, no post in two of them."""
    joined = "\n\n".join(posts)
    joined *= length // len(joined) + 1
    return [joined[at : at + length] for at in range(0, len(joined) - length + 1, length)][:most]


def median(posts: list[str], length: int, most: int) -> float:
    """Print and return the median time in ms of texts of this length, each read once."""
    from forum.triage import assess

    loop = reference()
    times = [_once(lambda text=text: assess("", text)) for text in pieces(posts, length, most)]
    loop = (loop + reference()) / 2
    report(f"{length:,} characters, median of {len(times)}", statistics.median(times), loop)
    return statistics.median(times) / loop


def main() -> int:
    """Print every figure, and return 1 where time grows much faster than length."""
    start()
    posts = texts()
    median(posts, 500, 400)
    median(posts, 20_000, 9)
    times = [median(posts, size, 400_000 // size or 3) for size in SIZES]
    growth = max(after / before for before, after in pairwise(times))
    print(f"{'greatest growth for twice the text':<34}{growth:9.1f} x")
    return 1 if growth > MOST_GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
