"""A member's export holds all that is kept of them, and leaving erases what is theirs alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from factories import make_member
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    insert,
    select,
)

from forum.accounts.models import Member
from forum.db import EnumText, UtcDateTime, db
from forum.pages.actions import leave
from forum.pages.kept import ERASED, EXPORTED, NOT_EXPORTED, STAYS
from forum.pages.member_data import member_data, names_member
from forum.permissions import Verb

CANARY = "canarywren"


def leading_to_members(metadata: MetaData) -> set[str]:
    """The columns that name a member, or a post or a thread."""
    return {
        str(column)
        for table in metadata.sorted_tables
        for column in table.columns
        if names_member(column) or targets(column) & {"post.id", "thread.id"}
    }


def targets(column: Column[Any]) -> set[str]:
    return {str(key.column) for key in column.foreign_keys}


def naming_members(metadata: MetaData) -> set[str]:
    columns = (column for table in metadata.sorted_tables for column in table.columns)
    return {str(column) for column in columns if names_member(column)}


def test_every_column_that_leads_to_a_member_is_exported_or_left_out_for_a_reason(one_app) -> None:
    assert leading_to_members(db.metadata) == EXPORTED | set(NOT_EXPORTED)
    assert not EXPORTED & set(NOT_EXPORTED)


def test_every_column_that_names_a_member_is_erased_or_stays_for_a_reason(one_app) -> None:
    assert naming_members(db.metadata) == ERASED | set(STAYS)
    assert not ERASED & set(STAYS)


@pytest.mark.parametrize("column", ["member.id", "post.id", "thread.id"])
def test_a_new_table_would_be_missed(one_app, column: str) -> None:
    metadata = MetaData()
    for name in ("member", "post", "thread"):
        db.metadata.tables[name].to_metadata(metadata)
    before = leading_to_members(metadata)
    Table("diary", metadata, Column("of", Integer, ForeignKey(column), primary_key=True))
    assert leading_to_members(metadata) - before == {"diary.of"}
    assert ("diary.of" in naming_members(metadata)) == (column == "member.id")


def value(column: Column[Any], ids: dict[str, int]) -> Any:
    """Something that a column can hold; where it points at a row, it points at the one there is."""
    for target in targets(column):
        return ids[target.partition(".")[0]]
    kind = column.type
    if isinstance(kind, EnumText):
        return next(iter(kind.kind))
    if column.name == "member_id":
        return ids["member"]
    for types, made in (
        ((DateTime, UtcDateTime), datetime(2026, 1, 2, tzinfo=UTC)),
        (Date, date(2026, 1, 2)),
        (Boolean, True),
        (Integer, 1),
        (JSON, []),
    ):
        if isinstance(kind, types):
            return made
    return CANARY[: getattr(kind, "length", None)]


@pytest.fixture
def wren(app) -> Member:
    """A member of whom there is a row in every table."""
    member: Member = make_member(CANARY)
    ids = {"member": member.id}
    for table in sorted(db.metadata.sorted_tables, key=lambda table: table.name != "topic"):
        if table.name == "member":
            continue
        row = {column: value(column, ids) for column in table.columns if not column.nullable}
        row |= {c: value(c, ids) for c in table.columns if names_member(c)}
        row.pop(table.autoincrement_column, None)
        made = db.session.execute(insert(table).values(row)).inserted_primary_key
        ids[table.name] = made[0] if made else 0
    db.session.commit()
    return member


def tables(columns: frozenset[str]) -> set[str]:
    return {column.partition(".")[0] for column in columns}


def test_the_export_holds_a_row_of_every_table_that_has_one(wren) -> None:
    assert set(member_data(wren)) == tables(EXPORTED) | {"member"}


def test_the_export_holds_nothing_of_another_member_and_names_no_moderator(wren) -> None:
    other, moderator = make_member(), make_member("alder")
    acts = db.metadata.tables["moderation_act"]
    about = {"actor_id": moderator.id, "member_id": wren.id, "verb": Verb.WARN, "reason": "Mind it"}
    usual = {"before": {}, "after": {}, "created_at": datetime(2026, 1, 3, tzinfo=UTC)}
    db.session.execute(insert(acts).values(about | usual))
    db.session.commit()
    assert set(member_data(other)) == {"member"}
    told = member_data(wren)["moderation_act"][-1]
    assert (told["reason"], told["member_id"]) == ("Mind it", wren.id)
    assert "actor_id" not in told


def test_leaving_erases_every_row_that_is_the_members_alone(wren) -> None:
    leave(wren, take_posts_back=False)
    left = {
        str(column)
        for table in db.metadata.sorted_tables
        for column in table.columns
        if names_member(column) and db.session.execute(select(table).where(column == wren.id)).all()
    }
    assert not left & ERASED
    # One row says both of whom and by whom the member is here: it goes with the former.
    assert left == set(STAYS) - {"member_note.author_id", "verification.by_id"}
