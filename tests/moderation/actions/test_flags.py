from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from factories import NOON, answer, ask, make_member, make_moderator
from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Member
from forum.db import db
from forum.inbox.models import Notification, NotificationKind
from forum.moderation import queries, worklist
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
    withdraw_flag,
)
from forum.moderation.models import Flag, FlagReason, FlagState
from forum.permissions import PostKind, Role, ThreadKind, Verb, Visibility
from forum.threads.actions import delete_post, edit_question, undelete_post
from forum.threads.actions.screened import send_out
from forum.threads.models import Post
from forum.threads.queries import load_post
from forum.threads.screening import Cause, Verdict
from forum.threads.screening.queries import lesson_of
from forum.threads.screening.screen import Finding
from forum.threads.visibility import show_post

SPAM = FlagDraft(FlagReason.SPAM, "It is on every page.")
WHY = "It is spam."
SOON = NOON + timedelta(seconds=5)


def make_established(**fields: Any) -> Member:
    return make_member(created_at=NOON - timedelta(days=30), **fields)


def raise_flags(post: Post, people: list[Member], draft: FlagDraft = SPAM) -> int:
    """Let each of the people flag a post, three being enough to hold it; return the newest flag."""
    for member in people:
        assert flag(member, post, draft, NOON, hold_at=3)
    return max(db.session.scalars(select(Flag.id)))


def loaded(post: Post) -> Post:
    found = load_post(post.id)
    assert found is not None
    return found


def states() -> list[FlagState]:
    return list(db.session.scalars(select(Flag.state).order_by(Flag.id)))


def test_a_flag_keeps_the_text_as_it_was_flagged(app: Flask) -> None:
    asker, member = make_member(), make_member()
    question = ask(asker, title="Odd title", body="Odd *text* that will change.")
    assert flag(member, question, SPAM, NOON, hold_at=3)
    edit_question(asker, question, title="Title", body="Another text.", tags=[], now=NOON)
    kept = db.session.scalars(select(Flag)).one()
    assert kept.snapshot == "Odd title\n\nOdd *text* that will change."
    assert (kept.reason, kept.note, kept.state) == (FlagReason.SPAM, SPAM.note, FlagState.OPEN)


def test_a_member_flags_a_post_once(app: Flask) -> None:
    post, member = answer(ask()), make_member()
    assert flag(member, post, SPAM, NOON, hold_at=3)
    assert not flag(member, post, SPAM, NOON, hold_at=3)
    assert len(states()) == 1


def test_whoever_flagged_a_post_withdraws_their_flag_and_may_flag_it_again(app: Flask) -> None:
    post, someone, other = answer(ask()), make_member(), make_member()
    raise_flags(post, [someone, other])
    assert withdraw_flag(someone, loaded(post))
    assert [each.member_id for each in queries.open_flags([post.id])] == [other.id]
    assert not withdraw_flag(someone, loaded(post))
    assert flag(someone, loaded(post), SPAM, SOON, hold_at=9)


def test_a_post_whose_only_flag_is_withdrawn_waits_for_nobody(app: Flask) -> None:
    post, someone = answer(ask()), make_member()
    raise_flags(post, [someone])
    assert [item.post.id for item in worklist.load(SOON).items] == [post.id]
    withdraw_flag(someone, loaded(post))
    assert worklist.load(SOON).items == []


def test_a_flag_that_a_moderator_has_decided_is_not_withdrawn(app: Flask) -> None:
    post, someone = answer(ask()), make_member()
    newest = raise_flags(post, [someone])
    decline(make_moderator(), loaded(post), "It is fine.", SOON, upto=newest)
    assert not withdraw_flag(someone, loaded(post))
    assert db.session.scalars(select(Flag.state)).all() == [FlagState.DECLINED]


def test_what_flags_hold_waits_for_a_moderator_whoever_takes_them_back(app: Flask) -> None:
    post = answer(ask())
    people = [make_established() for _ in range(3)]
    raise_flags(post, people)
    with pytest.raises(NotAllowed):
        withdraw_flag(people[0], loaded(post))
    assert len(queries.open_flags([post.id])) == 3


