"""Acts of the site in the moderation log; claims; staff notes; indexes for what waits."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# SQLite changes a column by copying the table, which loses its triggers: the same as in 0001.
APPEND_ONLY = {
    verb: f"""CREATE TRIGGER moderation_act_no_{verb.lower()} BEFORE {verb} ON moderation_act
    BEGIN SELECT RAISE(ABORT, 'the moderation log is append-only'); END"""
    for verb in ("UPDATE", "DELETE")
}
INDEXES = (
    ("ix_flag_open", "flag", "post_id", "state = 'open'"),
    ("ix_post_held", "post", "id", "visibility = 'held'"),
    ("ix_assessment_disputed", "assessment", "disputed_at", "disputed_at IS NOT NULL"),
    (
        "ix_thread_grave_unanswered",
        "thread",
        "id",
        "answers_count = 0 AND level IN ('emergency', 'crisis')",
    ),
)


def upgrade() -> None:
    op.create_table(
        "claim",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_claim_member_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_claim_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_claim")),
    )
    op.create_table(
        "staff_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_staff_note_author_id")),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_staff_note_thread_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_note")),
    )
    op.create_index("ix_staff_note_thread_id_id", "staff_note", ["thread_id", "id"])
    for name, table, column, condition in INDEXES:
        where = sa.text(condition)
        op.create_index(name, table, [column], sqlite_where=where, postgresql_where=where)
    _let_actor_be_empty(True)


def downgrade() -> None:
    _drop_triggers()
    # The log before this version has no place for acts of the site itself.
    op.execute("DELETE FROM moderation_act WHERE actor_id IS NULL")
    _let_actor_be_empty(False)
    for name, table, _column, _condition in INDEXES:
        op.drop_index(name, table)
    op.drop_table("staff_note")
    op.drop_table("claim")


def _let_actor_be_empty(empty: bool) -> None:
    with op.batch_alter_table("moderation_act") as batch_op:
        batch_op.alter_column("actor_id", existing_type=sa.Integer(), nullable=empty)
    if op.get_bind().dialect.name == "sqlite":
        for statement in APPEND_ONLY.values():
            op.execute(statement)
    else:
        op.execute("ALTER TABLE moderation_act ENABLE TRIGGER moderation_act_append_only")


def _drop_triggers() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in APPEND_ONLY:
            op.execute(f"DROP TRIGGER moderation_act_no_{verb.lower()}")
    else:
        op.execute("ALTER TABLE moderation_act DISABLE TRIGGER moderation_act_append_only")
