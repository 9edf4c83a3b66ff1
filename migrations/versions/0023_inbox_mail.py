"""How often a member hears by mail that something new is in their inbox, and when they did last."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail_wish",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("pace", sa.String(20), nullable=False),
        sa.Column("mailed_at", sa.DateTime(timezone=True)),
        sa.Column("told_upto", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_mail_wish_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_mail_wish")),
    )
    unread = "CREATE INDEX ix_notification_unread ON notification (created_at)"
    op.execute(f"{unread} WHERE read_at IS NULL")


def downgrade() -> None:
    op.drop_index("ix_notification_unread", "notification")
    op.drop_table("mail_wish")
