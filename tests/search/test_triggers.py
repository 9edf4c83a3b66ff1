"""The database keeps the index by itself, whatever is written and however often it changes."""

import pytest
from factories import answer, ask, make_member, make_moderator, reply
from flask_migrate import downgrade, upgrade
from sqlalchemy import delete, inspect, text, update

from forum.db import db
from forum.permissions import Visibility
from forum.threads import actions
from forum.threads.models import Post, Thread
from forum.threads.queries import load_post
from forum.threads.visibility import show_post, show_thread

HIDDEN = [v for v in Visibility if v is not Visibility.PUBLISHED]
FOUND = {
    "sqlite": "SELECT rowid FROM search_index WHERE search_index MATCH :word",
    "postgresql": "SELECT post_id FROM search_entry "
    "WHERE words @@ plainto_tsquery('english', :word)",
}


def found(word):
    statement = text(FOUND[db.engine.dialect.name])
    return set(db.session.scalars(statement, {"word": word}))


def entries():
    return set(db.session.execute(text("SELECT post_id, thread_id FROM search_entry")))


def helped_posts():
    db.session.commit()
    return set(db.session.scalars(text("SELECT post_id FROM search_entry WHERE helped")))


def test_every_kind_of_post_is_found_as_soon_as_it_is_written(app):
    question = ask(title="Ripples in the canal", body="How deep is it?")
    first = answer(question, body="Two fathoms.")
    second = reply(first, body="And in winter?")
    assert found("ripple") == {question.id}
    assert found("fathoms") == {first.id}
    assert found("winter") == {second.id}


def test_an_edit_is_found_and_what_it_replaced_is_not(app):
    author = make_member()
    question = ask(author, title="Ripples in the canal", body="How deep is it?")
    other = answer(question, author, body="Two fathoms.")
    actions.edit_question(
        author, load_post(question.id), title="Waves", body="Is it wide?", tags=[], now=_later()
    )
    actions.edit_post(author, load_post(other.id), "Two metres.", _later())
    assert not found("ripples") | found("deep") | found("fathoms")
    assert found("waves") == found("wide") == {question.id}
    assert found("metres") == {other.id}


@pytest.mark.parametrize("visibility", HIDDEN)
def test_a_post_that_is_not_published_is_not_in_the_index(app, visibility):
    question = ask(body="How deep is it?")
    other = answer(question, body="Two fathoms.")
    show_post(load_post(other.id), visibility)
    db.session.commit()
    assert not found("fathoms")
    assert entries() == {(question.id, question.thread_id)}
    show_post(load_post(other.id), Visibility.PUBLISHED)
    db.session.commit()
    assert found("fathoms") == {other.id}


@pytest.mark.parametrize("visibility", HIDDEN)
def test_a_thread_that_is_not_published_takes_all_its_posts_out(app, visibility):
    question = ask(title="Ripples", body="How deep is it?")
    other = answer(question, body="Two fathoms.")
    hidden = answer(question, body="Eleven furlongs.")
    show_post(load_post(hidden.id), Visibility.HIDDEN)
    show_thread(load_post(question.id).thread, visibility)
    db.session.commit()
    assert not entries()
    assert not found("ripples") | found("fathoms")
    if visibility is not Visibility.MERGED:  # there an answer lands in the other thread
        answer(question, body="Nine leagues.")
    assert not found("leagues")
    show_thread(load_post(question.id).thread, Visibility.PUBLISHED)
    db.session.commit()
    assert found("fathoms") == {other.id}
    assert not found("furlongs")


@pytest.mark.parametrize("visibility", HIDDEN)
def test_replies_to_an_answer_that_is_not_published_are_not_in_the_index(app, visibility):
    question = ask()
    given, other = answer(question), answer(question)
    under = reply(load_post(given.id), body="You wrote: two fathoms.")
    to_it = reply(load_post(under.id), body="And in winter?")
    elsewhere = reply(load_post(other.id), body="Two fathoms, I think.")
    show_post(load_post(given.id), visibility)
    db.session.commit()
    assert found("fathoms") == {elsewhere.id}
    assert not found("winter")
    late = reply(load_post(other.id), body="Three fathoms.")
    assert found("fathoms") == {elsewhere.id, late.id}
    show_post(load_post(given.id), Visibility.PUBLISHED)
    db.session.commit()
    assert found("fathoms") == {under.id, elsewhere.id, late.id}
    assert found("winter") == {to_it.id}


