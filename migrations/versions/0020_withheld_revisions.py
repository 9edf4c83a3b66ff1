"""Which earlier texts of a post were out of sight when they were replaced.

Nothing tells when the earlier texts of a post that is out of sight now were replaced: none of them
becomes everyone's with it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

OUT_OF_SIGHT = """SELECT p.id FROM post p JOIN thread t ON t.id = p.thread_id
    LEFT JOIN post h ON h.id = p.parent_id
WHERE p.visibility <> 'published' OR t.visibility <> 'published' OR h.visibility <> 'published'"""


def upgrade() -> None:
    op.add_column(
        "revision", sa.Column("withheld", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute(f"UPDATE revision SET withheld = true WHERE post_id IN ({OUT_OF_SIGHT})")  # noqa: S608


def downgrade() -> None:
    op.drop_column("revision", "withheld")
