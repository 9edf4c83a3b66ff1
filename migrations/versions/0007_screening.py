"""Screening: what is held before others see it, the moderators' lists, what the filter learned."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Public health services and encyclopaedias, to begin with; moderators change the list.
ALLOWED_AT_FIRST = (
    "cdc.gov",
    "gov.uk",
    "healthdirect.gov.au",
    "mayoclinic.org",
    "medlineplus.gov",
    "nhs.uk",
    "nice.org.uk",
    "nih.gov",
    "patient.info",
    "who.int",
    "wikipedia.org",
)


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.add_column("member", sa.Column("established_at", moment, nullable=True))
    # Whoever is here already is no newcomer.
    op.execute("UPDATE member SET established_at = created_at")
    op.create_table(
        "screening",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("decided_at", moment, nullable=True),
        sa.Column("told_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_screening_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_screening")),
    )
    open_ = sa.text("state = 'open'")
    op.create_index(
        "ix_screening_open",
        "screening",
        ["post_id"],
        sqlite_where=open_,
        postgresql_where=open_,
    )
    op.create_index("ix_screening_decided_at", "screening", ["decided_at"])
    hosts = op.create_table(
        "allowed_host",
        sa.Column("host", sa.String(length=253), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_allowed_host")),
    )
    op.create_table(
        "phrase",
        sa.Column("words", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("words", name=op.f("pk_phrase")),
    )
    op.create_table(
        "spam_feature",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("spam", sa.Integer(), nullable=False),
        sa.Column("fine", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_spam_feature")),
    )
    op.create_table(
        "spam_lesson",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("is_spam", sa.Boolean(), nullable=False),
        sa.Column("features", sa.JSON(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_spam_lesson_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_spam_lesson")),
    )
    now = sa.func.current_timestamp()
    for host in ALLOWED_AT_FIRST:
        op.execute(hosts.insert().values(host=host, created_at=now))


def downgrade() -> None:
    for table in ("spam_lesson", "spam_feature", "phrase", "allowed_host"):
        op.drop_table(table)
    op.drop_index("ix_screening_decided_at", "screening")
    op.drop_index("ix_screening_open", "screening")
    op.drop_table("screening")
    op.drop_column("member", "established_at")
