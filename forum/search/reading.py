"""Runs search's own SQL, which is written out, and gives its rows as the driver has them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from ..db import db
from ..reads import fetch

SHAPES = 1_000  # of statements; their values are binds
_BIND = re.compile(r"(?<!:):([a-z]\w*)")


def read(sql: str, values: Mapping[str, Any]) -> list[Sequence[Any]]:
    """Return the rows of a statement with binds such as `:name`: what is committed, no more."""
    engine = db.engine
    text = sql if engine.dialect.name == "sqlite" else _for_psycopg(sql)
    return fetch(engine, text, values)


def moment(kept: Any) -> Any:
    """Return a moment that was read: SQLite keeps it as text, in UTC."""
    return datetime.fromisoformat(f"{kept}+00:00") if isinstance(kept, str) else kept


@lru_cache(SHAPES)
def _for_psycopg(sql: str) -> str:
    return _BIND.sub(r"%(\1)s", sql)
