"""Entities of what the driver reads and writes (see `statements`), made without the session.

To make an entity of a row, or a row of an entity, costs the session several times what the database
does. It knows these as if it had loaded them, and follows what is changed in them afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam, insert
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from .db import db
from .statements import Statement


@cache
def columns(model: Any) -> tuple[Any, ...]:
    """Return the columns of which `loaded` makes an entity."""
    return tuple(getattr(model, name) for name in _names(model))


def seen(model: Any, row: Sequence[Any]) -> Any:
    """Return an entity of a row of `columns`, for reading: no session follows what is changed."""
    entity = model.__mapper__.class_manager.new_instance()
    entity.__dict__.update(zip(_names(model), row, strict=True))
    make_transient_to_detached(entity)
    return entity


def loaded(model: Any, row: Sequence[Any], **related: Any) -> Any:
    """Return the entity of a row of `columns`: the one that the session has, or a new one.

    `related` are the entities beside it, by the names of their relationships.
    """
    mapper, names, session = model.__mapper__, _names(model), db.session()
    key = mapper.identity_key_from_primary_key((row[names.index("id")],))
    entity = session.identity_map.get(key)
    if entity is None:
        entity = seen(model, row)
        session.add(entity)
    relate(entity, **related)
    return entity


def insert_now(entity: Any, **related: Any) -> None:
    """Write a new entity, of columns only, into its table at once; `related` as for `loaded`."""
    model: Any = type(entity)
    own = entity.__dict__
    for name, left_out in _values_left_out(model).items():
        if name not in own:
            own[name] = left_out(None)
    statement, number = _inserting(model)
    written = statement.run_here(**{name: own[name] for name in _names(model) if name != number})
    if number is not None:
        ((own[number],),) = written.fetchall()
    make_transient_to_detached(entity)
    db.session.add(entity)
    relate(entity, **related)


def relate(entity: Any, **related: Any) -> None:
    """Let an entity know those beside it, as if they had been loaded with it."""
    for name, other in related.items():
        set_committed_value(entity, name, other)


@cache
def _names(model: Any) -> tuple[str, ...]:
    """Return the names of the attributes that are columns."""
    return tuple(each.key for each in model.__mapper__.column_attrs)


@cache
def _values_left_out(model: Any) -> dict[str, Callable[[None], Any]]:
    """Return what gives each attribute its value where nobody gave one."""
    columns = {each.key: each.columns[0] for each in model.__mapper__.column_attrs}
    return {name: _default_of(column) for name, column in columns.items()}


def _default_of(column: Any) -> Callable[[None], Any]:
    default = column.default
    if default is not None and default.is_callable:
        made: Callable[[None], Any] = default.arg
        return made
    value = None if default is None else default.arg
    return lambda _context: value


@cache
def _inserting(model: Any) -> tuple[Statement, str | None]:
    """Return what inserts a row, and the attribute whose number the database then gives, if any."""
    table, names = model.__table__, model.__mapper__
    numbered = table.autoincrement_column
    row = {
        column: bindparam(names.get_property_by_column(column).key, type_=column.type)
        for column in table.c
        if column is not numbered
    }
    statement = insert(table).values(row)
    if numbered is None:
        return Statement(statement), None
    return Statement(statement.returning(numbered)), numbered.key
