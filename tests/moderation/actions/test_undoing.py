"""Every act, undone at once: everything is as it was, and the log has both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from factories import NOON, answer, ask, make_member, make_moderator, reply
from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Member
from forum.db import db
from forum.moderation import actions, queries
from forum.moderation.actions import AlreadyChanged, FlagDraft, NotAllowed, undo
from forum.moderation.models import Flag, FlagReason, FlagState, ModerationAct
from forum.permissions import Role
from forum.threads.models import Assessment, Post, Thread, ThreadTopic
from forum.threads.queries import load_post
from forum.topics.models import Topic
from forum.triage import Level

SOON = NOON + timedelta(seconds=20)
Step = Callable[[Member, Post], None]


def hold(_by: Member, post: Post) -> None:
    established = make_member(created_at=NOON - timedelta(days=30))
    actions.flag(established, post, FlagDraft(FlagReason.RUDE), NOON, hold_at=1)


def dispute(_by: Member, post: Post) -> None:
    assert post.assessment is not None
    post.assessment.level = Level.ROUTINE
    post.assessment.disputed_at = NOON
    db.session.commit()


def judge(level: Level | None) -> Step:
    def step(by: Member, post: Post) -> None:
        assert post.assessment is not None
        seen = actions.banner_state(post.assessment)
        actions.override_banner(by, post, level, f"Set to {level}.", NOON, seen=seen)

    return step


def raise_flag(_by: Member, post: Post) -> None:
    for _ in range(2):
        actions.flag(make_member(), post, FlagDraft(FlagReason.SPAM), NOON, hold_at=9)


def decide(name: str, **options: Any) -> Step:
    def step(by: Member, post: Post) -> None:
        newest = max(db.session.scalars(select(Flag.id)))
        getattr(actions, name)(by, post, "Looked at.", NOON, upto=newest, **options)

    return step


def press(name: str, *values: Any, **options: Any) -> Step:
    def step(by: Member, post: Post) -> None:
        getattr(actions, name)(by, post, *values, f"Why {name}.", NOON, **options)

    return step


def _another(post: Post) -> int:
    """Return a question that is not this one."""
    statement = select(Thread.id).where(Thread.id != post.thread_id).order_by(Thread.id)
    return db.session.scalars(statement).first() or 0


def _topics_of(post: Post) -> str:
    return actions.topics_state(post.thread.topics)


ON_ANSWER = {
    "hide": [press("hide")],
    "hide what is held": [hold, press("hide")],
    "approve": [hold, press("approve")],
    "approve what was given back": [press("ask_changes"), press("approve")],
    "ask for changes": [press("ask_changes")],
    "ask for changes of what is held": [hold, press("ask_changes")],
    "hide what was given back": [press("ask_changes"), press("hide")],
    "feature": [press("feature")],
    "unfeature": [press("feature"), press("unfeature")],
    "notice": [press("put_notice")],
    "another notice": [
        press("put_notice"),
        lambda by, post: actions.put_notice(by, post, "B", NOON),
    ],
    "take the notice away": [press("put_notice"), press("take_notice")],
    "restore": [press("hide"), press("restore")],
    "restore what is held": [hold, press("restore")],
    "to reply": [press("to_reply")],
    "judge": [judge(Level.CRISIS)],
    "judge again": [judge(Level.CRISIS), judge(Level.NONE)],
    "withdraw": [judge(Level.CRISIS), judge(None)],
    "check": [judge(Level.NONE)],
    "check what was raised": [judge(Level.CRISIS), judge(Level.CRISIS)],
    "raise what was checked": [judge(Level.NONE), judge(Level.CRISIS)],
    "judge what is disputed": [dispute, judge(Level.NONE)],
    "uphold": [raise_flag, decide("uphold")],
    "uphold and keep": [raise_flag, decide("uphold", keep=True)],
    "decline": [raise_flag, decide("decline")],
    "decline what is held": [raise_flag, hold, decide("decline")],
}
ON_REPLY = {"to answer": [press("to_answer")], "hide": [press("hide")]}
ON_QUESTION = {
    "hide": [press("hide")],
    "restore": [press("hide"), press("restore")],
    "ask for changes": [press("ask_changes")],
    "slow": [press("slow", 15, seen=0)],
    "at the usual pace again": [press("slow", 15, seen=0), press("slow", 0, seen=15)],
    "keep from engines": [press("unlist")],
    "offer to engines": [press("unlist"), press("relist")],
    "pin until a day": [press("pin", None, seen=None, until=NOON + timedelta(days=3))],
    "unpin before the day": [
        press("pin", None, seen=None, until=NOON + timedelta(days=3)),
        press("unpin"),
    ],
    "merge": [lambda by, post: actions.merge(by, post, _another(post), "Why.", NOON)],
    "part again": [
        lambda by, post: actions.merge(by, post, _another(post), "Why.", NOON),
        lambda by, post: actions.unmerge(by, post, "Why.", NOON),
    ],
    "other topics": [
        lambda by, post: actions.retag(by, post, [], "Why.", NOON, seen=_topics_of(post))
    ],
    "lock": [press("lock")],
    "lock what is closed": [press("close"), press("lock")],
    "unlock": [press("lock"), press("unlock")],
    "close": [press("close")],
    "reopen": [press("close"), press("reopen")],
    "pin": [press("pin", None, seen=None)],
    "move on the shelf": [press("pin", 1, seen=None), press("pin", 2, seen=1)],
    "unpin": [press("pin", 1, seen=None), press("unpin")],
    "retitle": [press("retitle", "Another title", seen="A first title")],
}
CASES = [
    *((f"{name}: answer", "answer", steps) for name, steps in ON_ANSWER.items()),
    *((f"{name}: reply", "reply", steps) for name, steps in ON_REPLY.items()),
    *((f"{name}: question", "question", steps) for name, steps in ON_QUESTION.items()),
]


def picture() -> list[Any]:
    """Return everything that acts change, but for what is counted and when it was."""
    parts = (
        (Thread.id, Thread.visibility, Thread.visibility_reason, Thread.openness),
        (Thread.id, Thread.openness_reason, Thread.title, Thread.slug, Thread.level),
        (Thread.id, Thread.answers_count, Thread.replies_count),
        (Thread.id, Thread.slow_minutes, Thread.pinned_until, Thread.noindex, Thread.active_at),
        (Post.id, Post.thread_id, Post.notice, Post.featured_at.is_(None)),
        (ThreadTopic.thread_id, ThreadTopic.topic_id),
        (Topic.id, Topic.threads_count),
        (Post.id, Post.visibility, Post.visibility_reason, Post.kind),
        (Post.id, Post.parent_id, Post.reply_to_id),
        (Assessment.post_id, Assessment.override, Assessment.override_reason),
        (Assessment.post_id, Assessment.disputed_at.is_(None), Assessment.checked_at.is_(None)),
        (Flag.id, Flag.state),
    )
    rows: list[Any] = [
        [tuple(row) for row in db.session.execute(select(*columns).order_by(columns[0]))]
        for columns in parts
    ]
    pinned = select(Thread.id).where(Thread.pinned_position.is_not(None))
    return [*rows, list(db.session.scalars(pinned.order_by(Thread.pinned_position)))]


@pytest.mark.parametrize(
    ("on", "steps"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_an_act_and_its_undo_leave_everything_as_it_was(
    app: Flask,
    counters_right: Any,
    index_right: Any,
    feeds: Any,
    on: str,
    steps: list[Step],
) -> None:
    moderator = make_moderator()
    question = ask(title="A first title", tags=("cramp",))
    shelved = ask()
    actions.pin(moderator, shelved, None, "Asked.", NOON, seen=None)
    first = answer(question)
    second = reply(first)
    third = reply(second)
    post = {"question": question, "answer": first, "reply": second}[on]
    *made_ready, act = steps
    for step in made_ready:
        step(moderator, post)
    before, told_before = picture(), feeds()
    act(moderator, loaded(post))
    assert picture() != before
    assert counters_right()
    assert index_right()
    row = queries.newest_act()
    assert row is not None
    undo(moderator, row, loaded(post), SOON)
    after = picture()
    if on == "answer" and act is not ON_ANSWER["to reply"][0]:
        assert third.parent_id == first.id
    assert after == before
    assert counters_right()
    assert index_right()
    assert feeds() == told_before


def loaded(post: Post) -> Post:
    found = load_post(post.id)
    assert found is not None
    return found


def last_act() -> ModerationAct:
    found = queries.newest_act()
    assert found is not None
    return found


def test_undoing_is_told_and_logged_like_any_other_act(app: Flask, told: Any, log: Any) -> None:
    author, moderator = make_member(), make_moderator()
    post = answer(ask(), author)
    actions.hide(moderator, post, "Spam.", NOON)
    undo(moderator, last_act(), post, SOON)
    assert [row[1] for row in log()] == ["hide", "restore"]
    assert told(author)[1] == (
        "a moderator: Your answer was restored: It was done by mistake and undone at once."
    )


def test_undone_flags_wait_again_and_are_decided_again(app: Flask, told: Any) -> None:
    flagger, moderator, post = make_member(), make_moderator(), answer(ask())
    actions.flag(flagger, post, FlagDraft(FlagReason.SPAM), NOON, hold_at=9)
    decide("uphold")(moderator, post)
    undo(moderator, last_act(), post, SOON)
    assert db.session.scalars(select(Flag.state)).all() == [FlagState.OPEN]
    decide("decline")(moderator, post)
    assert len(told(flagger)) == 2


@pytest.mark.parametrize("who", ["another", "too late", "not the newest", "twice"])
def test_only_ones_own_fresh_and_newest_act_is_undone(
    app: Flask, fresh: Any, log: Any, who: str
) -> None:
    moderator, post = make_moderator(), answer(ask())
    actions.hide(moderator, post, "Spam.", NOON)
    act, by, at = last_act(), moderator, SOON
    if who == "another":
        by = make_moderator()
    elif who == "too late":
        at = NOON + timedelta(seconds=31)
    elif who == "not the newest":
        actions.to_reply(make_moderator(), post, "Aside.", NOON)
    else:
        undo(by, act, post, at)
    number = len(log())
    with pytest.raises(AlreadyChanged):
        undo(by, act, post, at)
    db.session.rollback()
    assert len(log()) == number


def test_who_lost_the_role_cannot_undo(app: Flask) -> None:
    moderator, post = make_moderator(), answer(ask())
    actions.hide(moderator, post, "Spam.", NOON)
    moderator.roles = frozenset({Role.CLINICIAN})
    db.session.commit()
    with pytest.raises(NotAllowed):
        undo(moderator, last_act(), post, SOON)
