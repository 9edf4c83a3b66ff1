"""The search index, which the database keeps itself: one row for each post that everyone may see.

`search_entry` says which posts are in the index, with what filters ask of them; its rows are small,
so that many can be looked at. Triggers on `post` and `thread` keep it, in the transaction that
writes; nothing else does. On SQLite a full-text table follows it by two triggers of its own; on
PostgreSQL the words stand in the entry. A later migration that must rebuild `post`
or `thread` on SQLite has to drop these triggers first and create them again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# What is in the index: published posts of published threads; the title goes with the opening post.
# Who wrote under an alias is not in it, so no search can tell.
SOURCE = """
CREATE VIEW search_source AS
SELECT p.id AS post_id, p.thread_id AS thread_id, p.text AS text, p.created_at AS written_at,
       CASE WHEN p.alias IS NULL THEN p.author_id END AS author_id,
       CASE WHEN p.kind IN ('question', 'article') THEN t.title ELSE '' END AS title
FROM post p JOIN thread t ON t.id = p.thread_id
WHERE p.visibility = 'published' AND t.visibility = 'published'
"""

SQLITE_UP = (
    SOURCE,
    """CREATE TABLE search_entry (
        post_id INTEGER PRIMARY KEY,
        thread_id INTEGER NOT NULL,
        author_id INTEGER,
        written_at DATETIME NOT NULL)""",
    "CREATE INDEX ix_search_entry_author_id ON search_entry (author_id, post_id)",
    # Ranking is our own (see search/ranking.py), so the sizes that bm25 needs are not kept.
    """CREATE VIRTUAL TABLE search_index USING fts5(
        title, text, tokenize = 'porter unicode61 remove_diacritics 2', columnsize = 0)""",
    # FTS5 finds words of one column by walking through those of all; titles have an index too.
    """CREATE VIRTUAL TABLE search_title USING fts5(
        title, tokenize = 'porter unicode61 remove_diacritics 2', columnsize = 0)""",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_index (rowid, title, text)
        SELECT post_id, title, text FROM search_source WHERE post_id = NEW.post_id;
        INSERT INTO search_title (rowid, title)
        SELECT post_id, title FROM search_source WHERE post_id = NEW.post_id AND title <> '';
    END""",
    """CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
        DELETE FROM search_index WHERE rowid = OLD.post_id;
        DELETE FROM search_title WHERE rowid = OLD.post_id;
    END""",
    """CREATE TRIGGER search_post_added AFTER INSERT ON post BEGIN
        INSERT INTO search_entry (post_id, thread_id, author_id, written_at)
        SELECT post_id, thread_id, author_id, written_at FROM search_source WHERE post_id = NEW.id;
    END""",
    """CREATE TRIGGER search_post_changed AFTER UPDATE OF text, visibility, thread_id ON post
    WHEN OLD.text <> NEW.text OR OLD.visibility <> NEW.visibility
        OR OLD.thread_id <> NEW.thread_id BEGIN
        DELETE FROM search_entry WHERE post_id = NEW.id;
        INSERT INTO search_entry (post_id, thread_id, author_id, written_at)
        SELECT post_id, thread_id, author_id, written_at FROM search_source WHERE post_id = NEW.id;
    END""",
    """CREATE TRIGGER search_post_signed AFTER UPDATE OF author_id, alias ON post BEGIN
        UPDATE search_entry SET author_id = CASE WHEN NEW.alias IS NULL THEN NEW.author_id END
        WHERE post_id = NEW.id;
    END""",
    """CREATE TRIGGER search_post_removed AFTER DELETE ON post BEGIN
        DELETE FROM search_entry WHERE post_id = OLD.id;
    END""",
    """CREATE TRIGGER search_thread_retitled AFTER UPDATE OF title ON thread
    WHEN OLD.title <> NEW.title BEGIN
        DELETE FROM search_entry WHERE post_id IN (
            SELECT id FROM post WHERE thread_id = NEW.id AND kind IN ('question', 'article'));
        INSERT INTO search_entry (post_id, thread_id, author_id, written_at)
        SELECT post_id, thread_id, author_id, written_at FROM search_source WHERE post_id IN (
            SELECT id FROM post WHERE thread_id = NEW.id AND kind IN ('question', 'article'));
    END""",
    """CREATE TRIGGER search_thread_shown AFTER UPDATE OF visibility ON thread
    WHEN OLD.visibility <> NEW.visibility BEGIN
        DELETE FROM search_entry WHERE post_id IN (SELECT id FROM post WHERE thread_id = NEW.id);
        INSERT INTO search_entry (post_id, thread_id, author_id, written_at)
        SELECT post_id, thread_id, author_id, written_at FROM search_source
        WHERE thread_id = NEW.id;
    END""",
    """INSERT INTO search_entry (post_id, thread_id, author_id, written_at)
    SELECT post_id, thread_id, author_id, written_at FROM search_source""",
)
SQLITE_DOWN = (
    "DROP TRIGGER search_thread_shown",
    "DROP TRIGGER search_thread_retitled",
    "DROP TRIGGER search_post_removed",
    "DROP TRIGGER search_post_signed",
    "DROP TRIGGER search_post_changed",
    "DROP TRIGGER search_post_added",
    "DROP TABLE search_entry",  # its triggers go with it
    "DROP TABLE search_index",
    "DROP TABLE search_title",
    "DROP VIEW search_source",
)

