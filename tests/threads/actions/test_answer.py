from factories import answer, ask, make_member, reply
from sqlalchemy import select

from forum.db import db
from forum.inbox.models import Notification, NotificationKind
from forum.permissions import PostKind
from forum.threads import aliases
from forum.threads.models import Post, Thread, ThreadAlias


def thread_of(post: Post) -> Thread:
    return db.session.get(Thread, post.thread_id, populate_existing=True)


def test_answers_and_replies_are_counted_apart(app):
    question = ask()
    first = answer(question)
    answer(question)
    reply(first)
    thread = thread_of(question)
    assert (thread.answers_count, thread.replies_count) == (2, 1)


def test_an_answer_makes_the_thread_active_again(app):
    question = ask()
    before = thread_of(question).active_at
    late = answer(question)
    assert thread_of(question).active_at == late.created_at > before


def test_a_reply_to_a_reply_hangs_under_the_same_post(app):
    first = answer(ask())
    second = reply(first)
    third = reply(second)
    assert (third.parent_id, third.reply_to_id) == (first.id, second.id)
    assert third.kind is PostKind.REPLY


def test_a_retried_answer_returns_the_first_and_counts_once(app):
    question, author = ask(), make_member()
    first = answer(question, author, submit_token="once")
    assert answer(question, author, submit_token="once").id == first.id
    assert thread_of(question).answers_count == 1


def test_the_asker_and_earlier_answerers_are_told_of_an_answer(app):
    asker, early, late = make_member(), make_member(), make_member()
    question = ask(asker)
    answer(question, early)
    answer(question, late)
    told = db.session.execute(select(Notification.member_id, Notification.kind)).all()
    assert sorted(told) == sorted(
        [(asker.id, NotificationKind.ANSWER)] * 2 + [(early.id, NotificationKind.ANSWER)]
    )
    db.session.refresh(asker)
    assert asker.unread_count == 2


def test_a_member_has_one_alias_in_a_thread_and_another_elsewhere(app):
    author, first, second = make_member(), ask(), ask()
    here = answer(first, author, alias=True)
    again = reply(first, author, alias=True)
    there = answer(second, author, alias=True)
    assert here.alias == again.alias
    drawn = db.session.scalars(select(ThreadAlias).where(ThreadAlias.member_id == author.id))
    assert {alias.thread_id: alias.name for alias in drawn} == {
        first.thread_id: here.alias,
        second.thread_id: there.alias,
    }


def test_an_alias_does_not_tell_its_members_name(app, monkeypatch):
    monkeypatch.setattr(aliases, "CREATURES", ["Badger", "Otter"])
    author = make_member("BadgerOfTheMeadow")
    given = [answer(ask(), author, alias=True).alias for _ in range(10)]
    assert {alias.split()[1] for alias in given} == {"Otter"}


def test_two_members_never_share_an_alias_in_a_thread(app):
    question = ask(alias=True)
    given = [answer(question, alias=True).alias for _ in range(12)] + [question.alias]
    assert len(set(given)) == 13
