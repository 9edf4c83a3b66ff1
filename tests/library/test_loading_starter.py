from factories import NOON, answer, make_member
from sqlalchemy import func, select

from forum.db import db
from forum.library.actions import load_starter, remove_examples
from forum.library.models import Article
from forum.permissions import VISITOR, ThreadKind
from forum.threads.counters import recount
from forum.threads.models import Assessment, Post, Thread
from forum.threads.queries import load_post
from forum.threads.reading.threads import load_pinned
from forum.topics.models import Topic
from forum.triage import Level


def count(model, *where) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*where))


def test_five_pinned_articles_and_the_example_questions_are_loaded_once(app):
    assert load_starter(NOON) == 27
    assert [thread.pinned_position for thread in load_pinned(VISITOR)] == [1, 2, 3, 4, 5]
    assert count(Thread, Thread.kind == ThreadKind.QUESTION, Thread.is_example) == 22
    assert count(Article) == 5
    assert load_starter(NOON) == 0
    assert count(Thread) == 27
    assert recount() == 0


def test_questions_of_every_urgency_are_among_them(app):
    load_starter(NOON)
    levels = set(db.session.scalars(select(Thread.level).where(Thread.is_example)))
    assert levels >= {Level.NONE, Level.ROUTINE, Level.URGENT, Level.EMERGENCY}


def test_nobody_is_made_up_as_a_member(app):
    load_starter(NOON)
    assert count(Post, Post.author_id.is_not(None)) == 0


def test_a_forum_that_has_topics_is_left_alone(app):
    db.session.add(Topic(kind="tag", name="mine", title="mine"))
    db.session.commit()
    assert load_starter(NOON) == 0
    assert count(Thread) == 0


def test_the_examples_go_with_everything_under_them_and_the_articles_stay(app):
    load_starter(NOON)
    assert remove_examples() == (22, 0)
    assert count(Thread) == count(Article) == 5
    assert count(Post) == 5
    assert count(Assessment) == 0
    assert recount() == 0


def test_an_example_in_which_a_member_wrote_is_kept(app):
    load_starter(NOON)
    opening = db.session.scalars(select(Post.id).join(Thread).where(Thread.is_example)).first()
    answer(load_post(opening), make_member())
    assert remove_examples() == (21, 1)
    assert count(Thread, Thread.is_example) == 1
