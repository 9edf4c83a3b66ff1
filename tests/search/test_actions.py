"""The words of the site, searches in vain, and the index made anew."""

from datetime import date

from factories import answer, ask
from sqlalchemy import delete, select, text

from forum.db import db, writing
from forum.permissions import Visibility
from forum.search import actions
from forum.search.models import SearchMiss, SearchProgress, SearchWord
from forum.search.queries import load_misses
from forum.threads.queries import load_post
from forum.threads.visibility import show_post

TODAY = date(2026, 3, 2)


def words():
    return dict(db.session.execute(select(SearchWord.word, SearchWord.posts)).all())


def test_words_are_counted_once_for_each_post_that_has_them(app):
    question = ask(title="Gel, gel", body="A gel. Café, 5htp, ox, and the snake_case.")
    answer(question, body="Gels and gel.")
    actions.learn_words()
    assert words() == {"gel": 2, "gels": 1, "cafe": 1, "snake": 1, "case": 1}
    actions.learn_words()
    assert words()["gel"] == 2


def test_words_are_counted_a_bounded_number_of_posts_at_a_time(app, monkeypatch):
    monkeypatch.setattr(actions, "LEARNT_AT_ONCE", 2)
    posts = [ask(title=f"Gel {number}", body="Ice") for number in range(3)]
    actions.learn_words()
    assert words()["gel"] == 2
    actions.learn_words()
    assert words()["gel"] == 3
    assert db.session.scalar(select(SearchProgress.learnt_post_id)) == posts[-1].id


def test_words_of_what_is_hidden_are_not_counted(app):
    question = ask(title="Gel", body="Ice")
    hidden = answer(question, body="Canarywrought.")
    show_post(load_post(hidden.id), Visibility.HIDDEN)
    db.session.commit()
    actions.learn_words()
    assert set(words()) == {"gel", "ice"}


def test_counting_while_someone_else_has_counted_counts_nothing_twice(app, monkeypatch):
    ask(title="Gel", body="Ice")
    monkeypatch.setattr(actions, "_claim", lambda before, now: False)
    actions.learn_words()
    assert words() == {}


def test_the_pieces_that_posts_leave_in_the_index_are_joined(one_app, titles):
    for number in range(9):
        ask(title=f"Gel {number}", body="Ice")
    found = titles("gel")
    pieces = text("SELECT count(*) FROM search_index_data")
    before = db.session.scalar(pieces)
    db.session.rollback()
    with writing():
        actions.merge_index()
    assert db.session.scalar(pieces) < before
    assert titles("gel") == found


def test_posts_leave_a_few_pieces_of_one_size_to_the_worker(one_app):
    piece = "INSERT INTO search_index (rowid, title, text) VALUES (:id, '', 'gel and ice')"
    with writing():
        for number in range(64):  # with the last SQLite would join all pieces by itself
            db.session.execute(text(piece), {"id": number + 1})
            db.session.commit()
    assert db.session.scalar(text("SELECT count(DISTINCT segid) FROM search_index_idx")) > 1
    with writing():
        actions.merge_index()
    assert db.session.scalar(text("SELECT count(DISTINCT segid) FROM search_index_idx")) == 1


def test_searches_in_vain_come_with_the_most_wanted_first(app):
    for missed in (("gel",), ("ice", "pack"), ("ice", "pack")):
        actions.count_miss(missed, TODAY)
    actions.count_miss(("0123456", "x1"), TODAY)
    actions.count_miss(("long",) * 100, TODAY)
    first, *others = load_misses()
    assert (first.words, first.times, first.last_on) == ("ice pack", 2, TODAY)
    assert sorted(miss.words[:4] for miss in others) == ["gel", "long"]
    assert len(load_misses(limit=2)) == 2


def test_what_is_missing_from_the_index_or_should_not_be_there_is_mended(app, titles):
    kept = ask(title="Gel", body="Ice")
    hidden = answer(kept, body="Canarywrought.")
    show_post(load_post(hidden.id), Visibility.HIDDEN)
    db.session.commit()
    if db.engine.dialect.name == "sqlite":
        db.session.execute(
            text("INSERT INTO search_index (rowid, title, text) VALUES (:id, '', 'canarywrought')"),
            {"id": hidden.id},
        )
        db.session.execute(text("DELETE FROM search_index WHERE rowid = :id"), {"id": kept.id})
    db.session.execute(text("DELETE FROM search_entry"))
    db.session.execute(delete(SearchWord))
    db.session.commit()
    assert titles("gel") == []
    assert list(actions.reindex(actions.last_post_id())) == [hidden.id]
    assert titles("gel") == ["Gel"]
    assert titles("canarywrought") == []
    assert set(words()) == {"gel", "ice"}


def test_reindexing_goes_in_batches_and_never_empties_the_index(app, titles, monkeypatch):
    monkeypatch.setattr(actions, "REFILLED_AT_ONCE", 2)
    for number in range(5):
        ask(title=f"Gel {number}")
    last = actions.last_post_id()
    for _ in actions.reindex(last):
        assert len(titles("gel")) == 5
    assert actions.count_entries() == 5


def test_an_empty_site_can_be_indexed(app):
    assert list(actions.reindex(actions.last_post_id())) == []
    assert db.session.scalars(select(SearchMiss)).all() == []