def test_nobody_flags_their_own_post(app: Flask) -> None:
    author = make_member()
    with pytest.raises(NotAllowed):
        flag(author, answer(ask(), author), SPAM, NOON, hold_at=3)


@pytest.mark.parametrize("kind", ["question", "answer"])
def test_enough_flags_of_established_members_hold_a_post(
    app: Flask, fresh: Any, log: Any, told: Any, counters_right: Any, kind: str
) -> None:
    author = make_member()
    post = ask(author) if kind == "question" else answer(ask(), author)
    raise_flags(post, [make_established(), make_established()])
    assert fresh(post).visibility is Visibility.PUBLISHED
    raise_flags(post, [make_established()])
    post = fresh(post)
    assert post.visibility is Visibility.HELD
    assert (post.thread.visibility is Visibility.HELD) == (kind == "question")
    assert counters_right()
    ((actor_id, verb, _, _, _, before, after),) = log()
    assert (actor_id, verb, before, after) == (
        None,
        Verb.HIDE,
        {"visibility": "published"},
        {"visibility": "held"},
    )
    assert told(author)[0].startswith(
        f"the site: Your {kind} was hidden until a moderator has looked at it: "
    )


def test_newcomers_and_unconfirmed_or_closed_accounts_hide_nothing(
    app: Flask, fresh: Any, log: Any
) -> None:
    post = answer(ask())
    crowd = [make_member(created_at=NOON - timedelta(days=1)) for _ in range(4)]
    unconfirmed, closed = make_established(), make_established()
    unconfirmed.confirmed_at, closed.active = None, False
    db.session.commit()
    raise_flags(post, [*crowd, unconfirmed, closed, make_established(), make_established()])
    assert fresh(post).visibility is Visibility.PUBLISHED
    assert log() == []


def test_worry_about_someone_at_risk_hides_nobody(app: Flask, fresh: Any) -> None:
    post = ask()
    raise_flags(post, [make_established() for _ in range(4)], FlagDraft(FlagReason.AT_RISK))
    assert fresh(post).visibility is Visibility.PUBLISHED


def alarmed() -> list[tuple[str, str]]:
    """Who was told that somebody may be at risk, and by whom."""
    alarms = (
        select(Member.username, Notification.actor_name)
        .join(Notification, Notification.member_id == Member.id)
        .where(Notification.kind == NotificationKind.AT_RISK)
        .order_by(Member.id)
    )
    return [(told, by) for told, by in db.session.execute(alarms)]


def test_moderators_are_told_at_once_that_someone_may_be_at_risk_but_not_who_wrote_it(
    app: Flask,
) -> None:
    post, worried = ask(make_moderator("rowan")), make_member("willow")
    for name in ("alder", "linden"):
        make_moderator(name)
    flag(worried, post, FlagDraft(FlagReason.AT_RISK, "She says goodbye."), NOON, hold_at=9)
    assert alarmed() == [("alder", "willow"), ("linden", "willow")]
    assert withdraw_flag(worried, loaded(post))
    assert alarmed() == []


def test_moderators_find_other_flags_when_they_come(app: Flask) -> None:
    make_moderator()
    post = ask()
    for reason in set(FlagReason) - {FlagReason.AT_RISK}:
        flag(make_member(), post, FlagDraft(reason), NOON, hold_at=99)
    assert alarmed() == []


def test_a_crowd_cannot_take_down_an_article(app: Flask, fresh: Any) -> None:
    article = ask()
    article.kind, article.thread.kind = PostKind.ARTICLE, ThreadKind.ARTICLE
    db.session.commit()
    raise_flags(article, [make_established() for _ in range(4)])
    assert fresh(article).visibility is Visibility.PUBLISHED


