"""The moderation log as JSON Lines and as CSV, read in batches however long it is."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import UTC
from io import StringIO
from typing import Any

from .queries import log_rows
from .wording import THE_SITE

COLUMNS = ("id", "at", "actor", "verb", "thread", "post", "member", "reason", "before", "after")
# A spreadsheet takes a cell that starts so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def json_lines() -> Iterator[str]:
    """Return every act as one JSON object a line, oldest first."""
    for row in _rows():
        yield json.dumps(row, ensure_ascii=False) + "\n"


def csv_lines() -> Iterator[str]:
    """Return the same as CSV with a heading; states are JSON in their cells."""
    yield _csv_line(COLUMNS)
    for row in _rows():
        yield _csv_line(
            [_cell(row[name]) for name in COLUMNS[:-2]]
            + [json.dumps(row[name]) for name in COLUMNS[-2:]]
        )


def _rows() -> Iterator[dict[str, Any]]:
    for act in log_rows():
        values = (
            act.id,
            act.created_at.astimezone(UTC).isoformat(timespec="seconds"),
            act.username or THE_SITE,
            act.verb.value,
            act.thread_id,
            act.post_id,
            act.member_id,
            act.reason,
            act.before,
            act.after,
        )
        yield dict(zip(COLUMNS, values, strict=True))


def _csv_line(cells: Any) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
