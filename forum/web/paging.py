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
from sqlalchemy import Select, bindparam, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from ..db import db
from ..reads import Read

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
) -> Page:
    """Load the page of `statement` that the request's address names, ordered by `columns` down.

    `load` runs the statement; what it returns has the columns as attributes.
    """
    key, backwards = _asked_for(columns)
    statement = _keyed(statement, columns, key, backwards=backwards)
    return _page(load(statement.limit(size + 1)), columns, size, key, backwards=backwards)


class KeyedList:
    """A list whose statements are written once, for all of its pages and readers.

    `walked` are columns of a joined table that equal `columns`, where that table's index is to give
    the order.
    """

    def __init__(
        self, statement: Select[Any], columns: Columns, walked: Columns | None = None
    ) -> None:
        self._statement, self._columns, self._walked = statement, columns, walked or columns
        self._reads: dict[tuple[bool, bool, int], Read] = {}

    def page(self, load: Callable[..., list[Any]], size: int = PAGE_SIZE, **values: Any) -> Page:
        """Load the page that the request's address names; `load` gets the read and its values."""
        key, backwards = _asked_for(self._columns)
        named = dict(zip(map("key_{}".format, range(len(key or ()))), key or (), strict=True))
        rows = load(self._read(key is not None, backwards, size + 1), **values, **named)
        return _page(rows, self._columns, size, key, backwards=backwards)

    def _read(self, has_key: bool, backwards: bool, most: int) -> Read:
        shape = has_key, backwards, most
        if shape not in self._reads:
            places = tuple(
                bindparam(f"key_{number}", type_=column.type)
                for number, column in enumerate(self._walked)
            )
            key = tuple_(*places) if has_key else None
            statement = _keyed(self._statement, self._walked, key, backwards=backwards)
            self._reads[shape] = Read(statement.limit(most))
        return self._reads[shape]


def _asked_for(columns: Columns) -> tuple[tuple[Any, ...] | None, bool]:
    """Return the key that the address names, and whether what comes before it is asked for."""
    before, after = _key(columns, "before"), _key(columns, "after")
    backwards = after is not None and before is None
    return after if backwards else before, backwards


def _keyed(statement: Select[Any], columns: Columns, key: Any, *, backwards: bool) -> Select[Any]:
    if key is not None:
        position = tuple_(*columns)
        statement = statement.where(position > key if backwards else position < key)
    return statement.order_by(*(c.asc() if backwards else c.desc() for c in columns))


def _page(
    rows: list[Any], columns: Columns, size: int, key: tuple[Any, ...] | None, *, backwards: bool
) -> Page:
    """Return a page of rows, of which there is one more than it shows if there is another page."""
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
