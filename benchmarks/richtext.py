"""How long a post takes to render, and whether any shape of text makes it take too long.

`python benchmarks/richtext.py` prints a usual post's time, then each hostile shape at four sizes
up to the greatest that a post may have. It fails when one needs more than two seconds, or more
than threefold the time for twice the text.
"""

import json
import math
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from forum.richtext import MAX_SOURCE_LENGTH, render  # noqa: E402 - after the path is set

SHAPES = json.loads((ROOT / "tests/richtext/pathological.json").read_text())
SIZES = [MAX_SOURCE_LENGTH // 8, MAX_SOURCE_LENGTH // 4, MAX_SOURCE_LENGTH // 2, MAX_SOURCE_LENGTH]
MOST_SECONDS = 2.0
MOST_GROWTH = 3.0
TOO_SHORT_TO_COMPARE = 0.05

POST = """\
For about a month my right calf has been **cramping at night**, two or three times a week.

It wakes me up and stays sore in the morning. What I have tried so far:

- stretching against the wall before bed
- a warm bath
- more water, as described at https://example.org/cramps

> Does walking it off help anyone?

Walking helps a little, but the cramp comes back within the hour. I am on my feet all day at work
and take no tablets. Is there anything else that is worth a try, and when should I have it seen?
"""


def seconds(source: str, repeats: int) -> float:
    """Return the least processor time to render `source`: others may be busy on this machine."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        render(source)
        times.append(time.process_time() - start)
    return min(times)


def grown(shape: dict[str, str], size: int) -> str:
    """Repeat a shape's middle parts until it is `size` characters long, or a little less."""
    head, middle, tail = (shape.get(part, "") for part in ("head", "middle", "tail"))
    times = (size - len(head + middle)) // len(shape["body"] + tail)
    return head + shape["body"] * times + middle + tail * times


def measure(shape: dict[str, str]) -> tuple[list[float], float]:
    """Return the time at each size, and the greatest growth for twice the text.

    Growth is the mean over two steps: one alone would show more of the machine than of the code.
    """
    times = [seconds(grown(shape, size), repeats=3) for size in SIZES]
    growth = [
        math.sqrt(large / small)
        for small, large in zip(times, times[2:], strict=False)
        if large > TOO_SHORT_TO_COMPARE
    ]
    return times, max(growth, default=1.0)


def main() -> int:
    """Print the figures; return 1 when a shape is too slow."""
    print(f"a post of {len(POST)} characters: {seconds(POST, repeats=500) * 1_000:.2f} ms")
    print(f"seconds at {SIZES} characters, greatest growth for twice the text")
    failed = 0
    for shape in SHAPES:
        times, growth = measure(shape)
        slow = times[-1] > MOST_SECONDS or growth > MOST_GROWTH
        failed += slow
        figures = "  ".join(f"{each:6.3f}" for each in times)
        print(f"{shape['name']:32} {figures}  x{growth:.1f}{'  TOO SLOW' if slow else ''}")
    print(f"{failed} of {len(SHAPES)} shapes too slow")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
