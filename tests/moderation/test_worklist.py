from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from factories import NOON, answer, ask, make_member, make_moderator, numbers, reply
from flask import Flask
from sqlalchemy import text

from forum.db import db
from forum.moderation import worklist
from forum.moderation.actions import (
    FlagDraft,
    banner_state,
    close,
    decline,
    dispute_banner,
    flag,
    hide,
    merge,
    override_banner,
    unmerge,
    uphold,
)
from forum.moderation.models import FlagReason
from forum.moderation.waiting import Waiting
from forum.moderation.waiting import waiting as all_waiting
from forum.permissions import Visibility
from forum.threads.actions import delete_post, edit_post
from forum.threads.models import Post
from forum.threads.visibility import show_post
from forum.triage import Level


def raise_flag(post: Post, reason: FlagReason = FlagReason.SPAM, hours: int = 0) -> Post:
    flag(make_member(), post, FlagDraft(reason), NOON + timedelta(hours=hours), hold_at=99)
    return post


def hold(post: Post) -> Post:
    show_post(post, Visibility.HELD)
    db.session.commit()
    return post


def waiting(**filters: Any) -> list[tuple[int, tuple[Waiting, ...]]]:
    return [(item.post.id, item.reasons) for item in worklist.load(NOON, **filters).items]


def test_nothing_waits_in_a_quiet_forum(app: Flask, set_level: Any) -> None:
    answer(set_level(ask(), Level.URGENT))
    assert waiting() == []
    assert worklist.count() == 0


def test_each_reason_to_wait_is_found(app: Flask, set_level: Any) -> None:
    asker = make_member()
    disputed = set_level(ask(asker), Level.ROUTINE)
    dispute_banner(asker, disputed, NOON)
    flagged, held = raise_flag(answer(ask())), hold(reply(ask()))
    alone = set_level(ask(), Level.CRISIS)
    assert dict(waiting()) == {
        flagged.id: (Waiting.FLAGGED,),
        held.id: (Waiting.HELD,),
        alone.id: (Waiting.UNANSWERED,),
        disputed.id: (Waiting.DISPUTED,),
    }
    assert worklist.count() == 4


def test_the_gravest_come_first_and_of_those_the_longest_waiting(
    app: Flask, set_level: Any
) -> None:
    calm_late = raise_flag(answer(ask()), hours=30)
    calm_early = raise_flag(answer(ask()), hours=20)
    emergency = set_level(ask(), Level.EMERGENCY)
    crisis = set_level(ask(), Level.CRISIS)
    urgent = raise_flag(set_level(answer(ask()), Level.URGENT), hours=40)
    items = worklist.load(NOON).items
    assert [item.post.id for item in items] == [
        post.id for post in (crisis, emergency, urgent, calm_early, calm_late)
    ]
    assert [item.level for item in items] == [
        Level.CRISIS,
        Level.EMERGENCY,
        Level.URGENT,
        Level.NONE,
        Level.NONE,
    ]
    assert items[-1].since == NOON + timedelta(hours=30)


def test_a_member_who_sees_danger_weighs_as_much_as_a_banner(app: Flask) -> None:
    spam = raise_flag(answer(ask()))
    dangerous = raise_flag(answer(ask()), FlagReason.DANGEROUS, hours=1)
    at_risk = raise_flag(answer(ask()), FlagReason.AT_RISK, hours=2)
    assert [post_id for post_id, _ in waiting()] == [at_risk.id, dangerous.id, spam.id]


def test_a_post_that_waits_for_several_reasons_is_one_item_with_all_its_flags(
    app: Flask, set_level: Any
) -> None:
    post = set_level(answer(ask()), Level.EMERGENCY)
    raise_flag(post, hours=5)
    raise_flag(post, FlagReason.RUDE, hours=3)
    hold(post)
    (item,) = worklist.load(NOON).items
    assert item.reasons == (Waiting.FLAGGED, Waiting.HELD)
    assert [flag.reason for flag in item.flags] == [FlagReason.SPAM, FlagReason.RUDE]
    assert item.since == NOON + timedelta(hours=3)
    assert worklist.count() == 1