def test_replies_that_are_hung_under_another_answer_follow_what_is_seen_of_it(app):
    question = ask()
    given, other = answer(question), answer(question)
    under = reply(load_post(given.id), body="You wrote: two fathoms.")
    show_post(load_post(given.id), Visibility.HIDDEN)
    db.session.commit()
    assert not found("fathoms")
    for home, seen in ((other, {under.id}), (given, set())):
        hung = update(Post).where(Post.id == under.id).values(parent_id=home.id)
        db.session.execute(hung)
        db.session.commit()
        assert found("fathoms") == seen


def test_a_question_that_its_author_deletes_and_brings_back(app):
    author = make_member()
    question = ask(author, title="Ripples")
    other = answer(question, body="Two fathoms.")
    actions.delete_post(author, load_post(question.id))
    assert not entries()
    actions.undelete_post(author, load_post(question.id))
    assert entries() == {(question.id, question.thread_id), (other.id, question.thread_id)}


def test_a_row_that_goes_takes_its_entry_along(app):
    question = ask(title="Ripples")
    kept = ask(title="Waves")
    other = answer(question, body="Two fathoms.")
    for model in ("assessment", "notification", "subscription"):
        db.session.execute(text(f"DELETE FROM {model}"))
    db.session.execute(delete(Post).where(Post.id == other.id))
    assert not found("fathoms")
    db.session.execute(delete(Thread).where(Thread.id == question.thread_id))
    assert entries() == {(kept.id, kept.thread_id)}
    assert not found("ripples")


def test_a_counter_that_moves_leaves_the_index_alone(app):
    question = ask(title="Ripples")
    db.session.execute(text("DELETE FROM search_entry"))
    db.session.execute(update(Post).values(score=3, helped_count=1))
    db.session.execute(update(Thread).values(answers_count=3))
    db.session.execute(update(Thread).values(title=Thread.title))
    assert not entries()
    db.session.execute(update(Post).where(Post.id == question.id).values(text="Depths"))
    assert found("depths") == {question.id}


def test_every_post_of_a_thread_that_helped_says_so_and_those_that_come_later_too(app):
    asker = make_member()
    question = ask(asker)
    given = answer(question)
    assert not helped_posts()
    actions.mark_helped(asker, load_post(given.id))
    later = answer(question)
    assert helped_posts() == {question.id, given.id, later.id}
    show_thread(load_post(question.id).thread, Visibility.HIDDEN)
    show_thread(load_post(question.id).thread, Visibility.PUBLISHED)
    actions.edit_post(make_moderator(), load_post(later.id), "Two metres.", _later())
    assert helped_posts() == {question.id, given.id, later.id}
    actions.unmark_helped(asker, load_post(given.id))
    assert not helped_posts()


def test_accents_and_punctuation_part_words_alike(app):
    question = ask(body="Naïve: L5/S1, 2.5mg, e-mail me@example.org or snake_case")
    for word in ("naive", "s1", "5mg", "mail", "example", "snake"):
        assert found(word) == {question.id}, word


def _later():
    return ask().created_at


def test_the_migration_tells_which_threads_helped_before(app):
    asker = make_member()
    ask()
    given = answer(ask(asker))
    actions.mark_helped(asker, load_post(given.id))
    before = helped_posts()
    db.session.close()
    downgrade(revision="0018")
    upgrade()
    assert helped_posts() == before != set()


def test_the_migration_takes_out_what_hung_under_a_hidden_answer_before(app):
    given = answer(ask())
    under = reply(load_post(given.id), body="You wrote: two fathoms.").id
    show_post(load_post(given.id), Visibility.HIDDEN)
    db.session.commit()
    db.session.close()
    downgrade(revision="0020")
    assert found("fathoms") == {under}
    db.session.close()
    upgrade()
    assert not found("fathoms")


def test_the_migration_can_be_undone_and_done_again_over_the_same_posts(app):
    question = ask(title="Ripples")
    hidden = answer(question, body="Two fathoms.")
    show_post(load_post(hidden.id), Visibility.HIDDEN)
    db.session.commit()
    post_id, thread_id = question.id, question.thread_id
    db.session.close()
    downgrade(revision="0001")
    assert not [name for name in inspect(db.engine).get_table_names() if "search" in name]
    upgrade()
    assert entries() == {(post_id, thread_id)}
    assert found("ripples") == {post_id}
