from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from factories import answer, ask, make_member
from sqlalchemy import func, select

from forum.accounts.models import Member
from forum.db import db, writing
from forum.inbox.models import Notification, NotificationKind
from forum.threads import actions
from forum.threads.models import Bookmark, HelpedMark, Post, Thread, Vote
from forum.threads.queries import load_post

VOTERS = 200
AT_ONCE = 20


def fresh(post: Post) -> Post:
    return db.session.get(Post, post.id, populate_existing=True)


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def test_a_vote_counts_once_however_often_it_is_pressed(app):
    post, voter = ask(), make_member()
    actions.vote(voter, post)
    actions.vote(voter, post)
    assert fresh(post).score == count(Vote) == 1


def test_a_vote_can_be_taken_back_once(app):
    post, voter = ask(), make_member()
    actions.vote(voter, post)
    actions.unvote(voter, post)
    actions.unvote(voter, post)
    assert fresh(post).score == count(Vote) == 0


def names_told(member: Member) -> list[str]:
    """Whom a member was told to have helped, the first first."""
    told = (Notification.member_id == member.id, Notification.kind == NotificationKind.HELPED)
    names = select(Notification.actor_name).where(*told).order_by(Notification.id)
    return list(db.session.scalars(names))


def in_parallel(app, act, member_ids, post_id):
    """Run `act(member, post)` for each member, twenty at once, each in a context of its own."""
    gate = Barrier(AT_ONCE)

    def one(member_id):
        gate.wait(timeout=60)
        with app.app_context(), writing():
            act(db.session.get(Member, member_id), load_post(post_id))
            db.session.remove()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, member_ids))


@pytest.mark.parametrize("act", [actions.vote, actions.mark_helped])
def test_two_hundred_members_at_once_all_count(app, act):
    post = answer(ask())
    members = [make_member().id for _ in range(VOTERS)]
    db.session.remove()  # hands the connection, and SQLite's write lock, back
    in_parallel(app, act, members, post.id)
    post = fresh(post)
    assert (post.score, post.helped_count) in [(VOTERS, 0), (0, VOTERS)]
    assert count(Vote) + count(HelpedMark) == VOTERS


def test_one_member_pressing_twenty_times_at_once_counts_once(app):
    post, voter = ask(), make_member()
    voter_id = voter.id
    db.session.remove()
    in_parallel(app, actions.vote, [voter_id] * AT_ONCE, post.id)
    assert fresh(post).score == count(Vote) == 1


def test_several_answers_can_have_helped_and_the_askers_mark_is_kept_apart(app):
    asker, other = make_member(), make_member()
    question = ask(asker)
    first, second = answer(question), answer(question)
    actions.mark_helped(asker, load_post(first.id))
    actions.mark_helped(other, load_post(first.id))
    actions.mark_helped(other, load_post(second.id))
    assert [(fresh(p).helped_asker, fresh(p).helped_count) for p in (first, second)] == [
        (True, 2),
        (False, 1),
    ]
    thread = db.session.get(Thread, question.thread_id, populate_existing=True)
    assert thread.helped_count == 3


def test_the_askers_mark_can_be_taken_back(app):
    asker = make_member()
    post = answer(ask(asker))
    actions.mark_helped(asker, load_post(post.id))
    actions.unmark_helped(asker, load_post(post.id))
    assert (fresh(post).helped_asker, fresh(post).helped_count) == (False, 0)


def test_whoever_helped_is_told_without_undoing_an_alias(app):
    asker, helper = make_member("Primrose"), make_member()
    question = ask(asker, alias=True)
    post = answer(question, helper)
    actions.mark_helped(asker, load_post(post.id))
    told = db.session.scalars(
        select(Notification).where(Notification.kind == NotificationKind.HELPED)
    ).one()
    assert told.member_id == helper.id
    assert told.actor_name == question.alias


def test_a_mark_is_told_under_the_alias_that_its_maker_has_in_the_thread(app):
    question, author, maker = ask(), make_member(), make_member()
    post, elsewhere = answer(question, author), answer(ask(), author)
    own = answer(question, maker, alias=True)
    for marked in (post, elsewhere):
        actions.mark_helped(maker, load_post(marked.id))
    assert names_told(author) == [own.alias, maker.username]


def test_who_asked_by_name_marks_by_name(app):
    """The page says that it helped whoever asked: under an alias the mark would say who that is."""
    asker, author = make_member(), make_member()
    question = ask(asker)
    post = answer(question, author)
    answer(question, asker, alias=True)
    actions.mark_helped(asker, load_post(post.id))
    assert names_told(author) == [asker.username]


def test_marking_again_and_again_fills_nobodys_inbox(app):
    author, first, second = make_member(), make_member(), make_member()
    post = answer(ask(), author)
    actions.mark_helped(first, load_post(post.id))
    for _ in range(5):
        actions.mark_helped(second, load_post(post.id))
        actions.unmark_helped(second, load_post(post.id))
    assert names_told(author) == [first.username]
    actions.mark_helped(second, load_post(post.id))
    assert names_told(author) == [first.username, second.username]
    assert db.session.get(Member, author.id, populate_existing=True).unread_count == 2


def test_a_bookmark_is_kept_once_and_can_be_removed(app):
    thread, member = ask().thread, make_member()
    actions.bookmark(member, thread)
    actions.bookmark(member, thread)
    assert count(Bookmark) == 1
    actions.unbookmark(member, thread)
    assert count(Bookmark) == 0
