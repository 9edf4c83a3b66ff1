"""Which columns a class of `shown` is made of."""

from __future__ import annotations

from typing import Any

from ...db import Model


def columns_of(model: type[Model], shown: Any) -> list[Any]:
    """Return the columns that a class of `shown` has as fields; they are its first ones."""
    names = [name for name in shown.__dataclass_fields__ if name in model.__table__.c]
    return [getattr(model, name) for name in names]
