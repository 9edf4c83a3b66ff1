"""Curating threads: merges and splits, the pace, the shelf's end, notices, asking for reopening."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
COLUMNS: tuple[tuple[str, str, sa.types.TypeEngine, str | None], ...] = (
    ("thread", "pinned_until", MOMENT, None),
    ("thread", "slow_minutes", sa.Integer(), "0"),
    ("post", "featured_at", MOMENT, None),
    ("post", "notice", sa.String(length=500), ""),
)
# As in 0002, but the question of a merged thread is found by its old title, too.
SOURCE = """
CREATE VIEW search_source AS
SELECT p.id AS post_id, p.thread_id AS thread_id, p.text AS text, p.created_at AS written_at,
       CASE WHEN p.alias IS NULL THEN p.author_id END AS author_id,
       CASE WHEN p.kind IN ('question', 'article') THEN t.title ELSE {title} END AS title
FROM post p JOIN thread t ON t.id = p.thread_id {merged}
WHERE p.visibility = 'published' AND t.visibility = 'published'
"""
WITH_OLD_TITLE = SOURCE.format(
    title="COALESCE(o.title, '')",
    merged="""LEFT JOIN thread_merge m ON m.post_id = p.id
    LEFT JOIN thread o ON o.id = m.thread_id""",
)
WITHOUT_OLD_TITLE = SOURCE.format(title="''", merged="")


def upgrade() -> None:
    for table, name, kind, default in COLUMNS:
        column = sa.Column(name, kind, nullable=default is None, server_default=default)
        op.add_column(table, column)
    _make_moves()
    op.create_table(
        "reopen_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        _key("reopen_request", "thread_id", "thread"),
        _key("reopen_request", "member_id", "member"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reopen_request")),
    )
    op.create_index("ix_reopen_request_thread_id", "reopen_request", ["thread_id"])
    where = sa.text("decided_at IS NULL")
    op.create_index(
        "ix_reopen_request_open",
        "reopen_request",
        ["thread_id"],
        sqlite_where=where,
        postgresql_where=where,
    )
    op.create_table(
        "canned_reasons",
        sa.Column("verb", sa.String(length=20), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("verb", name=op.f("pk_canned_reasons")),
    )
    _see(WITH_OLD_TITLE)


def _make_moves() -> None:
    op.create_table(
        "thread_merge",
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("posts", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        _key("thread_merge", "thread_id", "thread"),
        _key("thread_merge", "into_id", "thread"),
        _key("thread_merge", "post_id", "post"),
        sa.PrimaryKeyConstraint("thread_id", name=op.f("pk_thread_merge")),
        sa.UniqueConstraint("post_id", name=op.f("uq_thread_merge_post_id")),
    )
    op.create_index("ix_thread_merge_into_id", "thread_merge", ["into_id"])
    op.create_table(
        "thread_split",
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        _key("thread_split", "thread_id", "thread"),
        _key("thread_split", "from_id", "thread"),
        sa.PrimaryKeyConstraint("thread_id", name=op.f("pk_thread_split")),
    )
    op.create_index("ix_thread_split_from_id", "thread_split", ["from_id"])


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE")


def _see(source: str) -> None:
    op.execute("DROP VIEW search_source")
    op.execute(source)


def downgrade() -> None:
    _see(WITHOUT_OLD_TITLE)
    # What was merged stays where it is; the empty threads are hidden, for no page knows them.
    op.execute("UPDATE thread SET visibility = 'hidden' WHERE visibility = 'merged'")
    for table in ("thread", "post"):
        op.execute(f"UPDATE {table} SET visibility = 'held' WHERE visibility = 'returned'")  # noqa: S608
    for table in ("canned_reasons", "reopen_request", "thread_split", "thread_merge"):
        op.drop_table(table)
    for table, name, _kind, _default in reversed(COLUMNS):
        op.drop_column(table, name)
