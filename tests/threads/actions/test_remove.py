from factories import answer, ask, reply
from sqlalchemy import select

from forum.db import db
from forum.permissions import Visibility
from forum.threads import actions
from forum.threads.counters import recount
from forum.threads.models import Thread
from forum.threads.queries import load_post
from forum.topics.models import Topic


def delete(post):
    found = load_post(post.id)
    actions.delete_post(found.author, found)


def undelete(post):
    found = load_post(post.id)
    actions.undelete_post(found.author, found)


def thread_of(post) -> Thread:
    return db.session.get(Thread, post.thread_id, populate_existing=True)


def test_a_deleted_answer_is_not_counted_and_comes_back_counted(app):
    question = ask()
    post = answer(question)
    delete(post)
    assert thread_of(question).answers_count == 0
    assert recount() == 0
    undelete(post)
    assert thread_of(question).answers_count == 1
    assert recount() == 0


def test_a_deleted_question_takes_its_thread_and_topics_along(app):
    question = ask(tags=("cramp",))
    delete(question)
    assert thread_of(question).visibility is Visibility.DELETED
    assert db.session.scalar(select(Topic.threads_count)) == 0
    undelete(question)
    assert thread_of(question).visibility is Visibility.PUBLISHED
    assert recount() == 0


def test_a_deleted_reply_leaves_the_answers_alone(app):
    question = ask()
    post = reply(answer(question))
    delete(post)
    assert (thread_of(question).answers_count, thread_of(question).replies_count) == (1, 0)
