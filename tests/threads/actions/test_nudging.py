"""Questions without an answer are brought to mind again, once at each stage."""

from datetime import timedelta

import pytest
from factories import answer, ask, make_member, make_moderator, reply
from sqlalchemy import select

from forum.accounts.actions import mute
from forum.accounts.models import Member
from forum.db import db, utcnow
from forum.inbox import actions as inbox
from forum.inbox.models import Followable, Notification, NotificationKind
from forum.permissions import Openness, Role, Visibility
from forum.threads.actions import nudge
from forum.threads.models import Thread
from forum.topics.models import TopicKind
from forum.topics.queries import load_topic

DAY = timedelta(days=1)


def told(member: Member) -> list[int]:
    """The questions that a member was reminded of."""
    statement = select(Notification.thread_id).where(
        Notification.member_id == member.id, Notification.kind == NotificationKind.WAITING
    )
    return list(db.session.scalars(statement.order_by(Notification.id)))


def asked_ago(hours: float, author: Member | None = None, **more):
    return ask(author, now=utcnow() - timedelta(hours=hours), tags=("cramp",), **more)


def follower() -> Member:
    member = make_member()
    topic = load_topic(TopicKind.TAG, "cramp")
    inbox.follow(member.id, Followable.TOPIC, topic.id)
    return member


def test_followers_of_its_tags_are_told_after_a_day_and_moderators_after_two(app):
    fresh, day_old, two_days_old = (asked_ago(hours) for hours in (23, 25, 49))
    moderator, administrator = make_moderator(), make_member("", Role.ADMINISTRATOR)
    somebody, stranger = follower(), make_member()
    assert nudge(utcnow(), DAY) == 3
    assert told(somebody) == [two_days_old.thread_id, day_old.thread_id]
    assert told(moderator) == told(administrator) == [two_days_old.thread_id]
    assert told(stranger) == []
    assert fresh.thread_id not in told(somebody)


def test_each_nudge_is_given_once_however_often_it_runs(app):
    asked_ago(49)
    somebody = follower()
    assert [nudge(utcnow(), DAY) for _ in range(3)] == [2, 0, 0]
    assert len(told(somebody)) == 1
    db.session.expire_all()
    assert db.session.get(Member, somebody.id).unread_count == 1


def test_askers_are_not_told_of_their_own_question(app):
    moderator = make_moderator()
    asked_ago(49, moderator)
    topic = load_topic(TopicKind.TAG, "cramp")
    inbox.follow(moderator.id, Followable.TOPIC, topic.id)
    nudge(utcnow(), DAY)
    assert told(moderator) == []


def test_an_asker_under_an_alias_stays_under_it(app):
    question = asked_ago(25, alias=True)
    somebody = follower()
    nudge(utcnow(), DAY)
    names = db.session.scalars(
        select(Notification.actor_name).where(Notification.member_id == somebody.id)
    ).all()
    assert names == [question.alias]


@pytest.mark.parametrize("why", ["answered", "closed", "hidden", "example", "forgotten"])
def test_what_needs_no_answer_is_left_alone(app, why):
    question = asked_ago(24 * 15 if why == "forgotten" else 49)
    moderator = make_moderator()
    if why == "answered":
        answer(question)
    elif why == "closed":
        question.thread.openness = Openness.CLOSED
    elif why == "hidden":
        question.thread.visibility = Visibility.HIDDEN
    elif why == "example":
        question.thread.is_example = True
    db.session.commit()
    assert nudge(utcnow(), DAY) == 0
    assert told(moderator) == []


def test_a_reply_is_no_answer(app):
    reply(asked_ago(25))
    assert nudge(utcnow(), DAY) == 1


def test_the_statements_of_a_run_do_not_grow_with_the_forum(app, queries):
    for _ in range(3):
        asked_ago(1)
    with queries() as few:
        nudge(utcnow(), DAY)
    for _ in range(20):
        answer(asked_ago(30))
    with queries() as many:
        nudge(utcnow(), DAY)
    assert len(few) == len(many) == 2
    assert db.session.query(Thread).count() == 23


def test_the_worker_gives_reminders_unless_they_are_off(one_app, monkeypatch):
    asked_ago(49)
    make_moderator()
    run = one_app.test_cli_runner().invoke
    with monkeypatch.context() as off:
        off.setitem(one_app.config, "NUDGE_AFTER_HOURS", 0)
        assert "0 reminders given" in run(args=["forum", "worker", "--once"]).output
    assert "2 reminders given" in run(args=["forum", "worker", "--once"]).output


def test_who_muted_the_asker_is_not_told_unless_it_is_asked_under_an_alias(app):
    asker = make_member()
    asked_ago(25, asker)
    reader = follower()
    mute(reader, asker)
    nudge(utcnow(), DAY)
    assert told(reader) == []
    veiled = asked_ago(26, asker, alias=True)
    nudge(utcnow(), DAY)
    assert told(reader) == [veiled.thread_id]