POSTGRESQL_UP = (
    SOURCE,
    # The same words on both databases: accents do not count, and everything but letters and digits
    # parts words ("L5/S1", "2.5mg" and addresses are one odd token to PostgreSQL's own parser).
    r"""CREATE FUNCTION search_plain(written text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT regexp_replace(regexp_replace(
            normalize(lower(written), NFKD), '[\u0300-\u036f]+', '', 'g'),
            '[^[:alnum:]]+', ' ', 'g') $$""",
    # A tsvector holds at most a megabyte; nothing that long was written by hand.
    """CREATE FUNCTION search_words(written text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT to_tsvector('english', search_plain(left(written, 200000))) $$""",
    """CREATE TABLE search_entry (
        post_id integer PRIMARY KEY REFERENCES post (id) ON DELETE CASCADE,
        thread_id integer NOT NULL,
        author_id integer,
        written_at timestamptz NOT NULL,
        title_words tsvector NOT NULL,
        words tsvector NOT NULL)""",
    "CREATE INDEX ix_search_entry_author_id ON search_entry (author_id, post_id)",
    "CREATE INDEX ix_search_entry_words ON search_entry USING gin (words)",
    """CREATE INDEX ix_search_entry_title_words ON search_entry USING gin (title_words)
    WHERE title_words <> ''::tsvector""",
    """CREATE FUNCTION search_fill(first_id integer, last_id integer) RETURNS void
    LANGUAGE sql AS $$
        INSERT INTO search_entry (post_id, thread_id, author_id, written_at, title_words, words)
        SELECT post_id, thread_id, author_id, written_at,
            search_words(title), search_words(title) || search_words(text)
        FROM search_source WHERE post_id BETWEEN first_id AND last_id $$""",
    # The lock makes a post wait for someone who is hiding its thread at this moment; without it
    # each would miss what the other does. Writing a post takes the same lock a little later.
    """CREATE FUNCTION search_follow_post() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM 1 FROM thread WHERE id = NEW.thread_id FOR NO KEY UPDATE;
        DELETE FROM search_entry WHERE post_id = NEW.id;
        PERFORM search_fill(NEW.id, NEW.id);
        RETURN NULL;
    END $$""",
    """CREATE FUNCTION search_follow_name() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE search_entry SET author_id = CASE WHEN NEW.alias IS NULL THEN NEW.author_id END
        WHERE post_id = NEW.id;
        RETURN NULL;
    END $$""",
    """CREATE FUNCTION search_follow_thread() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        DELETE FROM search_entry USING post WHERE post.id = search_entry.post_id
            AND post.thread_id = NEW.id
            AND (OLD.visibility <> NEW.visibility OR post.kind IN ('question', 'article'));
        PERFORM search_fill(post.id, post.id) FROM post WHERE post.thread_id = NEW.id
            AND (OLD.visibility <> NEW.visibility OR post.kind IN ('question', 'article'));
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER search_post_added AFTER INSERT ON post
    FOR EACH ROW EXECUTE FUNCTION search_follow_post()""",
    """CREATE TRIGGER search_post_changed AFTER UPDATE OF text, visibility, thread_id ON post
    FOR EACH ROW WHEN (OLD.text <> NEW.text OR OLD.visibility <> NEW.visibility
        OR OLD.thread_id <> NEW.thread_id) EXECUTE FUNCTION search_follow_post()""",
    """CREATE TRIGGER search_post_signed AFTER UPDATE OF author_id, alias ON post
    FOR EACH ROW EXECUTE FUNCTION search_follow_name()""",
    """CREATE TRIGGER search_thread_changed AFTER UPDATE OF title, visibility ON thread
    FOR EACH ROW WHEN (OLD.title <> NEW.title OR OLD.visibility <> NEW.visibility)
    EXECUTE FUNCTION search_follow_thread()""",
    "SELECT search_fill(0, 2147483647)",
)
POSTGRESQL_DOWN = (
    "DROP TRIGGER search_thread_changed ON thread",
    "DROP TRIGGER search_post_signed ON post",
    "DROP TRIGGER search_post_changed ON post",
    "DROP TRIGGER search_post_added ON post",
    "DROP FUNCTION search_follow_thread",
    "DROP FUNCTION search_follow_name",
    "DROP FUNCTION search_follow_post",
    "DROP FUNCTION search_fill",
    "DROP TABLE search_entry",
    "DROP FUNCTION search_words",
    "DROP FUNCTION search_plain",
    "DROP VIEW search_source",
)
STATEMENTS = {
    "sqlite": (SQLITE_UP, SQLITE_DOWN),
    "postgresql": (POSTGRESQL_UP, POSTGRESQL_DOWN),
}


def upgrade() -> None:
    op.create_table(
        "search_word",
        # In byte order on both databases, so that a range of it is a range of first letters.
        sa.Column(
            "word",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("root", sa.String(length=40), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_word")),
    )
    op.create_index("ix_search_word_root", "search_word", ["root"])
    op.create_index("ix_search_word_near", "search_word", ["letters", "word", "posts"])
    op.create_table(
        "search_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learnt_post_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_progress")),
    )
    op.create_table(
        "search_miss",
        sa.Column("words", sa.String(length=120), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("words", name=op.f("pk_search_miss")),
    )
    op.create_index("ix_search_miss_times", "search_miss", ["times"])
    for statement in STATEMENTS[op.get_bind().dialect.name][0]:
        op.execute(statement)


def downgrade() -> None:
    for statement in STATEMENTS[op.get_bind().dialect.name][1]:
        op.execute(statement)
    op.drop_table("search_miss")
    op.drop_table("search_progress")
    op.drop_table("search_word")
