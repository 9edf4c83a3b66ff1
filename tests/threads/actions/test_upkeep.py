from factories import NOON, answer, ask
from sqlalchemy import update

from forum.db import db
from forum.threads import actions
from forum.threads.models import Assessment, Post, Thread
from forum.triage import Level, rules_version


def test_posts_of_an_older_renderer_are_rendered_again(app):
    post = ask(body="some *words* of mine")
    answer(post)
    db.session.execute(
        update(Post).where(Post.id == post.id).values(render_version="old", html="<p>old</p>")
    )
    db.session.commit()
    total, batches = actions.rerender(every=False)
    assert (total, sum(batches)) == (1, 1)
    assert "<em>words</em>" in db.session.get(Post, post.id).html


def test_rendering_again_renews_what_the_lists_show_of_a_question(app):
    thread = ask(body="It cramps.\n\n- at night\n- at work").thread
    db.session.execute(update(Thread).values(excerpt="It cramps. - at night - at work"))
    db.session.commit()
    list(actions.rerender(every=True)[1])
    assert db.session.get(Thread, thread.id).excerpt == "It cramps. at night · at work"


def test_reassessing_reads_old_posts_and_keeps_overrides(app):
    post = ask(body="I have had constant spasms in my leg for weeks.")
    db.session.execute(
        update(Assessment).values(
            rules_version="old", level=Level.NONE, findings=[], override=Level.URGENT
        )
    )
    db.session.execute(update(Thread).values(level=Level.NONE))
    db.session.commit()
    total, batches = actions.reassess(every=False, now=NOON)
    assert (total, sum(batches)) == (1, 1)
    found = db.session.get(Assessment, post.id)
    assert (found.level, found.override) == (Level.ROUTINE, Level.URGENT)
    assert found.rules_version == rules_version()
    assert db.session.get(Thread, post.thread_id).level is Level.URGENT


def test_nothing_is_done_when_nothing_is_old(app):
    ask()
    assert actions.rerender(every=False)[0] == 0
    assert actions.reassess(every=False, now=NOON)[0] == 0
    assert actions.rerender(every=True)[0] == 1


def test_more_posts_than_a_batch_are_all_done(app, monkeypatch):
    monkeypatch.setattr("forum.threads.actions.upkeep.BATCH", 2)
    for _ in range(5):
        ask()
    total, batches = actions.rerender(every=True)
    assert (total, list(batches)) == (5, [2, 2, 1])
