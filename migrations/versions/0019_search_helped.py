"""Lets the search index itself say whether an answer of the thread helped.

Ranking asks that of some two hundred matches, and looked up the thread of each for it.
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# As in 0008, with `helped` or without.
SOURCE = """
CREATE VIEW search_source AS
SELECT p.id AS post_id, p.thread_id AS thread_id, p.text AS text, p.created_at AS written_at,
       CASE WHEN p.alias IS NULL THEN p.author_id END AS author_id,
       CASE WHEN p.kind IN ('question', 'article') THEN t.title
           ELSE COALESCE(o.title, '') END AS title{helped}
FROM post p JOIN thread t ON t.id = p.thread_id
    LEFT JOIN thread_merge m ON m.post_id = p.id LEFT JOIN thread o ON o.id = m.thread_id
WHERE p.visibility = 'published' AND t.visibility = 'published'
"""
IS_HELPED = ", t.helped_count > 0 AS helped"

# As in 0002.
SQLITE_REFILL = """INSERT INTO search_entry (post_id, thread_id, author_id, written_at{helped})
    SELECT post_id, thread_id, author_id, written_at{helped} FROM search_source"""
SQLITE_FOLLOW = {
    "search_post_added": """AFTER INSERT ON post BEGIN
        {refill} WHERE post_id = NEW.id;
    END""",
    "search_post_changed": """AFTER UPDATE OF text, visibility, thread_id ON post
    WHEN OLD.text <> NEW.text OR OLD.visibility <> NEW.visibility
        OR OLD.thread_id <> NEW.thread_id BEGIN
        DELETE FROM search_entry WHERE post_id = NEW.id;
        {refill} WHERE post_id = NEW.id;
    END""",
    "search_thread_retitled": """AFTER UPDATE OF title ON thread
    WHEN OLD.title <> NEW.title BEGIN
        DELETE FROM search_entry WHERE post_id IN (
            SELECT id FROM post WHERE thread_id = NEW.id AND kind IN ('question', 'article'));
        {refill} WHERE post_id IN (
            SELECT id FROM post WHERE thread_id = NEW.id AND kind IN ('question', 'article'));
    END""",
    "search_thread_shown": """AFTER UPDATE OF visibility ON thread
    WHEN OLD.visibility <> NEW.visibility BEGIN
        DELETE FROM search_entry WHERE post_id IN (SELECT id FROM post WHERE thread_id = NEW.id);
        {refill} WHERE thread_id = NEW.id;
    END""",
}
SQLITE_HELPED = """CREATE TRIGGER search_thread_helped AFTER UPDATE OF helped_count ON thread
    WHEN (OLD.helped_count > 0) <> (NEW.helped_count > 0) BEGIN
        UPDATE search_entry SET helped = NEW.helped_count > 0
        WHERE post_id IN (SELECT id FROM post WHERE thread_id = NEW.id);
    END"""

# As in 0002 and 0013.
POSTGRESQL_REFILL = """INSERT INTO search_entry
        (post_id, thread_id, author_id, written_at{helped}, title_words, words)
    SELECT post_id, thread_id, author_id, written_at{helped},
        search_words(title), search_words(title) || search_words(text)
    FROM search_source"""
POSTGRESQL_FOLLOW = (
    """CREATE OR REPLACE FUNCTION search_fill(first_id integer, last_id integer) RETURNS void
    LANGUAGE sql AS $$ {refill} WHERE post_id BETWEEN first_id AND last_id $$""",
    """CREATE OR REPLACE FUNCTION search_follow_post() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN
        PERFORM 1 FROM thread WHERE id = NEW.thread_id FOR NO KEY UPDATE;
        IF TG_OP = 'UPDATE' THEN
            DELETE FROM search_entry WHERE post_id = NEW.id;
        END IF;
        {refill} WHERE post_id = NEW.id;
        RETURN NULL;
    END $$""",
)
POSTGRESQL_HELPED = (
    """CREATE FUNCTION search_follow_helped() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE search_entry SET helped = NEW.helped_count > 0
        FROM post WHERE post.id = search_entry.post_id AND post.thread_id = NEW.id;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER search_thread_helped AFTER UPDATE OF helped_count ON thread
    FOR EACH ROW WHEN ((OLD.helped_count > 0) <> (NEW.helped_count > 0))
    EXECUTE FUNCTION search_follow_helped()""",
    # Written once in full: changing some rows would file their words anew, which takes minutes.
    """CREATE FUNCTION search_is_helped(id integer) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT helped_count > 0 FROM thread WHERE thread.id = search_is_helped.id $$""",
    "ALTER TABLE search_entry ALTER helped TYPE boolean USING search_is_helped(thread_id)",
    "DROP FUNCTION search_is_helped",
)


def upgrade() -> None:
    op.execute("ALTER TABLE search_entry ADD COLUMN helped BOOLEAN NOT NULL DEFAULT false")
    _see(IS_HELPED)
    if _on_sqlite():
        _follow_on_sqlite(", helped")
        op.execute(SQLITE_HELPED)
        op.execute(
            "UPDATE search_entry SET helped = true "
            "WHERE thread_id IN (SELECT id FROM thread WHERE helped_count > 0)"
        )
    else:
        _follow_on_postgresql(", helped")
        for statement in POSTGRESQL_HELPED:
            op.execute(statement)


def downgrade() -> None:
    if _on_sqlite():
        op.execute("DROP TRIGGER search_thread_helped")
        _follow_on_sqlite("")
    else:
        op.execute("DROP TRIGGER search_thread_helped ON thread")
        op.execute("DROP FUNCTION search_follow_helped")
        _follow_on_postgresql("")
    _see("")
    op.execute("ALTER TABLE search_entry DROP COLUMN helped")


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _see(helped: str) -> None:
    op.execute("DROP VIEW search_source")
    op.execute(SOURCE.format(helped=helped))


def _follow_on_sqlite(helped: str) -> None:
    refill = SQLITE_REFILL.format(helped=helped)
    for name, does in SQLITE_FOLLOW.items():
        op.execute(f"DROP TRIGGER {name}")
        op.execute(f"CREATE TRIGGER {name} {does.format(refill=refill)}")


def _follow_on_postgresql(helped: str) -> None:
    refill = POSTGRESQL_REFILL.format(helped=helped)
    for statement in POSTGRESQL_FOLLOW:
        op.execute(statement.format(refill=refill))
