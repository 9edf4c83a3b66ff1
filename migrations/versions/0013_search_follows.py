"""Lets PostgreSQL's search follow a new post for less, and stay quick while many come.

The entry of a post is written by the trigger's own statement, which is planned once; the function
that fills many of them is planned for every post. What waits to be sorted into a GIN index is read
by every search: by default up to 4 MB, some thousand posts, now as many as cost nobody anything.
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# The lock makes a post wait for someone who is hiding its thread at this moment (migration 0002).
FOLLOW = """CREATE OR REPLACE FUNCTION search_follow_post() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN
    PERFORM 1 FROM thread WHERE id = NEW.thread_id FOR NO KEY UPDATE;
    {entry}
    RETURN NULL;
END $$"""
BEFORE = """DELETE FROM search_entry WHERE post_id = NEW.id;
    PERFORM search_fill(NEW.id, NEW.id);"""
NOW = """IF TG_OP = 'UPDATE' THEN
        DELETE FROM search_entry WHERE post_id = NEW.id;
    END IF;
    INSERT INTO search_entry (post_id, thread_id, author_id, written_at, title_words, words)
    SELECT post_id, thread_id, author_id, written_at,
        search_words(title), search_words(title) || search_words(text)
    FROM search_source WHERE post_id = NEW.id;"""
INDEXES = ("ix_search_entry_words", "ix_search_entry_title_words")
WAITING = 64  # kB


def upgrade() -> None:
    _set(NOW, f"SET (gin_pending_list_limit = {WAITING})")


def downgrade() -> None:
    _set(BEFORE, "RESET (gin_pending_list_limit)")


def _set(entry: str, limit: str) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(FOLLOW.format(entry=entry))
    for index in INDEXES:
        op.execute(f"ALTER INDEX {index} {limit}")