def test_upholding_hides_the_post_and_answers_everyone(
    app: Flask, fresh: Any, log: Any, told: Any, counters_right: Any
) -> None:
    author, moderator = make_member(), make_moderator()
    post, people = answer(ask(), author), [make_established() for _ in range(2)]
    uphold(moderator, post, WHY, NOON, upto=raise_flags(post, people))
    assert fresh(post).visibility is Visibility.HIDDEN
    assert states() == [FlagState.UPHELD] * 2
    assert counters_right()
    assert [(row[1], row[6]) for row in log()] == [
        (Verb.HIDE, {"visibility": "hidden"}),
        (Verb.DECIDE_FLAGS, {"flags": "upheld"}),
    ]
    assert told(author) == [f"a moderator: Your answer was hidden: {WHY}"]
    for member in people:
        assert told(member) == [
            f"a moderator: The answer that you flagged was found against the rules: {WHY}"
        ]


def test_upholding_can_leave_the_post_where_it_is(app: Flask, fresh: Any, told: Any) -> None:
    author = make_member()
    post = ask(author)
    newest = raise_flags(post, [make_established() for _ in range(3)])
    assert fresh(post).visibility is Visibility.HELD
    uphold(make_moderator(), post, "It has a banner now.", NOON, upto=newest, keep=True)
    assert fresh(post).visibility is Visibility.PUBLISHED
    assert states() == [FlagState.UPHELD] * 3
    assert told(author)[1:] == ["a moderator: Your question was restored: It has a banner now."]


def test_declining_publishes_what_was_held_and_says_so_to_the_author_only_then(
    app: Flask, fresh: Any, log: Any, told: Any, counters_right: Any
) -> None:
    author, moderator = make_member(), make_moderator()
    held, shown = answer(ask(), author), answer(ask(), author)
    people = [make_established() for _ in range(3)]
    decline(moderator, held, "It is fine.", NOON, upto=raise_flags(held, people))
    decline(moderator, shown, "It is fine.", NOON, upto=raise_flags(shown, people[:1]))
    assert [fresh(post).visibility for post in (held, shown)] == [Visibility.PUBLISHED] * 2
    assert counters_right()
    assert [row[1] for row in log()] == [
        Verb.HIDE,
        Verb.RESTORE,
        Verb.DECIDE_FLAGS,
        Verb.DECIDE_FLAGS,
    ]
    assert told(author)[1:] == ["a moderator: Your answer was restored: It is fine."]
    assert (
        told(people[0])
        == ["a moderator: The answer that you flagged was found fine: It is fine."] * 2
    )


@pytest.mark.parametrize("act", ["restore what is hidden", "restore what is held", "approve"])
def test_giving_a_post_back_to_the_public_answers_its_flags_until_that_is_undone(
    app: Flask, fresh: Any, log: Any, told: Any, act: str
) -> None:
    post, moderator = answer(ask()), make_moderator()
    people = [make_established() for _ in range(1 if "hidden" in act else 3)]
    raise_flags(post, people)
    if "hidden" in act:  # as posts were before hiding one answered its flags
        show_post(post, Visibility.HIDDEN, WHY)
        db.session.commit()
    give_back = approve if act == "approve" else restore
    give_back(moderator, fresh(post), "It may stay.", SOON)
    assert set(states()) == {FlagState.DECLINED}
    assert worklist.count() == 0
    assert [row[1] for row in log()][-2:] == [Verb.DECIDE_FLAGS, Verb(act.split()[0])]
    line = "a moderator: The answer that you flagged was found fine: It may stay."
    assert told(people[0]) == [line]
    done = queries.newest_act()
    assert done is not None
    undo(moderator, done, fresh(post), SOON)
    assert set(states()) == {FlagState.OPEN}
    assert worklist.count() == 1


@pytest.mark.parametrize("flags", [1, 3])  # three hold it
@pytest.mark.parametrize(
    ("act", "told_as"),
    [
        (hide, "found against the rules"),
        (mark_spam, "found against the rules"),
        (ask_changes, "given back to its author for changes"),
    ],
)
def test_taking_a_post_out_of_sight_answers_its_flags_until_that_is_undone(
    app: Flask, fresh: Any, log: Any, told: Any, flags: int, act: Any, told_as: str
) -> None:
    post, moderator = answer(ask()), make_moderator()
    people = [make_established() for _ in range(flags)]
    raise_flags(post, people)
    before = fresh(post).visibility
    act(moderator, fresh(post), WHY, SOON)
    assert set(states()) == {FlagState.UPHELD}
    assert worklist.count() == 0
    assert [row[1] for row in log()][-2:] == [Verb.DECIDE_FLAGS, queries.newest_act().verb]
    for member in people:
        assert told(member) == [f"a moderator: The answer that you flagged was {told_as}: {WHY}"]
    undo(moderator, queries.newest_act(), fresh(post), SOON)
    assert set(states()) == {FlagState.OPEN}
    assert worklist.count() == 1
    assert fresh(post).visibility is before
    answers = [(row[5], row[6]) for row in log() if row[1] is Verb.DECIDE_FLAGS]
    assert answers == [
        ({"open": flags}, {"flags": "upheld"}),
        ({"flags": "upheld"}, {"flags": "open"}),
    ]


