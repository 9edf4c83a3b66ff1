"""Lets PostgreSQL's search look among the newest posts first.

A GIN index gives all posts with a word, however many there are, in no order. It now knows of each
post which five hundred and twelve it belongs to, too, so that it can be asked for the matches of
the newest of them alone (`search/postgresql.py`). SQLite walks a word's posts from the newest.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_search_entry_words": ("words", ""),
    "ix_search_entry_title_words": ("title_words", "WHERE title_words <> ''::tsvector"),
}


def upgrade() -> None:
    _create(", (ARRAY[post_id >> 9])")


def downgrade() -> None:
    _create("")


def _create(era: str) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for name, (column, where) in INDEXES.items():
        op.execute(f"DROP INDEX {name}")
        op.execute(f"CREATE INDEX {name} ON search_entry USING gin ({column}{era}) {where}")
