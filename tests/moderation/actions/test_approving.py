"""What was held or marked as it was written, approved or marked as spam, and each undone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from factories import NOON, answer, ask, make_member, make_moderator, make_newcomer
from flask import Flask
from sqlalchemy import func, select

from forum.db import db
from forum.inbox import actions as inbox
from forum.inbox.models import Followable, Notification, NotificationKind
from forum.moderation import worklist
from forum.moderation.actions import (
    AlreadyChanged,
    FlagDraft,
    NotAllowed,
    approve,
    ask_changes,
    decline,
    flag,
    hide,
    mark_spam,
    restore,
    undo,
    uphold,
)
from forum.moderation.models import FlagReason
from forum.moderation.queries import newest_act, newest_act_on
from forum.permissions import VISITOR, Verb, Visibility, visible_to
from forum.threads.models import Post, Thread
from forum.threads.screening import Cause, Verdict
from forum.threads.screening.models import SpamFeature, SpamLesson
from forum.threads.screening.screen import Finding

WHY = "A moderator has read it."
LATER = NOON + timedelta(days=1)


def held(cause: Cause = Cause.FIRST) -> Verdict:
    return Verdict((Finding(cause, "for a test", holds=True),), "Wait a little.")


def marked(cause: Cause = Cause.FIRST) -> Verdict:
    return Verdict((Finding(cause, "for a test", holds=False),))


def told_of(post: Post) -> set[int]:
    kinds = (NotificationKind.QUESTION, NotificationKind.ANSWER, NotificationKind.REPLY)
    rows = select(Notification.member_id).where(
        Notification.post_id == post.id, Notification.kind.in_(kinds)
    )
    return set(db.session.scalars(rows))


def seen(model: Any = Post) -> set[int]:
    return set(db.session.scalars(select(model.id).where(visible_to(VISITOR, model))))


def waiting() -> list[int]:
    return [item.post.id for item in worklist.load(LATER).items]


def undo_newest(by: Any, post: Post, fresh: Any) -> None:
    act = newest_act()
    assert act is not None
    undo(by, act, fresh(post), act.created_at)


@pytest.fixture
def follower(app: Flask) -> Any:
    return make_member()


def test_a_held_answer_is_nowhere_until_it_is_approved_and_nowhere_again_when_that_is_undone(
    app: Flask, follower: Any, fresh: Any, counters_right: Any
) -> None:
    question, moderator = ask(follower), make_moderator()
    newcomer = make_newcomer()
    post = answer(question, newcomer, verdict=held())

    def is_out() -> list[bool]:
        thread = fresh(question).thread
        return [
            post.id in seen(),
            follower.id in told_of(post),
            thread.answers_count == 1,
            not newcomer.is_new,
            post.id not in waiting(),
        ]

    assert is_out() == [False] * 5
    approve(moderator, fresh(post), WHY, LATER)
    assert is_out() == [True] * 5
    assert fresh(question).thread.active_at == LATER
    assert counters_right()
    undo_newest(moderator, post, fresh)
    assert is_out() == [False] * 5
    assert fresh(post).visibility_reason == "Wait a little."
    assert counters_right()
    approve(moderator, fresh(post), WHY, LATER + timedelta(hours=1))
    assert is_out() == [True] * 5
    assert counters_right()


def test_a_held_question_tells_its_topics_followers_and_counts_when_it_is_published(
    app: Flask, follower: Any, fresh: Any, counters_right: Any
) -> None:
    first = ask(tags=("sleep",))
    [tag] = first.thread.topics
    inbox.follow(follower.id, Followable.TOPIC, tag.id)
    question = ask(make_newcomer(), tags=("sleep",), verdict=held())
    moderator = make_moderator()

    def state() -> tuple[bool, bool, int]:
        db.session.refresh(tag)
        return (
            question.thread_id in seen(Thread),
            follower.id in told_of(question),
            tag.threads_count,
        )

    assert state() == (False, False, 1)
    restore(moderator, fresh(question), WHY, LATER)
    assert state() == (True, True, 2)
    undo_newest(moderator, question, fresh)
    assert state() == (False, False, 1)
    assert counters_right()


def test_one_approval_releases_the_rest_but_not_suspected_spam_and_undoing_holds_it_again(
    app: Flask, follower: Any, fresh: Any, told: Any, counters_right: Any
) -> None:
    newcomer, moderator = make_newcomer(), make_moderator()
    question = ask(follower)
    first = answer(question, newcomer, verdict=held())
    linked = ask(newcomer, verdict=held(Cause.LINK))
    spam = answer(question, newcomer, verdict=held(Cause.SPAM))
    other = answer(question, make_newcomer(), verdict=held())
    approve(moderator, fresh(first), WHY, LATER)
    assert {first.id, linked.id} <= seen()
    assert not {spam.id, other.id} & seen()
    assert len(told(newcomer)) == 2
    assert counters_right()
    undo_newest(moderator, first, fresh)
    assert not {first.id, linked.id, spam.id} & seen()
    assert set(waiting()) == {first.id, linked.id, spam.id, other.id}
    assert not told_of(linked)
    assert counters_right()


def test_undoing_an_approval_leaves_hidden_what_was_hidden_since(
    app: Flask, follower: Any, fresh: Any
) -> None:
    newcomer, moderator = make_newcomer(), make_moderator()
    first = answer(ask(follower), newcomer, verdict=held())
    linked = ask(newcomer, verdict=held(Cause.LINK))
    approve(moderator, fresh(first), WHY, LATER)
    approval = newest_act_on(first.thread_id, Verb.APPROVE)
    hide(make_moderator(), fresh(linked), "Rude.", LATER)
    undo(moderator, approval, fresh(first), LATER)
    assert fresh(first).visibility is Visibility.HELD
    assert fresh(linked).visibility is Visibility.HIDDEN
    assert fresh(linked).visibility_reason == "Rude."


@pytest.mark.parametrize("approves_the_alias", [True, False])
def test_an_approval_never_shows_who_is_behind_an_alias(
    app: Flask, follower: Any, fresh: Any, approves_the_alias: bool
) -> None:
    newcomer, moderator = make_newcomer(), make_moderator()
    question = ask(follower)
    named = answer(question, newcomer, verdict=held())
    hidden_name = answer(question, newcomer, alias=True, verdict=held())
    pair = (hidden_name, named) if approves_the_alias else (named, hidden_name)
    approve(moderator, fresh(pair[0]), WHY, LATER)
    assert pair[0].id in seen()
    assert pair[1].id not in seen()
    assert pair[1].id in waiting()


def test_what_was_published_for_review_leaves_the_worklist_and_comes_back_when_undone(
    app: Flask, fresh: Any, told: Any, log: Any
) -> None:
    newcomer, moderator = make_newcomer(), make_moderator()
    first, second = (ask(newcomer, verdict=marked()) for _ in range(2))
    assert waiting() == [first.id, second.id]
    approve(moderator, fresh(first), WHY, LATER)
    assert waiting() == []
    assert told(newcomer) == []
    assert not newcomer.is_new
    with pytest.raises(AlreadyChanged):
        approve(moderator, fresh(first), WHY, LATER)
    undo_newest(moderator, first, fresh)
    assert waiting() == [first.id, second.id]
    assert newcomer.is_new
    assert [row[1] for row in log()] == [Verb.APPROVE, Verb.APPROVE]


def test_spam_is_hidden_and_learned_and_both_are_undone(
    app: Flask, fresh: Any, told: Any, counters_right: Any
) -> None:
    newcomer, moderator = make_newcomer(), make_moderator()
    question = ask(newcomer, verdict=held(Cause.SPAM))
    mark_spam(moderator, fresh(question), "It is spam.", LATER)
    assert fresh(question).thread.visibility is Visibility.HIDDEN
    assert waiting() == []
    assert lessons() == [(question.id, True)]
    assert told(newcomer) == ["a moderator: Your question was hidden as spam: It is spam."]
    undo_newest(moderator, question, fresh)
    assert fresh(question).thread.visibility is Visibility.HELD
    assert fresh(question).visibility_reason == "Wait a little."
    assert waiting() == [question.id]
    assert lessons() == []
    assert db.session.scalar(select(func.sum(SpamFeature.spam))) == 0
    assert counters_right()


def test_any_post_can_be_marked_as_spam_and_an_approval_teaches_that_it_is_fine(
    app: Flask, fresh: Any
) -> None:
    moderator = make_moderator()
    published = ask()
    mark_spam(moderator, fresh(published), "It is spam.", LATER)
    good = ask(make_newcomer(), verdict=held())
    approve(moderator, fresh(good), WHY, LATER)
    assert lessons() == [(published.id, True), (good.id, False)]


def test_spam_that_is_restored_long_after_was_fine_and_is_told_of_then(
    app: Flask, follower: Any, fresh: Any, counters_right: Any
) -> None:
    moderator, newcomer = make_moderator(), make_newcomer()
    post = answer(ask(follower), newcomer, verdict=held(Cause.SPAM))
    mark_spam(moderator, fresh(post), "It is spam.", LATER)
    restore(moderator, fresh(post), WHY, LATER + timedelta(days=3))
    assert lessons() == [(post.id, False)]
    assert told_of(post) == {follower.id}
    assert waiting() == []
    assert counters_right()


def test_what_was_hidden_or_given_back_is_not_released_with_another(
    app: Flask, follower: Any, fresh: Any
) -> None:
    moderator, newcomer, question = make_moderator(), make_newcomer(), ask(follower)
    hidden, returned, first = (answer(question, newcomer, verdict=held()) for _ in range(3))
    hide(moderator, fresh(hidden), "Rude.", NOON)
    ask_changes(moderator, fresh(returned), "Leave the name out.", NOON)
    approve(moderator, fresh(first), WHY, LATER)
    assert not {hidden.id, returned.id} & seen()
    assert not told_of(hidden)
    assert not told_of(returned)


def test_flags_for_spam_teach_when_they_are_upheld(app: Flask, fresh: Any) -> None:
    moderator, spam, rude = make_moderator(), ask(), ask()
    for post, reason in ((spam, FlagReason.SPAM), (rude, FlagReason.RUDE)):
        flag(make_member(), fresh(post), FlagDraft(reason), NOON, hold_at=9)
        uphold(moderator, fresh(post), "So it is.", LATER, upto=99)
    assert lessons() == [(spam.id, True)]
    undo(moderator, newest_act_on(spam.thread_id), fresh(spam), LATER)
    assert lessons() == []


def test_declined_flags_publish_what_screening_held_and_tell_its_followers(
    app: Flask, follower: Any, fresh: Any, counters_right: Any
) -> None:
    post = answer(ask(follower), make_newcomer(), verdict=held())
    moderator = make_moderator()
    flag(make_moderator(), fresh(post), FlagDraft(FlagReason.RUDE), NOON, hold_at=9)
    decline(moderator, fresh(post), "It is fine.", LATER, upto=99)
    assert follower.id in told_of(post)
    undo(moderator, newest_act_on(post.thread_id), fresh(post), LATER)
    assert not told_of(post)
    assert fresh(post).visibility is Visibility.HELD
    assert counters_right()


def test_a_crowds_hold_of_an_approved_post_takes_back_nothing(
    app: Flask, follower: Any, fresh: Any
) -> None:
    moderator = make_moderator()
    post = answer(ask(follower), make_newcomer(), verdict=held())
    approve(moderator, fresh(post), WHY, NOON)
    settled = make_member(created_at=NOON - timedelta(days=99))
    flag(settled, fresh(post), FlagDraft(FlagReason.RUDE), LATER, hold_at=1)
    assert fresh(post).visibility is Visibility.HELD
    assert told_of(post) == {follower.id}
    restore(moderator, fresh(post), WHY, LATER)
    assert len(told_of(post)) == 1
    assert (
        db.session.scalar(
            select(func.count()).where(
                Notification.post_id == post.id, Notification.kind == NotificationKind.ANSWER
            )
        )
        == 1
    )


def test_an_unread_count_goes_down_by_what_was_taken_back_and_not_below(
    app: Flask, follower: Any, fresh: Any, counters_right: Any
) -> None:
    moderator = make_moderator()
    post = answer(ask(follower), make_newcomer(), verdict=held())
    approve(moderator, fresh(post), WHY, LATER)
    inbox.read_all(follower.id, LATER)
    undo_newest(moderator, post, fresh)
    assert counters_right()


def test_nobody_but_moderators_approves(app: Flask, fresh: Any) -> None:
    author = make_newcomer()
    post = ask(author, verdict=held())
    for act in (approve, mark_spam):
        for member in (author, make_member()):
            with pytest.raises(NotAllowed):
                act(member, fresh(post), WHY, LATER)


def test_a_hidden_post_is_not_approved_but_restored(app: Flask, fresh: Any) -> None:
    moderator, post = make_moderator(), ask(make_newcomer(), verdict=held())
    hide(moderator, fresh(post), "Rude.", LATER)
    assert waiting() == []
    with pytest.raises(AlreadyChanged):
        approve(moderator, fresh(post), WHY, LATER)


def lessons() -> list[tuple[int, bool]]:
    rows = db.session.execute(
        select(SpamLesson.post_id, SpamLesson.is_spam).order_by(SpamLesson.post_id)
    )
    return [(post_id, is_spam) for post_id, is_spam in rows]
