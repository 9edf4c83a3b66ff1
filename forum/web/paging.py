"""Paging by key: stable under new posts, and the 500th page costs what the first does.

A list is ordered by some columns, newest first, the last of them unique. A page's address names the
key of the row it starts after (`before=`, towards older rows) or ends before (`after=`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import request
from sqlalchemy import Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from ..db import db

PAGE_SIZE = 30
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
Columns = Sequence[InstrumentedAttribute[Any]]


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page; `older` and `newer` are the keys that lead on, or `None` at an end."""

    items: list[Any]
    older: str | None
    newer: str | None


def _entities(statement: Select[Any]) -> list[Any]:
    return list(db.session.scalars(statement))


def load_page(
    statement: Select[Any],
    columns: Columns,
    size: int = PAGE_SIZE,
    *,
    load: Callable[[Select[Any]], list[Any]] = _entities,
    walked: Columns | None = None,
) -> Page:
    """Load the page of `statement` that the request's address names, ordered by `columns` down.

    `load` runs the statement; what it returns has the columns as attributes. `walked` are columns
    of a joined table that equal `columns`, where that table's index is to give the order.
    """
    before, after = _key(columns, "before"), _key(columns, "after")
    backwards = after is not None and before is None
    key = after if backwards else before
    if key is not None:
        position = tuple_(*(walked or columns))
        statement = statement.where(position > key if backwards else position < key)
    order = [column.asc() if backwards else column.desc() for column in walked or columns]
    rows = load(statement.order_by(*order).limit(size + 1))
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_older = more if not backwards else bool(rows)
    has_newer = more if backwards else (key is not None and bool(rows))
    return Page(
        items=rows,
        older=write_key(columns, rows[-1]) if rows and has_older else None,
        newer=write_key(columns, rows[0]) if rows and has_newer else None,
    )


def write_key(columns: Columns, row: Any) -> str:
    """Return the key of a row: its column values, joined by `_`."""
    values = (getattr(row, column.key) for column in columns)
    return "_".join(
        str((value - EPOCH) // MICROSECOND) if isinstance(value, datetime) else str(value)
        for value in values
    )


def _key(columns: Columns, argument: str) -> tuple[Any, ...] | None:
    """Read a key from the address; one that cannot be read means the first page."""
    words = request.args.get(argument, "").split("_")
    if len(words) != len(columns) or not all(w.isascii() and w.isdigit() for w in words):
        return None
    try:
        return tuple(
            EPOCH + int(word[:20]) * MICROSECOND
            if column.type.python_type is datetime
            else _database_integer(word)
            for column, word in zip(columns, words, strict=True)
        )
    except OverflowError:
        return None


def _database_integer(word: str) -> int:
    number = int(word[:20])
    if number > 2**63 - 1:
        raise OverflowError("larger than a database's integer")
    return number
