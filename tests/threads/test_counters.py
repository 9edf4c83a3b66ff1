from factories import answer, ask, make_member, reply
from sqlalchemy import update

from forum.accounts.models import Member
from forum.db import db
from forum.threads import actions
from forum.threads.counters import recount
from forum.threads.models import Post, Thread
from forum.threads.queries import load_post
from forum.topics.models import Topic


def test_every_counter_is_right_after_ordinary_use(app):
    asker = make_member()
    question = ask(asker, tags=("cramp",))
    post = answer(question)
    reply(post)
    actions.vote(asker, load_post(post.id))
    actions.mark_helped(asker, load_post(post.id))
    assert recount() == 0


def test_every_counter_that_is_wrong_is_mended(app):
    question = ask(tags=("cramp",))
    post = answer(question)
    for model, values in (
        (Thread, {"answers_count": 9, "replies_count": 9, "helped_count": 9}),
        (Post, {"score": 9, "helped_count": 9, "helped_asker": True}),
        (Topic, {"threads_count": 9}),
        (Member, {"posts_count": 9, "unread_count": 9}),
    ):
        db.session.execute(update(model).values(**values))
    db.session.commit()
    assert recount() == 3 + 3 * 2 + 1 + 2 * 2
    thread = db.session.get(Thread, question.thread_id, populate_existing=True)
    assert (thread.answers_count, thread.replies_count, thread.helped_count) == (1, 0, 0)
    assert db.session.get(Post, post.id, populate_existing=True).helped_asker is False
    assert recount() == 0