@pytest.mark.parametrize("level", [Level.EMERGENCY, Level.CRISIS])
def test_a_grave_question_waits_until_somebody_else_writes(
    app: Flask, set_level: Any, level: Level
) -> None:
    asker = make_member()
    question = set_level(ask(asker), level)
    reply(question, asker)
    assert [post_id for post_id, _ in waiting()] == [question.id]
    hidden = reply(question)
    hide(make_moderator(), hidden, "Spam.", NOON)
    assert [post_id for post_id, _ in waiting()] == [question.id]
    reply(question)
    assert waiting() == []


@pytest.mark.parametrize("end", ["answer", "close", "hide", "lower", "example"])
def test_a_grave_question_that_was_seen_to_waits_no_longer(
    app: Flask, set_level: Any, end: str
) -> None:
    question, moderator = set_level(ask(), Level.EMERGENCY), make_moderator()
    assert worklist.count() == 1
    if end == "answer":
        answer(question)
    elif end == "close":
        close(moderator, question, "Seen to.", NOON)
    elif end == "hide":
        hide(moderator, question, "Seen to.", NOON)
    elif end == "lower":
        seen = banner_state(question.assessment)  # type: ignore[arg-type]
        override_banner(moderator, question, Level.ROUTINE, "Over.", NOON, seen=seen)
    else:
        question.thread.is_example = True
        db.session.commit()
    assert worklist.count() == 0


def judge(post: Post, level: Level) -> None:
    seen = banner_state(post.assessment)  # type: ignore[arg-type]
    override_banner(make_moderator(), post, level, "Looked at.", NOON, seen=seen)


def test_a_grave_question_whose_notice_was_found_to_fit_waits_no_longer(
    app: Flask, set_level: Any
) -> None:
    alone, merged = (set_level(ask(), Level.EMERGENCY) for _ in range(2))
    merge_now(merged, ask())
    for post in (alone, merged):
        judge(post, Level.EMERGENCY)
    assert waiting() == []


def test_a_question_that_was_judged_graver_waits_until_that_is_found_to_fit(
    app: Flask, set_level: Any
) -> None:
    question = ask()
    judge(question, Level.EMERGENCY)
    assert waiting() == [(question.id, (Waiting.UNANSWERED,))]
    judge(question, Level.EMERGENCY)
    assert waiting() == []
    judge(question, Level.CRISIS)
    assert waiting() == [(question.id, (Waiting.UNANSWERED,))]


def test_a_notice_that_was_found_to_fit_is_looked_at_again_when_the_text_changes(
    app: Flask, set_level: Any
) -> None:
    asker = make_member()
    question = set_level(ask(asker), Level.EMERGENCY)
    judge(question, Level.EMERGENCY)
    edit_post(asker, question, "Now I have chest pain and cannot breathe well.", NOON)
    set_level(question, Level.EMERGENCY)
    assert waiting() == [(question.id, (Waiting.UNANSWERED,))]


def test_a_decision_takes_a_post_off_the_list(app: Flask, set_level: Any) -> None:
    moderator = make_moderator()
    for act in (uphold, decline):
        post = raise_flag(answer(ask()))
        flag_id = worklist.load(NOON).items[0].flags[-1].id
        act(moderator, post, "Looked at.", NOON, upto=flag_id)
        assert worklist.count() == 0
    asker = make_member()
    question = set_level(ask(asker), Level.ROUTINE)
    dispute_banner(asker, question, NOON)
    override_banner(moderator, question, Level.ROUTINE, "It fits.", NOON, seen="routine.-.disputed")
    assert worklist.count() == 0


def test_what_its_author_deleted_waits_for_nobody(app: Flask) -> None:
    author = make_member()
    delete_post(author, raise_flag(answer(ask(), author)))
    assert worklist.count() == 0


