"""An article's contents are read from its text: those kept here named headings that were gone."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("article", "headings")


def downgrade() -> None:
    """What is older shows no contents of the articles that are there."""
    kept = sa.Column("headings", sa.JSON(), server_default="[]", nullable=False)
    op.add_column("article", kept)
