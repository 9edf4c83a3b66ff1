"""A made-up community is like a real one in everything that pages, counters and searches read."""

from itertools import pairwise
from random import Random

import pytest
from factories import NOON, ask, make_area, make_member
from sqlalchemy import delete, func, select, text

from forum import richtext
from forum.accounts.models import Member
from forum.cli.demo.filling import fill
from forum.cli.demo.threads import plan_sizes
from forum.cli.demo.words import load_phrases, paragraph
from forum.db import db, set_writing
from forum.permissions import PostKind
from forum.threads.counters import recount
from forum.threads.models import (
    EXCERPT_MAX,
    Assessment,
    HelpedMark,
    Post,
    Thread,
    ThreadTopic,
    Vote,
)
from forum.threads.slugs import slug
from forum.topics.models import Topic, TopicKind

THREADS = 40


def count(what):
    return db.session.scalar(select(func.count()).select_from(what))


def make_topics():
    make_area()
    db.session.add(Topic(kind=TopicKind.TAG, name="leg-cramps", title="leg cramps"))
    db.session.commit()


@pytest.fixture
def filled(app):
    make_topics()
    assert sum(fill(THREADS, 7, NOON)) == THREADS


@pytest.fixture
def run(one_app):
    runner = one_app.test_cli_runner()

    def run(*arguments):
        db.session.remove()
        set_writing(False)
        return runner.invoke(args=["forum", "demo", *arguments])

    return run


@pytest.mark.usefixtures("filled")
def test_every_counter_is_right():
    assert count(Vote) > 0
    assert count(HelpedMark) > 0
    assert recount() == 0


@pytest.mark.usefixtures("filled")
def test_the_index_holds_every_post():
    assert db.session.scalar(text("SELECT count(*) FROM search_entry")) == count(Post)


@pytest.mark.usefixtures("filled")
def test_the_index_follows_what_is_written_afterwards():
    ask(title="Does zinc help with restless legs?")
    assert db.session.scalar(text("SELECT count(*) FROM search_entry")) == count(Post)


@pytest.mark.usefixtures("filled")
def test_each_post_is_younger_than_the_one_before_and_none_is_of_the_future():
    for model in (Thread, Post):
        moments = db.session.scalars(select(model.created_at).order_by(model.id)).all()
        assert all(earlier < later for earlier, later in pairwise(moments))
        assert moments[-1] <= NOON


@pytest.mark.usefixtures("filled")
def test_a_reply_hangs_under_a_question_or_an_answer_of_its_thread():
    posts = {post.id: post for post in db.session.scalars(select(Post))}
    replies = [post for post in posts.values() if post.kind is PostKind.REPLY]
    assert replies
    for reply in replies:
        parent, to = posts[reply.parent_id], posts[reply.reply_to_id]
        assert parent.kind is not PostKind.REPLY
        assert parent.thread_id == to.thread_id == reply.thread_id
        assert parent is to or to.parent_id == parent.id


@pytest.mark.usefixtures("filled")
def test_people_go_on_writing_where_the_made_up_ones_stopped():
    made_up = count(Thread)
    question = ask(title="Asked when all of it was there")
    assert question.thread_id == made_up + 1
    assert recount() == 0


@pytest.mark.usefixtures("filled")
def test_the_pages_of_a_made_up_thread_and_its_list_are_drawn(client):
    thread = db.session.scalars(select(Thread).order_by(Thread.id.desc()).limit(1)).one()
    page = client.get(f"/questions/{thread.id}/{thread.slug}", follow_redirects=True)
    assert page.status_code == 200
    assert thread.title in page.text
    assert thread.title in client.get("/questions").text


def written(seed):
    """Fill the database, return what was written, and take it out again."""
    assert sum(fill(5, seed, NOON)) == 5
    tables = [HelpedMark, Vote, Assessment, ThreadTopic, Post, Thread, Member]
    rows = [sorted(db.session.execute(select(model.__table__)).all(), key=str) for model in tables]
    for model in tables:
        db.session.execute(delete(model))
    recount()
    return rows


@pytest.mark.usefixtures("one_app")
def test_the_same_seed_makes_the_same_community_and_another_one_another():
    make_topics()
    assert written(3) == written(3) != written(4)


def test_the_html_is_what_the_renderer_makes_of_the_text():
    rng = Random(5)
    phrases = load_phrases(rng)
    bodies = [phrases.body(rng) for _ in range(200)]
    for body in [*bodies, paragraph('One & two < three > "four", it\'s so.')]:
        rendered = richtext.render(body.text)
        assert body == (rendered.text, rendered.html)
    assert 400 < sum(len(body.text) for body in bodies) / len(bodies) < 600


@pytest.mark.usefixtures("filled")
def test_the_slug_and_the_excerpt_are_what_the_forum_makes_of_the_words():
    opening = select(Thread, Post).join(Post, Post.thread_id == Thread.id)
    for thread, post in db.session.execute(opening.where(Post.kind == PostKind.QUESTION)):
        assert thread.slug == slug(thread.title)
        assert thread.excerpt == richtext.own_words(post.text, EXCERPT_MAX)


def test_a_large_community_has_one_thread_of_200_posts_and_three_of_500():
    sizes = sorted(plan_sizes(Random(1), 2_000))
    assert sizes[-4:] == [200, 500, 500, 500]
    assert (sizes[0], sizes[-5]) == (1, 14)
    assert plan_sizes(Random(1), 1) == [1]


def test_the_command_fills_an_empty_forum(run):
    make_topics()
    result = run("--threads", "3", "--seed", "2")
    assert result.exit_code == 0, result.output
    assert "Wrote 3 threads." in result.output
    assert count(Thread) == 3


def test_what_members_wrote_is_left_alone_unless_asked(run):
    make_topics()
    ask(make_member("Wren"))
    refused = run("--threads", "3")
    assert refused.exit_code == 1
    assert "--yes" in refused.output
    assert count(Thread) == 1
    assert run("--threads", "3", "--yes").exit_code == 0
    assert count(Thread) == 4
    assert recount() == 0
