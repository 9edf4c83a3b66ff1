"""What is kept of unsafe advice, and what becomes of it when text or rules change."""

from unittest import mock

from factories import NOON, answer, ask, reply
from sqlalchemy import select, update

from forum.db import db
from forum.library.actions import import_document
from forum.library.documents import Comment, Document
from forum.threads import actions
from forum.threads.advising import usual_caution
from forum.threads.models import AdviceReview, AdviceState, Assessment, Post
from forum.threads.queries import load_post
from forum.triage import Level
from forum.triage.advice import families

UNSAFE = "Stop taking your statins, they cause cramps."
OTHER = "Take four of my tramadol, I have spare ones, message me."
FINE = "Drink a glass of water and stretch."


def kept(post: Post) -> AdviceReview | None:
    db.session.expire_all()
    return db.session.get(AdviceReview, post.id)


def decide(post: Post, state: AdviceState) -> None:
    db.session.execute(
        update(AdviceReview).where(AdviceReview.post_id == post.id).values(state=state)
    )
    db.session.commit()
    db.session.expire_all()


def edit(post: Post, body: str) -> None:
    loaded = load_post(post.id)
    assert loaded is not None
    actions.edit_post(loaded.author, loaded, body, NOON)


def test_answers_and_replies_are_read_and_nothing_about_them_changes(app):
    question = ask()
    first = answer(question, body=UNSAFE)
    second = reply(first, body=OTHER)
    for post in (first, second):
        found = kept(post)
        assert (found.state, found.shown) == (AdviceState.OPEN, "")
        assert load_post(post.id).visibility == "published"
    assert kept(first).findings[0]["quote"] == "Stop taking your statins"
    assert load_post(first.id).source == UNSAFE


def test_questions_and_harmless_answers_leave_no_row(app):
    question = ask(body="Should I do this? My friend said: stop taking your statins today.")
    answer(question, body=FINE)
    assert db.session.scalars(select(AdviceReview)).all() == []


def test_advice_to_wait_counts_under_a_grave_question(app):
    question = ask()
    question.thread.level = Level.EMERGENCY
    db.session.commit()
    post = answer(question, body="Have a lie down and see how it goes in the morning.")
    assert kept(post).level is Level.EMERGENCY


def test_readers_comments_of_an_import_are_read(app):
    comment = Comment(author="Ann", body=UNSAFE, written=None, parent=None)
    document = Document("Calves", "calves", "Calves tire.", "d" * 64, comments=(comment,))
    import_document(document, NOON)
    assert db.session.scalars(select(AdviceReview.state)).all() == [AdviceState.OPEN]


def test_an_edit_that_takes_the_advice_out_takes_the_find_away(app):
    post = answer(ask(), body=UNSAFE)
    edit(post, FINE)
    assert kept(post) is None
    edit(post, UNSAFE)
    assert kept(post).state is AdviceState.OPEN


def test_what_was_fine_stays_fine_until_something_else_is_said(app):
    post = answer(ask(), body=UNSAFE)
    decide(post, AdviceState.FINE)
    edit(post, UNSAFE + " Good luck!")
    assert kept(post).state is AdviceState.FINE
    edit(post, OTHER)
    assert kept(post).state is AdviceState.OPEN


def test_a_caution_stays_while_anything_unsafe_is_left(app):
    post = answer(ask(), body=UNSAFE)
    decide(post, AdviceState.CAUTIONED)
    edit(post, OTHER)
    assert kept(post).state is AdviceState.CAUTIONED
    edit(post, FINE)
    assert kept(post) is None


def test_reassessing_finds_old_advice_and_keeps_decisions(app):
    old, judged = answer(ask(), body=UNSAFE), answer(ask(), body=UNSAFE)
    decide(judged, AdviceState.FINE)
    db.session.delete(db.session.get(AdviceReview, old.id))
    db.session.execute(update(Assessment).values(rules_version="old"))
    db.session.commit()
    db.session.expire_all()
    _, batches = actions.reassess(every=False, now=NOON)
    assert sum(batches) == 4
    assert kept(old).state is AdviceState.OPEN
    assert kept(judged).state is AdviceState.FINE


def test_rules_that_break_cost_no_post(app):
    with mock.patch("forum.threads.advising.review_advice", side_effect=RuntimeError("broken")):
        post = answer(ask(), body=UNSAFE)
    assert kept(post) is None
    assert load_post(post.id).source == UNSAFE


def test_the_usual_caution_is_that_of_the_gravest_find(one_app):
    review = AdviceReview(
        findings=[{"rule": "dose", "level": "routine"}, {"rule": "stop_taking", "level": "urgent"}]
    )
    assert usual_caution(review) == families()["stop_taking"].caution
    assert usual_caution(AdviceReview(findings=[])) == usual_caution(None) == ""