def test_hiding_a_question_answers_the_flags_on_it_and_not_those_on_its_answers(
    app: Flask,
) -> None:
    question = ask()
    under = answer(question)
    raise_flags(question, [make_established()])
    raise_flags(under, [make_established()])
    hide(make_moderator(), question, WHY, NOON)
    assert states() == [FlagState.UPHELD, FlagState.OPEN]


def test_finding_a_marked_post_fine_answers_its_flags(app: Flask) -> None:
    author = make_member()
    post = answer(ask(), author)
    verdict = Verdict((Finding(Cause.FIRST, "post 1 of a new member", holds=False),))
    send_out(post, author, verdict, NOON)
    db.session.commit()
    raise_flags(post, [make_established()])
    moderator = make_moderator()
    approve(moderator, loaded(post), "It may stay.", SOON)
    assert states() == [FlagState.DECLINED]
    assert worklist.count() == 0
    done = queries.newest_act()
    assert done is not None
    undo(moderator, done, loaded(post), SOON)
    assert states() == [FlagState.OPEN]


def test_a_moderator_who_answers_their_own_flag_is_not_told_of_it(app: Flask, told: Any) -> None:
    post, moderator, other = answer(ask()), make_moderator(), make_established()
    raise_flags(post, [moderator, other])
    hide(moderator, post, WHY, NOON)
    assert told(moderator) == []
    assert len(told(other)) == 1


def test_a_flag_that_came_after_the_moderator_looked_stays_open(app: Flask, log: Any) -> None:
    post = answer(ask())
    seen = raise_flags(post, [make_established()])
    raise_flags(post, [make_established()])
    decline(make_moderator(), post, "It is fine.", NOON, upto=seen)
    assert states() == [FlagState.DECLINED, FlagState.OPEN]


def test_the_second_moderator_to_decide_is_told_that_it_has_changed(app: Flask, log: Any) -> None:
    post = answer(ask())
    newest = raise_flags(post, [make_established()])
    decline(make_moderator(), post, "It is fine.", NOON, upto=newest)
    for act in (uphold, decline):
        with pytest.raises(AlreadyChanged):
            act(make_moderator(), post, WHY, NOON, upto=newest)
    db.session.rollback()
    assert len(log()) == 1


def test_upholding_what_someone_hid_before_hides_it_no_second_time(app: Flask, log: Any) -> None:
    post, moderator = answer(ask()), make_moderator()
    seen = raise_flags(post, [make_established()])
    newest = raise_flags(post, [make_established()])
    uphold(moderator, post, WHY, NOON, upto=seen)
    uphold(moderator, post, WHY, NOON, upto=newest)
    assert [row[1] for row in log()] == [Verb.HIDE, Verb.DECIDE_FLAGS, Verb.DECIDE_FLAGS]


def test_flags_on_what_its_author_took_back_wait_until_it_is_brought_back(app: Flask) -> None:
    """Found right without being hidden, it would be everyone's again by a press of its author."""
    author, moderator = make_member(), make_moderator()
    post = loaded(answer(ask(), author))
    newest = raise_flags(post, [make_member()])
    delete_post(author, post)
    with pytest.raises(AlreadyChanged):
        uphold(moderator, post, WHY, NOON, upto=newest)
    db.session.rollback()
    assert states() == [FlagState.OPEN]
    undelete_post(author, loaded(post))
    uphold(moderator, loaded(post), WHY, NOON, upto=newest)
    assert states() == [FlagState.UPHELD]
    assert loaded(post).visibility is Visibility.HIDDEN