def test_filters_by_reason_and_by_level(app: Flask, set_level: Any) -> None:
    both = hold(raise_flag(answer(ask())))
    flagged = raise_flag(set_level(answer(ask()), Level.URGENT))
    alone = set_level(ask(), Level.CRISIS)
    assert waiting(reason=Waiting.HELD) == [(both.id, (Waiting.FLAGGED, Waiting.HELD))]
    assert [id_ for id_, _ in waiting(reason=Waiting.FLAGGED)] == [flagged.id, both.id]
    assert [id_ for id_, _ in waiting(at_least=Level.URGENT)] == [alone.id, flagged.id]
    assert waiting(reason=Waiting.DISPUTED) == []


def test_one_item_and_fifty_cost_the_same_number_of_queries(app: Flask, queries: Any) -> None:
    question = ask()
    raise_flag(answer(question))
    with queries() as few:
        worklist.load(NOON)
    for _ in range(worklist.SHOWN + 4):
        raise_flag(answer(question))
    with queries() as many:
        found = worklist.load(NOON)
    assert (len(found.items), found.total) == (worklist.SHOWN, worklist.SHOWN + 5)
    assert len(few) == 5
    assert len(many) == 6
    with queries() as counted:
        worklist.count()
    assert len(counted) == 1


def moment() -> datetime:
    """A minute after what was written before, by the factories' clock."""
    return NOON + timedelta(minutes=next(numbers))


def merge_now(post: Post, into: Post) -> None:
    merge(make_moderator(), post, into.thread_id, "Both ask it.", moment())


def test_a_grave_question_stays_when_it_is_merged_until_somebody_speaks_to_it(
    app: Flask, set_level: Any
) -> None:
    calm, grave = ask(), set_level(ask(), Level.CRISIS)
    answer(calm)
    merge_now(grave, calm)
    assert waiting() == [(grave.id, (Waiting.UNANSWERED,))]
    assert worklist.load(NOON).items[0].level is Level.CRISIS
    reply(calm)  # speaks to the other question
    reply(grave, grave.author)
    assert waiting() == [(grave.id, (Waiting.UNANSWERED,))]
    reply(grave)
    assert waiting() == []


def test_a_grave_question_stays_when_another_with_answers_is_merged_into_it(
    app: Flask, set_level: Any
) -> None:
    grave, calm = set_level(ask(), Level.EMERGENCY), ask()
    answer(calm)
    reply(calm)
    merge_now(calm, grave)
    assert waiting() == [(grave.id, (Waiting.UNANSWERED,))]
    answer(grave)
    assert waiting() == []


def test_two_grave_questions_that_are_merged_again_and_parted_wait_once_each(
    app: Flask, set_level: Any
) -> None:
    first, second, third = (set_level(ask(), Level.CRISIS) for _ in range(3))
    merge_now(second, first)
    merge_now(first, third)
    both = [(post.id, (Waiting.UNANSWERED,)) for post in (first, second, third)]
    assert waiting() == both
    unmerge(make_moderator(), first, "They differ.", moment())
    assert sorted(waiting()) == both
    answer(first)
    assert [post_id for post_id, _ in waiting()] == [third.id]


def test_a_merged_question_that_was_answered_or_is_judged_less_grave_does_not_wait(
    app: Flask, set_level: Any
) -> None:
    calm, answered, judged = ask(), *(set_level(ask(), Level.CRISIS) for _ in range(2))
    answer(answered)
    merge_now(answered, calm)
    merge_now(judged, calm)
    override_banner(
        make_moderator(), judged, Level.ROUTINE, "Over.", NOON, seen=banner_state(judged.assessment)
    )
    assert waiting() == []


def test_the_count_never_reads_all_posts_or_threads(one_app: Flask) -> None:
    literally = {"literal_binds": True}
    statement = str(all_waiting().params(now=NOON).compile(db.engine, compile_kwargs=literally))
    plan = [row[3] for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {statement}"))]
    scans = [step for step in plan if step.startswith("SCAN") and "USING" not in step]
    assert set(scans) <= {"SCAN merged_unanswered"}  # a few rows, however old the forum is
    for index in (
        "ix_flag_open",
        "ix_post_held",
        "ix_assessment_disputed",
        "ix_thread_grave_unanswered",
        "ix_appeal_open",
    ):
        assert any(index in step for step in plan), (index, plan)
