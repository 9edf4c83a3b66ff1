"""Takes replies to an answer that is out of sight out of the search index, as their page does.

A reply may quote the whole of what it answers.
"""

# ruff: noqa: S608  # the SQL is put together from constants alone

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

# As in 0019, with `in_sight` or without.
SOURCE = """
CREATE VIEW search_source AS
SELECT p.id AS post_id, p.thread_id AS thread_id, p.text AS text, p.created_at AS written_at,
       CASE WHEN p.alias IS NULL THEN p.author_id END AS author_id,
       CASE WHEN p.kind IN ('question', 'article') THEN t.title
           ELSE COALESCE(o.title, '') END AS title, t.helped_count > 0 AS helped
FROM post p JOIN thread t ON t.id = p.thread_id
    LEFT JOIN thread_merge m ON m.post_id = p.id LEFT JOIN thread o ON o.id = m.thread_id
WHERE p.visibility = 'published' AND t.visibility = 'published'{in_sight}
"""
HANGS_IN_SIGHT = """ AND NOT EXISTS (SELECT 1 FROM post h
    WHERE h.id = p.parent_id AND h.kind = 'answer' AND h.visibility <> 'published')"""
OUT_OF_SIGHT = """(SELECT r.id FROM post r JOIN post h ON h.id = r.parent_id
    WHERE h.kind = 'answer' AND h.visibility <> 'published')"""
REPLIES = "post_id IN (SELECT id FROM post WHERE parent_id = NEW.id)"
CHANGED = (
    "OLD.text <> NEW.text OR OLD.visibility <> NEW.visibility OR OLD.thread_id <> NEW.thread_id"
)
HUNG = "OLD.parent_id IS DISTINCT FROM NEW.parent_id"
SHOWN = """NEW.kind = 'answer'
    AND (OLD.visibility = 'published') <> (NEW.visibility = 'published')"""

SQLITE_REFILL = """INSERT INTO search_entry (post_id, thread_id, author_id, written_at, helped)
    SELECT post_id, thread_id, author_id, written_at, helped FROM search_source"""
SQLITE_CHANGED = """CREATE TRIGGER search_post_changed AFTER UPDATE OF {columns} ON post
    WHEN {when} BEGIN
        DELETE FROM search_entry WHERE post_id = NEW.id;
        {refill} WHERE post_id = NEW.id;
    END"""
SQLITE_REPLIES = f"""CREATE TRIGGER search_replies_shown AFTER UPDATE OF visibility ON post
    WHEN {SHOWN} BEGIN
        DELETE FROM search_entry WHERE {REPLIES};
        {SQLITE_REFILL} WHERE {REPLIES};
    END"""

POSTGRESQL_REFILL = """INSERT INTO search_entry
        (post_id, thread_id, author_id, written_at, helped, title_words, words)
    SELECT post_id, thread_id, author_id, written_at, helped,
        search_words(title), search_words(title) || search_words(text)
    FROM search_source"""
POSTGRESQL_CHANGED = """CREATE TRIGGER search_post_changed AFTER UPDATE OF {columns} ON post
    FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION search_follow_post()"""
POSTGRESQL_REPLIES = (
    f"""CREATE FUNCTION search_follow_replies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM 1 FROM thread WHERE id = NEW.thread_id FOR NO KEY UPDATE;
        DELETE FROM search_entry WHERE {REPLIES};
        {POSTGRESQL_REFILL} WHERE {REPLIES};
        RETURN NULL;
    END $$""",
    f"""CREATE TRIGGER search_replies_shown AFTER UPDATE OF visibility ON post
    FOR EACH ROW WHEN ({SHOWN}) EXECUTE FUNCTION search_follow_replies()""",
)


def upgrade() -> None:
    _see(HANGS_IN_SIGHT)
    _follow("text, visibility, thread_id, parent_id", f"{CHANGED} OR {HUNG}")
    for statement in (SQLITE_REPLIES,) if _on_sqlite() else POSTGRESQL_REPLIES:
        op.execute(statement)
    op.execute(f"DELETE FROM search_entry WHERE post_id IN {OUT_OF_SIGHT}")


def downgrade() -> None:
    if _on_sqlite():
        op.execute("DROP TRIGGER search_replies_shown")
    else:
        op.execute("DROP TRIGGER search_replies_shown ON post")
        op.execute("DROP FUNCTION search_follow_replies")
    _follow("text, visibility, thread_id", CHANGED)
    _see("")
    refill = SQLITE_REFILL if _on_sqlite() else POSTGRESQL_REFILL
    op.execute(f"{refill} WHERE post_id IN {OUT_OF_SIGHT}")


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _see(in_sight: str) -> None:
    op.execute("DROP VIEW search_source")
    op.execute(SOURCE.format(in_sight=in_sight))


def _follow(columns: str, when: str) -> None:
    """Let the entry of a post follow some of its columns."""
    if _on_sqlite():
        op.execute("DROP TRIGGER search_post_changed")
        op.execute(SQLITE_CHANGED.format(columns=columns, when=when, refill=SQLITE_REFILL))
    else:
        op.execute("DROP TRIGGER search_post_changed ON post")
        op.execute(POSTGRESQL_CHANGED.format(columns=columns, when=when))