def test_members_do_not_decide_flags(app: Flask) -> None:
    post = answer(ask())
    newest = raise_flags(post, [make_established()])
    for act in (uphold, decline):
        with pytest.raises(NotAllowed):
            act(make_member(), post, WHY, NOON, upto=newest)


def test_flags_never_turn_what_a_moderator_hid_into_what_waits(app: Flask) -> None:
    post = answer(ask())
    hide(make_moderator(), post, WHY, NOON)
    trusted = make_member("", Role.MODERATOR, created_at=NOON - timedelta(days=30))
    assert flag(trusted, loaded(post), SPAM, SOON, hold_at=1)
    assert loaded(post).visibility is Visibility.HIDDEN
    assert loaded(post).visibility_reason == WHY


@pytest.mark.parametrize(("reason", "learned"), [(FlagReason.SPAM, True), (FlagReason.RUDE, False)])
def test_the_spam_filter_learns_from_what_is_hidden_as_spam_alone(
    app: Flask, reason: FlagReason, learned: bool
) -> None:
    post = answer(ask())
    newest = raise_flags(post, [make_member()], FlagDraft(reason))
    uphold(make_moderator(), loaded(post), "Looked at.", SOON, upto=newest)
    assert (lesson_of(post.id) is not None) == learned


def test_undoing_a_decision_takes_back_what_it_taught_and_nothing_that_was_taught_before(
    app: Flask,
) -> None:
    author, moderator, later = make_member(), make_moderator(), SOON + timedelta(hours=1)
    post = answer(ask(), author)
    verdict = Verdict((Finding(Cause.FIRST, "post 1 of a new member", holds=False),))
    send_out(post, author, verdict, NOON)
    db.session.commit()
    approve(moderator, loaded(post), "It may stay.", SOON)
    taught = lesson_of(post.id)
    assert taught is not None
    newest = raise_flags(post, [make_established()], FlagDraft(FlagReason.RUDE))
    uphold(moderator, loaded(post), "Looked at.", later, upto=newest)
    done = queries.newest_act()
    assert done is not None
    undo(moderator, done, loaded(post), later)
    assert lesson_of(post.id) is taught
    uphold(moderator, loaded(post), WHY, later, upto=raise_flags(post, [make_established()]))
    done = queries.newest_act()
    assert done is not None
    assert lesson_of(post.id).is_spam
    undo(moderator, done, loaded(post), later)
    assert lesson_of(post.id) is None


def test_undoing_a_decision_leaves_alone_what_was_done_in_the_thread_before(
    app: Flask, log: Any
) -> None:
    question, moderator = ask(), make_moderator()
    hidden, post = answer(question), answer(question)
    hide(moderator, hidden, WHY, NOON)
    restore(moderator, loaded(hidden), "It may stay.", NOON)
    newest = raise_flags(post, [make_established()])
    decline(moderator, loaded(post), "It may stay.", SOON, upto=newest)
    done = queries.newest_act()
    assert done is not None
    undo(moderator, done, loaded(post), SOON)
    assert [loaded(each).visibility for each in (hidden, post)] == [Visibility.PUBLISHED] * 2
    verbs = [row[1] for row in log()]
    assert verbs == [Verb.HIDE, Verb.RESTORE, Verb.DECIDE_FLAGS, Verb.DECIDE_FLAGS]
    assert states() == [FlagState.OPEN]


def test_undoing_that_a_post_is_hidden_keeps_what_the_filter_learned_from_it_before(
    app: Flask,
) -> None:
    post, moderator, later = answer(ask()), make_moderator(), SOON + timedelta(hours=1)
    mark_spam(moderator, post, WHY, NOON)
    restore(moderator, loaded(post), "It may stay.", SOON)
    taught = lesson_of(post.id)
    assert taught is not None
    hide(moderator, loaded(post), "Rude.", later)
    done = queries.newest_act()
    assert done is not None
    undo(moderator, done, loaded(post), later)
    assert loaded(post).visibility is Visibility.PUBLISHED
    assert lesson_of(post.id) is taught
