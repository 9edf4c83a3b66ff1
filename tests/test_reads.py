"""Reads on a thread's own connection: what they give, and what they can never do."""

from __future__ import annotations

from threading import Thread as PythonThread

import factories
import pytest
from sqlalchemy import bindparam, delete, insert, literal, select, text, update
from sqlalchemy.exc import DBAPIError

from forum import reads
from forum.accounts.models import Member
from forum.db import db, set_writing
from forum.permissions import PostKind, Visibility
from forum.reads import Read
from forum.threads.models import Assessment, Post, Thread, ThreadMerge
from forum.threads.reading import threads as reading
from forum.threads.reading.threads import load_shown_thread

OF_THREAD = (
    select(Post.kind, Post.created_at, Post.helped_asker, Assessment.findings, Member.granted_roles)
    .join(Assessment, Assessment.post_id == Post.id)
    .join(Member, Member.id == Post.author_id)
    .where(Post.thread_id == bindparam("thread_id"), Post.visibility == Visibility.PUBLISHED)
)


def test_a_row_holds_what_the_session_would_give(app) -> None:
    question = factories.ask()
    (row,) = Read(OF_THREAD).rows(thread_id=question.thread_id)
    db.session.expire_all()
    assert row == list(db.session.execute(OF_THREAD, {"thread_id": question.thread_id}).one())
    assert row[0] is PostKind.QUESTION


def test_a_statement_is_written_once_and_its_values_differ(app) -> None:
    first, second = factories.ask(), factories.ask()
    title = Read(select(Thread.id).where(Thread.id == bindparam("thread_id")))
    assert [title.rows(thread_id=post.thread_id) for post in (first, second)] == [
        [[first.thread_id]],
        [[second.thread_id]],
    ]


def test_what_another_commits_is_read_at_once(app) -> None:
    count = Read(select(Thread.id).order_by(Thread.id))
    assert count.rows() == []
    question = factories.ask()
    assert count.rows() == [[question.thread_id]]


def test_what_is_not_committed_is_not_read(app) -> None:
    question = factories.ask()
    titles = Read(select(Thread.title))
    question.thread.title = "Another title"
    db.session.flush()
    assert titles.rows() != [["Another title"]]
    db.session.rollback()


def test_its_connection_cannot_write(app) -> None:
    Read(select(literal(1))).rows()
    with pytest.raises(db.engine.dialect.loaded_dbapi.Error, match=r"read-?only"):
        reads._free[db.engine][-1].execute("DELETE FROM vote")


def test_a_connection_that_died_is_replaced(app) -> None:
    one = Read(select(literal(1)))
    assert one.rows() == [[1]]
    reads._free[db.engine][-1].close()
    assert one.rows() == [[1]]


def test_a_failing_read_says_what_failed_but_not_with_which_words(app) -> None:
    broken = select(text("no_such_column")).where(Thread.title == bindparam("title"))
    with pytest.raises(DBAPIError) as caught:
        Read(broken).rows(title="a secret")
    assert "a secret" not in str(caught.value)


def test_no_connection_belongs_to_a_thread(app) -> None:
    """Closing one while a thread of the server ended crashed the process."""
    used = []

    def read() -> None:
        with app.app_context():
            Read(select(literal(1))).rows()
            used.append(reads._free[db.engine][-1])

    read()
    other = PythonThread(target=read)
    other.start()
    other.join()
    assert used[0] is used[1]


def test_who_reads_at_the_same_time_has_another_connection(app) -> None:
    one = Read(select(literal(1)))
    one.rows()
    taken = reads._free[db.engine].pop()
    one.rows()
    assert reads._free[db.engine][-1] is not taken
    taken.close()


def test_a_connection_that_was_read_on_while_all_were_let_go_is_not_used_again(app) -> None:
    one = Read(select(literal(1)))
    one.rows()
    free = reads._free[db.engine]
    db.engine.dispose()
    assert one.rows() == [[1]]
    assert reads._free[db.engine] is not free


def test_who_counts_statements_counts_these(app, queries) -> None:
    one = Read(select(literal(1)))
    with queries() as counted:
        one.rows()
    assert len(counted) == 1


def test_a_thread_that_was_merged_since_the_session_began_leads_home(app) -> None:
    old, home = (factories.ask().thread_id for _ in range(2))
    db.session.rollback()
    set_writing(False)
    db.session.execute(select(Thread.id)).all()
    with db.engine.begin() as another:
        gone = update(Thread).where(Thread.id == old).values(visibility=Visibility.MERGED)
        another.execute(gone)
        another.execute(insert(ThreadMerge).values(thread_id=old, into_id=home, posts=[]))
    found = load_shown_thread(old)
    db.session.rollback()
    assert found is not None
    assert found.id == home


def test_a_thread_that_parts_from_its_home_between_two_reads_is_itself(app, monkeypatch) -> None:
    old, home = (factories.ask().thread_id for _ in range(2))
    merged = update(Thread).where(Thread.id == old).values(visibility=Visibility.MERGED)
    db.session.execute(merged)
    db.session.execute(insert(ThreadMerge).values(thread_id=old, into_id=home, posts=[]))
    db.session.commit()
    where_to = reading._home_read()

    def parted_meanwhile() -> Read:
        with db.engine.begin() as another:
            own = update(Thread).where(Thread.id == old).values(visibility=Visibility.PUBLISHED)
            another.execute(own)
            another.execute(delete(ThreadMerge).where(ThreadMerge.thread_id == old))
        return where_to

    set_writing(False)
    monkeypatch.setattr(reading, "_home_read", parted_meanwhile)
    found = load_shown_thread(old)
    assert found is not None
    assert found.id == old


def test_what_a_statement_gives_itself_is_known_when_it_is_planned(app) -> None:
    listed = select(Thread.id).where(Thread.visibility == Visibility.PUBLISHED).limit(7)
    read = Read(listed.where(Thread.author_id == bindparam("author")))
    read.rows(author=1)
    (written,) = read._written.values()
    assert "visibility = 'published'" in written.text
    assert "LIMIT 7" in written.text
