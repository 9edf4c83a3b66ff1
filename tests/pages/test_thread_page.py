"""A page of a thread: what stands on it, in which order, at what cost."""

import pytest
from factories import answer, ask, make_member, make_moderator, reply
from sqlalchemy import insert, update

from forum.db import db
from forum.pages.thread_page import AnswerOrder, load_thread_page
from forum.permissions import VISITOR, PostKind, Visibility
from forum.threads import actions
from forum.threads.models import Post
from forum.threads.queries import load_post, load_thread
from forum.threads.reading.posts import POSTS_SHOWN
from forum.threads.screening import Cause, Verdict
from forum.threads.screening.screen import Finding


def page_of(post, actor=VISITOR, **how):
    db.session.expunge_all()  # a request starts with nothing loaded
    how = {"order": AnswerOrder.HELPFUL, "page": 1} | how
    return load_thread_page(load_thread(post.thread_id), actor, **how)


def long_thread(posts: int):
    """Make a thread of so many posts, two in three of them replies, by two members."""
    first, second = make_member(), make_member()
    question = ask(first)
    parent = question
    for number in range(posts - 1):
        if number % 3 == 0:
            parent = answer(question, second)
        else:
            reply(parent, (first, second)[number % 2])
    return question


def many_like(post, **changed):
    """Write as many posts as a page shows, in one statement; no counter knows of them."""
    columns = {column.key for column in Post.__table__.c} - {"id", "submit_token"}
    row = {name: getattr(post, name) for name in columns} | changed
    db.session.execute(insert(Post), [row] * POSTS_SHOWN)
    db.session.commit()


def test_many_hidden_answers_leave_whoever_sees_them_the_question_and_what_is_published(app):
    question, moderator, writer = ask(), make_moderator(), make_member()
    spam = {"kind": PostKind.ANSWER, "parent_id": question.id, "visibility": Visibility.HIDDEN}
    many_like(question, **spam, author_id=writer.id)
    late = answer(question)
    remark = reply(late)
    for someone in (moderator, writer, make_member(), VISITOR):
        page = page_of(question, someone)
        assert page.opening.post.id == question.id
        (shown,) = [entry for entry in page.entries if entry.post.id == late.id]
        assert [under.id for under in shown.replies] == [remark.id]


# Without an answer the page has the closest passages too: tests/search/test_closest.py.
@pytest.mark.parametrize("posts", [2, 200])
@pytest.mark.parametrize("signed_in", [False, True])
def test_a_thread_page_costs_the_same_whatever_its_length(app, queries, sign_in, posts, signed_in):
    question = long_thread(posts)
    client = sign_in(make_member()) if signed_in else app.test_client()
    address = f"/questions/{question.thread_id}/{question.thread.slug}"
    db.session.remove()
    with queries() as counted:
        assert client.get(address).status_code == 200
    assert len(counted) == (4 if signed_in else 2), counted.statements


def test_answers_come_with_the_askers_mark_first_then_by_help_and_votes(app):
    asker, voter = make_member(), make_member()
    question = ask(asker)
    plain, voted, helped, chosen = (answer(question) for _ in range(4))
    actions.vote(voter, load_post(voted.id))
    actions.mark_helped(voter, load_post(helped.id))
    actions.mark_helped(asker, load_post(chosen.id))
    ids = [entry.post.id for entry in page_of(question).entries]
    assert ids == [chosen.id, helped.id, voted.id, plain.id]


@pytest.mark.parametrize(("order", "backwards"), [("newest", True), ("oldest", False)])
def test_a_reader_can_sort_answers_by_age(app, order, backwards):
    question = ask()
    ids = [answer(question).id for _ in range(3)]
    found = [entry.post.id for entry in page_of(question, order=AnswerOrder(order)).entries]
    assert found == (ids[::-1] if backwards else ids)


def test_replies_hang_under_their_post_in_the_order_of_writing(app):
    question = ask()
    post = answer(question)
    to_question = reply(question)
    first = reply(post)
    second = reply(first)
    page = page_of(question)
    assert [p.id for p in page.opening.replies] == [to_question.id]
    assert [p.id for p in page.entries[0].replies] == [first.id, second.id]


def test_the_second_page_has_the_answers_that_the_first_has_not(app):
    question = ask()
    ids = [answer(question).id for _ in range(25)]
    first, second = page_of(question), page_of(question, page=2)
    assert first.pages == 2
    assert [e.post.id for e in first.entries + second.entries] == ids
    assert second.opening.post.id == question.id


def test_many_replies_under_one_answer_leave_no_other_answer_of_the_page_out(app):
    question, writer = ask(), make_member()
    many_like(reply(answer(question, writer)))
    for _ in range(24):
        answer(question, writer)
    for number, answers in ((1, 20), (2, 5)):
        page = page_of(question, page=number, order=AnswerOrder.OLDEST)
        assert page.opening.post.id == question.id
        assert len(page.entries) == answers


def test_many_replies_leave_no_answer_out_for_a_moderator_who_sees_a_hidden_one_too(app):
    question, writer, moderator = ask(), make_member(), make_moderator()
    remark = reply(answer(question, writer))
    many_like(remark)
    answer(question, writer)
    remark.visibility = Visibility.HIDDEN
    db.session.commit()
    assert len(page_of(question, moderator).entries) == 2


def test_an_answer_that_waits_stands_on_the_last_page_for_whoever_wrote_it(app):
    question, writer, waiting = ask(), make_member(), make_member()
    for _ in range(40):
        answer(question, writer)
    held = answer(
        question, waiting, verdict=Verdict((Finding(Cause.LINK, "for a test", holds=True),))
    )
    for someone in (waiting, make_moderator()):
        assert [e.post.id for e in page_of(question, someone, page=2).entries][-1] == held.id
        found = page_of(question, someone, at=held.id)
        assert (found.page, found.pages) == (2, 2)
    assert len(page_of(question, page=2).entries) == 20
    assert page_of(question, page=3).page == 2


def test_a_link_to_a_post_finds_the_page_that_holds_it(app):
    question = ask()
    last = [answer(question) for _ in range(25)][-1]
    below = reply(last)
    assert page_of(question, at=last.id).page == 2
    assert page_of(question, at=below.id).page == 2
    assert page_of(question, at=999_999).page == 1


@pytest.mark.parametrize("state", [Visibility.HELD, Visibility.HIDDEN, Visibility.DELETED])
def test_what_is_not_published_is_seen_by_its_author_and_moderators_alone(app, state):
    from factories import make_moderator

    question, author = ask(), make_member()
    post = answer(question, author)
    db.session.execute(update(Post).where(Post.id == post.id).values(visibility=state))
    db.session.commit()
    seen = [
        len(page_of(question, actor).entries)
        for actor in (VISITOR, make_member(), author, make_moderator())
    ]
    assert seen == [0, 0, 1, 1]
