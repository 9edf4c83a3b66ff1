"""`python -m forum.triage`: posts as JSON Lines in, assessments as JSON Lines out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TextIO

from .engine import assess


def main(lines: Iterable[str], out: TextIO, errors: TextIO) -> int:
    """Assess each line; return 1 if any line was bad (the others are still answered), else 0."""
    status = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            answer = _answer(line)
        except (ValueError, RecursionError) as error:
            print(f"line {number}: {error}", file=errors)
            status = 1
        else:
            print(json.dumps(answer), file=out, flush=True)
    return status


def _answer(line: str) -> dict[str, object]:
    post = json.loads(line)
    if not isinstance(post, dict):
        raise ValueError("expected a JSON object with id, title, body and kind")
    texts = {key: post.get(key) or "" for key in ("title", "body")}
    kind = post.get("kind") or "question"
    for key, value in (*texts.items(), ("kind", kind)):
        if not isinstance(value, str):
            raise ValueError(f"{key} must be text")
    return {"id": post.get("id"), **assess(texts["title"], texts["body"], kind).to_json()}


if __name__ == "__main__":
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    sys.exit(main(sys.stdin, sys.stdout, sys.stderr))
