"""Reviews of unsafe advice, nudges, citations of passages; indexes for the dashboard."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PARTIAL_INDEXES = (
    ("ix_advice_review_open", "advice_review", "post_id", "state = 'open'"),
    ("ix_assessment_judged", "assessment", "override_at", "override IS NOT NULL"),
)


def upgrade() -> None:
    op.create_table(
        "advice_review",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("caution", sa.String(length=500), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["member.id"], name=op.f("fk_advice_review_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_advice_review_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_advice_review")),
    )
    op.create_table(
        "nudge",
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _of_thread("nudge"),
        sa.PrimaryKeyConstraint("thread_id", "stage", name=op.f("pk_nudge")),
    )
    op.create_table(
        "citation",
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("anchor", sa.String(length=80), nullable=False),
        _of_thread("citation"),
        sa.PrimaryKeyConstraint("thread_id", "slug", "anchor", name=op.f("pk_citation")),
    )
    op.create_index("ix_citation_slug_thread_id", "citation", ["slug", "thread_id"])
    op.create_index("ix_thread_created_at", "thread", ["created_at"])
    op.create_index("ix_post_created_at", "post", ["created_at", "kind"])
    for name, table, column, condition in PARTIAL_INDEXES:
        where = sa.text(condition)
        op.create_index(name, table, [column], sqlite_where=where, postgresql_where=where)


def _of_thread(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["thread_id"], ["thread.id"], name=op.f(f"fk_{table}_thread_id"), ondelete="CASCADE"
    )


def downgrade() -> None:
    for name, table, _column, _condition in reversed(PARTIAL_INDEXES):
        op.drop_index(name, table)
    op.drop_index("ix_post_created_at", "post")
    op.drop_index("ix_thread_created_at", "thread")
    for table in ("citation", "nudge", "advice_review"):
        op.drop_table(table)
