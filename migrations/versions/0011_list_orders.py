"""Indexes that give every list its order for whoever asks: members and moderators see more rows."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ORDERS = {
    "ix_thread_newest": ["id"],
    "ix_thread_active": ["active_at", "id"],
    "ix_thread_unanswered": ["answers_count", "id"],
}


def upgrade() -> None:
    for name, columns in ORDERS.items():
        op.drop_index(name, "thread")
        op.create_index(name, "thread", ["kind", *columns])


def downgrade() -> None:
    for name, columns in ORDERS.items():
        op.drop_index(name, "thread")
        op.create_index(name, "thread", ["kind", "visibility", *columns])
