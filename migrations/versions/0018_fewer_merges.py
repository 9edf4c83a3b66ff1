"""Lets posts join the pieces of SQLite's search index less often: the worker does it besides.

Every 64th post joined some, as soon as there were four of one size, for which it took 8 to 15 ms.
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

USUAL, MORE = 4, 8  # pieces of one size that are joined while posts are written


def upgrade() -> None:
    _join_from(MORE)


def downgrade() -> None:
    _join_from(USUAL)


def _join_from(pieces: int) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in ("search_index", "search_title"):
        op.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('automerge', {pieces})")  # noqa: S608
