"""Restrictions of members, verified clinicians, notes on members, muting."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added and dropped in place: copying the table would take its rows' dependants along.
    op.add_column("member", sa.Column("clinician_until", sa.Date()))
    op.add_column("member", sa.Column("restriction_kind", sa.String(20)))
    op.add_column("member", sa.Column("restricted_until", sa.DateTime(timezone=True)))
    op.add_column(
        "member",
        sa.Column("restriction_reason", sa.String(500), server_default="", nullable=False),
    )
    where = sa.text("restriction_kind IS NOT NULL")
    op.create_index(
        "ix_member_restricted", "member", ["id"], sqlite_where=where, postgresql_where=where
    )
    for column in ("post_id", "member_id"):
        op.create_index(f"ix_moderation_act_{column}_id", "moderation_act", [column, "id"])
    _make_mute()
    _make_note()
    _make_verification()


def _make_mute() -> None:
    op.create_table(
        "mute",
        _member("member_id"),
        _member("muted_id"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _key("mute", "member_id", "CASCADE"),
        _key("mute", "muted_id", "CASCADE"),
        sa.PrimaryKeyConstraint("member_id", "muted_id", name=op.f("pk_mute")),
    )
    op.create_index(op.f("ix_mute_muted_id"), "mute", ["muted_id"])


def _make_note() -> None:
    op.create_table(
        "member_note",
        sa.Column("id", sa.Integer(), nullable=False),
        _member("member_id"),
        _member("author_id"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _key("member_note", "member_id", "CASCADE"),
        _key("member_note", "author_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_note")),
    )
    op.create_index("ix_member_note_member_id_id", "member_note", ["member_id", "id"])


def _make_verification() -> None:
    op.create_table(
        "verification",
        sa.Column("id", sa.Integer(), nullable=False),
        _member("member_id"),
        _member("by_id"),
        sa.Column("profession", sa.String(80), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _key("verification", "member_id", "CASCADE"),
        _key("verification", "by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
    )
    op.create_index("ix_verification_member_id_id", "verification", ["member_id", "id"])


def _member(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _key(table: str, column: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], ["member.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    for table in ("verification", "member_note", "mute"):
        op.drop_table(table)
    for column in ("post_id", "member_id"):
        op.drop_index(f"ix_moderation_act_{column}_id", "moderation_act")
    op.drop_index("ix_member_restricted", "member")
    for column in (
        "restriction_reason",
        "restricted_until",
        "restriction_kind",
        "clinician_until",
    ):
        op.drop_column("member", column)
