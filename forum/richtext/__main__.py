"""`python -m forum.richtext`: Markdown in, the HTML that the forum would show out."""

import argparse
import io
import json
import sys
from collections.abc import Iterable

from . import render


def main() -> int:
    """Run the command; return its exit status: 1 when a line cannot be read, else 0."""
    parser = argparse.ArgumentParser(prog="python -m forum.richtext", description=__doc__)
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help="read lines of `id` and `source`, write lines of `id` and `html`",
    )
    by_line = parser.parse_args().jsonl
    source = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
    sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", line_buffering=True)
    if by_line:
        return _render_lines(source)
    print(render(source.read()).html)
    return 0


def _render_lines(lines: Iterable[str]) -> int:
    for number, line in enumerate(lines, start=1):
        try:
            identity, markdown = _read(line)
        except (ValueError, KeyError, TypeError, RecursionError):
            print(f"line {number}: not an object with `id` and `source`", file=sys.stderr)
            return 1
        print(json.dumps({"id": identity, "html": render(markdown).html}))
    return 0


def _read(line: str) -> tuple[object, str]:
    record = json.loads(line)
    if not isinstance(record["source"], str):
        raise TypeError
    return record["id"], record["source"]


if __name__ == "__main__":
    sys.exit(main())
