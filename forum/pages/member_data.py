"""Everything that is kept of one member, as plain data."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, or_, select

from ..accounts.models import Member
from ..db import db
from ..moderation.people.queries import is_told_to
from ..threads.models import Post, Thread
from .kept import EXPORTED

# The last is what somebody else had written.
WITHHELD = frozenset({"password", "fs_uniquifier", "submit_token", "token_hash", "snapshot"})


def member_data(member: Member) -> dict[str, Any]:
    """Return every row that is about a member or by them (see `kept`), by table."""
    found = {"member": _rows(Member.__table__, Member.id == member.id, member)}
    for table in db.metadata.sorted_tables:
        leading = [_leads_to(c, member) for c in table.columns if str(c) in EXPORTED]
        if leading and (rows := _rows(table, or_(*leading), member)):
            found[table.name] = rows
    return found


def _leads_to(column: Column[Any], member: Member) -> ColumnElement[bool]:
    """Return the condition under which a column leads to a member."""
    if str(column) == "moderation_act.member_id":  # what is about their posts names only those
        return is_told_to(member)
    target = next((str(key.column.table) for key in column.foreign_keys), "member")
    if target == "member":
        return column == member.id
    model: Any = {"post": Post, "thread": Thread}[target]
    return column.in_(select(model.id).where(model.author_id == member.id))


def _rows(table: Any, condition: ColumnElement[bool], member: Member) -> list[dict[str, Any]]:
    """Return rows as plain data; whoever else stands in them, such as a moderator, does not."""
    others = {column.name for column in table.columns if names_member(column)} - {"muted_id"}
    statement = select(table).where(condition).order_by(*table.primary_key)
    return [
        {
            name: _plain(value)
            for name, value in row.items()
            if name not in WITHHELD and (name not in others or value == member.id)
        }
        for row in db.session.execute(statement).mappings()
    ]


def names_member(column: Column[Any]) -> bool:
    """Say whether a column names a member; the log's names one without a foreign key."""
    by_key = any(str(key.column) == "member.id" for key in column.foreign_keys)
    return by_key or column.name == "member_id"


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return value
