"""The first tables, and a moderation log that the database itself keeps append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = {
    "sqlite": (
        """CREATE TRIGGER moderation_act_no_update BEFORE UPDATE ON moderation_act
        BEGIN SELECT RAISE(ABORT, 'the moderation log is append-only'); END""",
        """CREATE TRIGGER moderation_act_no_delete BEFORE DELETE ON moderation_act
        BEGIN SELECT RAISE(ABORT, 'the moderation log is append-only'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the moderation log is append-only'; END $$""",
        """CREATE TRIGGER moderation_act_append_only BEFORE UPDATE OR DELETE OR TRUNCATE
        ON moderation_act FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    ),
}


def upgrade() -> None:
    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=32), nullable=False),
        sa.Column("username_key", sa.String(length=128), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("roles", sa.String(length=80), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("care_region", sa.String(length=2), nullable=True),
        sa.Column("unread_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("posts_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("email", name=op.f("uq_member_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_member_fs_uniquifier")),
        sa.UniqueConstraint("username_key", name=op.f("uq_member_username_key")),
    )
    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column("side", sa.String(length=5), nullable=True),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("threads_count", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_topic_kind_name")),
    )
    op.create_table(
        "notification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=60), nullable=False),
        sa.Column("detail", sa.String(length=500), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_notification_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
    )
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.create_index("ix_notification_member_id_id", ["member_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_post_id"), ["post_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_thread_id"), ["thread_id"], unique=False)

    op.create_table(
        "site_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_site_claim_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_claim")),
    )
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("target_kind", sa.String(length=20), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_subscription_member_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint(
            "member_id",
            "target_kind",
            "target_id",
            name=op.f("uq_subscription_member_id_target_kind_target_id"),
        ),
    )
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.create_index("ix_subscription_target", ["target_kind", "target_id"], unique=False)

    op.create_table(
        "thread",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("excerpt", sa.String(length=168), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("alias", sa.String(length=60), nullable=True),
        sa.Column("visibility", sa.String(length=20), nullable=False),
        sa.Column("visibility_reason", sa.String(length=500), nullable=False),
        sa.Column("openness", sa.String(length=20), nullable=False),
        sa.Column("openness_reason", sa.String(length=500), nullable=False),
        sa.Column("pinned_position", sa.Integer(), nullable=True),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("active_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answers_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("replies_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("helped_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "alias IS NOT NULL OR author_id IS NOT NULL", name=op.f("ck_thread_signed")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_thread_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("thread", schema=None) as batch_op:
        batch_op.create_index(
            "ix_thread_active", ["kind", "visibility", "active_at", "id"], unique=False
        )
        batch_op.create_index("ix_thread_author_id_id", ["author_id", "id"], unique=False)
        batch_op.create_index("ix_thread_newest", ["kind", "visibility", "id"], unique=False)
        batch_op.create_index("ix_thread_pinned", ["pinned_position"], unique=False)
        batch_op.create_index(
            "ix_thread_unanswered", ["kind", "visibility", "answers_count", "id"], unique=False
        )

    op.create_table(
        "article",
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=True),
        sa.Column("author", sa.String(length=200), nullable=True),
        sa.Column("editor", sa.String(length=200), nullable=True),
        sa.Column("reviewer", sa.String(length=200), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=True),
        sa.Column("source_url", sa.String(length=500), nullable=True),
        sa.Column("licence", sa.String(length=100), nullable=True),
        sa.Column("written", sa.Date(), nullable=True),
        sa.Column("edited", sa.Date(), nullable=True),
        sa.Column("reviewed", sa.Date(), nullable=True),
        sa.Column("review_due", sa.Date(), nullable=True),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_article_thread_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("thread_id", name=op.f("pk_article")),
        sa.UniqueConstraint("digest", name=op.f("uq_article_digest")),
        sa.UniqueConstraint("slug", name=op.f("uq_article_slug")),
    )
    op.create_table(
        "bookmark",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_bookmark_member_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_bookmark_thread_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "thread_id", name=op.f("pk_bookmark")),
    )
    with op.batch_alter_table("bookmark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bookmark_thread_id"), ["thread_id"], unique=False)

    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("reply_to_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("alias", sa.String(length=60), nullable=True),
        sa.Column("visibility", sa.String(length=20), nullable=False),
        sa.Column("visibility_reason", sa.String(length=500), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("render_version", sa.String(length=20), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revisions_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("score", sa.Integer(), server_default="0", nullable=False),
        sa.Column("helped_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("helped_asker", sa.Boolean(), nullable=False),
        sa.Column("submit_token", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "alias IS NOT NULL OR author_id IS NOT NULL", name=op.f("ck_post_signed")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_post_author_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["post.id"], name=op.f("fk_post_parent_id")),
        sa.ForeignKeyConstraint(["reply_to_id"], ["post.id"], name=op.f("fk_post_reply_to_id")),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_post_thread_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint(
            "author_id", "submit_token", name=op.f("uq_post_author_id_submit_token")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index("ix_post_author_id_id", ["author_id", "id"], unique=False)
        batch_op.create_index("ix_post_parent_id_id", ["parent_id", "id"], unique=False)
        batch_op.create_index(
            "ix_post_thread_id_kind_id", ["thread_id", "kind", "id"], unique=False
        )

    op.create_table(
        "thread_alias",
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_thread_alias_member_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_thread_alias_thread_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("thread_id", "member_id", name=op.f("pk_thread_alias")),
        sa.UniqueConstraint("thread_id", "name", name=op.f("uq_thread_alias_thread_id_name")),
    )
    op.create_table(
        "thread_topic",
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_thread_topic_thread_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_thread_topic_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("thread_id", "topic_id", name=op.f("pk_thread_topic")),
    )
    with op.batch_alter_table("thread_topic", schema=None) as batch_op:
        batch_op.create_index(
            "ix_thread_topic_topic_id_thread_id", ["topic_id", "thread_id"], unique=False
        )

    op.create_table(
        "assessment",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("set_aside", sa.JSON(), nullable=False),
        sa.Column("rules_version", sa.String(length=40), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("assessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("override", sa.String(length=20), nullable=True),
        sa.Column("override_reason", sa.String(length=500), nullable=False),
        sa.Column("override_by_id", sa.Integer(), nullable=True),
        sa.Column("override_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disputed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["override_by_id"], ["member.id"], name=op.f("fk_assessment_override_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_assessment_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_assessment")),
    )
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assessment_rules_version"), ["rules_version"], unique=False
        )

    op.create_table(
        "flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_flag_member_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_flag_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
        sa.UniqueConstraint("post_id", "member_id", name=op.f("uq_flag_post_id_member_id")),
    )
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.create_index("ix_flag_state_id", ["state", "id"], unique=False)

    op.create_table(
        "helped_mark",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_helped_mark_member_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_helped_mark_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "member_id", name=op.f("pk_helped_mark")),
    )
    with op.batch_alter_table("helped_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_helped_mark_member_id"), ["member_id"], unique=False)

    op.create_table(
        "moderation_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=20), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["member.id"], name=op.f("fk_moderation_act_actor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_act")),
    )
    with op.batch_alter_table("moderation_act", schema=None) as batch_op:
        batch_op.create_index("ix_moderation_act_thread_id_id", ["thread_id", "id"], unique=False)

    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["editor_id"], ["member.id"], name=op.f("fk_revision_editor_id")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_revision_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("post_id", "number", name=op.f("uq_revision_post_id_number")),
    )
    op.create_table(
        "vote",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_vote_member_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_vote_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "member_id", name=op.f("pk_vote")),
    )
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_member_id"), ["member_id"], unique=False)
    _refuse_changes_to_log()


def _refuse_changes_to_log() -> None:
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_member_id"))

    op.drop_table("vote")
    op.drop_table("revision")
    with op.batch_alter_table("moderation_act", schema=None) as batch_op:
        batch_op.drop_index("ix_moderation_act_thread_id_id")

    op.drop_table("moderation_act")
    with op.batch_alter_table("helped_mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_helped_mark_member_id"))

    op.drop_table("helped_mark")
    with op.batch_alter_table("flag", schema=None) as batch_op:
        batch_op.drop_index("ix_flag_state_id")

    op.drop_table("flag")
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessment_rules_version"))

    op.drop_table("assessment")
    with op.batch_alter_table("thread_topic", schema=None) as batch_op:
        batch_op.drop_index("ix_thread_topic_topic_id_thread_id")

    op.drop_table("thread_topic")
    op.drop_table("thread_alias")
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index("ix_post_thread_id_kind_id")
        batch_op.drop_index("ix_post_parent_id_id")
        batch_op.drop_index("ix_post_author_id_id")

    op.drop_table("post")
    with op.batch_alter_table("bookmark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bookmark_thread_id"))

    op.drop_table("bookmark")
    op.drop_table("article")
    with op.batch_alter_table("thread", schema=None) as batch_op:
        batch_op.drop_index("ix_thread_unanswered")
        batch_op.drop_index("ix_thread_pinned")
        batch_op.drop_index("ix_thread_newest")
        batch_op.drop_index("ix_thread_author_id_id")
        batch_op.drop_index("ix_thread_active")

    op.drop_table("thread")
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.drop_index("ix_subscription_target")

    op.drop_table("subscription")
    op.drop_table("site_claim")
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notification_thread_id"))
        batch_op.drop_index(batch_op.f("ix_notification_post_id"))
        batch_op.drop_index("ix_notification_member_id_id")

    op.drop_table("notification")
    op.drop_table("topic")
    op.drop_table("member")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change")
