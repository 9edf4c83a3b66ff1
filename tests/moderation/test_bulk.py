"""Several posts of the worklist at once: each is decided on its own, and the refused are named."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from factories import NOON, answer, ask, make_member, make_moderator, make_newcomer
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Member
from forum.db import db
from forum.moderation import worklist
from forum.moderation.actions import (
    FlagDraft,
    ask_reopening,
    close,
    dispute_banner,
    flag,
    hide,
)
from forum.moderation.models import FlagReason, ModerationAct
from forum.permissions import Role, Visibility
from forum.threads.counters import recount
from forum.threads.models import Post
from forum.threads.queries import load_post
from forum.threads.screening import Cause, Verdict
from forum.threads.screening.screen import Finding
from forum.triage import Level

WHY = {"reason": "It sells something."}


def held(post: Post) -> Post:
    established = make_member(created_at=NOON - timedelta(days=30))
    flag(established, post, FlagDraft(FlagReason.SELLING), NOON, hold_at=1)
    return post


def state(post: Post) -> Visibility:
    db.session.expire_all()
    found = load_post(post.id)
    assert found is not None
    return found.visibility


def chosen(*posts: Post, **more: str) -> dict[str, Any]:
    return {"post": [post.id for post in posts], **more}


def acts() -> int:
    return db.session.scalar(select(func.count()).select_from(ModerationAct)) or 0


def test_all_that_are_chosen_are_approved_and_the_others_wait_on(app: Flask, browser: Any) -> None:
    first, second, third = (held(answer(ask())) for _ in range(3))
    moderator = browser(make_moderator())
    sent = moderator.post("/moderation/bulk/approve", data=chosen(first, second))
    assert sent.status_code == 303
    page = moderator.get(sent.location).text
    assert "2 posts approved." in page
    assert "Not done" not in page
    assert [state(p) for p in (first, second)] == [Visibility.PUBLISHED] * 2
    assert state(third) is Visibility.HELD
    assert worklist.count() == 1
    assert recount() == 0


def test_a_mixed_bulk_does_what_may_be_done_and_names_the_rest(app: Flask, browser: Any) -> None:
    good = held(answer(ask()))
    hidden, quiet = answer(ask(title="Someone was quicker here")), ask(title="Nothing waits here")
    hide(make_moderator(), hidden, "Spam.", NOON)
    moderator = browser(make_moderator())
    data = chosen(hidden, good, quiet)
    data["post"].append(9999)
    before = acts()
    page = moderator.get(moderator.post("/moderation/bulk/approve", data=data).location).text
    assert "1 post approved." in page
    told = page.split("Not done:", 1)[1].split("</ul>", 1)[0]
    assert told.count("<li>") == 3
    for words in ("Someone was quicker here", "Nothing waits here", "A post: it is not there"):
        assert words in told
    assert state(good) is Visibility.PUBLISHED
    assert state(hidden) is Visibility.HIDDEN
    assert acts() == before + 2  # the flag is answered, the post is shown
    assert recount() == 0


def test_naming_the_rest_costs_the_same_however_many_they_are(
    app: Flask, browser: Any, queries: Any
) -> None:
    quiet, costs = [ask(title=f"Nothing waits here, {number}") for number in range(9)], []
    for some in (quiet[:1], quiet):
        moderator = browser(make_moderator())
        page = moderator.post("/moderation/bulk/approve", data=chosen(*some)).location
        with queries() as counted:
            told = moderator.get(page).text
        assert told.count("someone was quicker, or nothing about it waits") == len(some)
        costs.append(len(counted))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("matter", "waits_for"),
    [
        ("disputed", "care notice"),
        ("grave and unanswered", "care notice"),
        ("asked to be reopened", "opened again"),
    ],
)
def test_what_is_decided_one_by_one_is_not_approved_in_bulk_and_the_page_says_what_it_waits_for(
    app: Flask, browser: Any, set_level: Any, matter: str, waits_for: str
) -> None:
    asker = make_member()
    question = set_level(ask(asker), Level.ROUTINE if matter == "disputed" else Level.EMERGENCY)
    if matter == "disputed":
        dispute_banner(asker, question, NOON)
    elif "reopened" in matter:
        close(make_moderator(), question, "Answered.", NOON)
        ask_reopening(asker, question, "It is back.", NOON)
    moderator = browser(make_moderator())
    sent = moderator.post("/moderation/bulk/approve", data=chosen(question))
    done, told = moderator.get(sent.location).text.split("Not done:", 1)
    assert "No post was approved." in done
    told = told.split("</ul>", 1)[0]
    assert waits_for in told
    assert "someone was quicker" not in told
    assert worklist.count() == 1
    moderator.post("/moderation/bulk/reject", data=chosen(question, **WHY))
    assert worklist.count() == 0


def test_rejecting_hides_and_answers_the_flags_and_needs_a_reason(app: Flask, browser: Any) -> None:
    flagged, plain = held(answer(ask())), ask()
    moderator = browser(make_moderator())
    refused = moderator.post("/moderation/bulk/reject", data=chosen(flagged, plain))
    assert "Say why: the authors are told." in moderator.get(refused.location).text
    assert state(flagged) is Visibility.HELD
    often = {"reason": "", "often": "It is spam."}
    reasons = select(ModerationAct.reason).where(ModerationAct.actor_id.is_not(None))
    sent = moderator.post("/moderation/bulk/reject", data=chosen(flagged, plain, **often))
    assert "2 posts rejected." in moderator.get(sent.location).text
    assert [state(p) for p in (flagged, plain)] == [Visibility.HIDDEN] * 2
    assert set(db.session.scalars(reasons)) == {"It is spam."}
    assert worklist.count() == 0
    assert recount() == 0


def test_nothing_chosen_is_nothing_done(app: Flask, browser: Any) -> None:
    moderator = browser(make_moderator())
    sent = moderator.post("/moderation/bulk/approve", data={"back": "/moderation?level=urgent"})
    assert sent.location == "/moderation?level=urgent"
    assert "Choose at least one post." in moderator.get(sent.location).text
    long = chosen(ask(), reason="x" * 401)
    assert (
        "too long"
        in moderator.get(moderator.post("/moderation/bulk/reject", data=long).location).text
    )
    assert acts() == 0


def test_all_of_it_is_undone_with_one_press_in_one_thread_too(app: Flask, browser: Any) -> None:
    question = ask()
    posts = [answer(question), answer(question), ask()]
    moderator = browser(make_moderator())
    sent = moderator.post("/moderation/bulk/reject", data=chosen(*posts, **WHY))
    assert "Undo all of it" in moderator.get(sent.location).text
    undone = moderator.post("/moderation/bulk/undo")
    assert "3 posts undone." in moderator.get(undone.location).text
    assert [state(p) for p in posts] == [Visibility.PUBLISHED] * 3
    assert recount() == 0
    assert moderator.post("/moderation/bulk/undo").status_code == 404
    assert browser(make_moderator()).post("/moderation/bulk/undo").status_code == 404


def test_what_someone_acted_on_since_is_not_undone_and_counted(app: Flask, browser: Any) -> None:
    first, second = ask(), ask()
    moderator = browser(make_moderator())
    moderator.post("/moderation/bulk/reject", data=chosen(first, second, **WHY))
    close(make_moderator(), first, "Answered.", NOON)
    page = moderator.get(moderator.post("/moderation/bulk/undo").location).text
    assert "1 post undone." in page
    assert "1 post could not be undone" in page
    assert [state(p) for p in (first, second)] == [Visibility.HIDDEN, Visibility.PUBLISHED]


def test_a_moderator_demoted_in_the_middle_decides_nothing_more(
    app: Flask, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = ask(title="The first of two"), ask(title="The second of two")
    moderator = make_moderator()
    client = browser(moderator)
    from forum.moderation import actions

    real = actions.hide

    def hide_then_lose_the_role(by: Member, post: Post, reason: str, now: Any) -> None:
        real(by, post, reason, now)
        by.roles = frozenset({Role.CLINICIAN})
        db.session.commit()

    monkeypatch.setattr(actions, "hide", hide_then_lose_the_role)
    client.post("/moderation/bulk/reject", data=chosen(first, second, **WHY))
    assert [state(p) for p in (first, second)] == [Visibility.HIDDEN, Visibility.PUBLISHED]
    with client.session_transaction() as session:
        assert session["bulk"]["refused"] == [[second.id, "not yours"]]


@pytest.mark.parametrize("path", ["bulk/approve", "bulk/reject", "bulk/undo"])
def test_nobody_else_decides_in_bulk(app: Flask, browser: Any, path: str) -> None:
    post = held(answer(ask()))
    data, address = chosen(post, **WHY), f"/moderation/{path}"
    assert browser().post(address, data=data).status_code == 401
    for role in ((), (Role.CLINICIAN,)):
        assert browser(make_member("", *role)).post(address, data=data).status_code == 403
    assert state(post) is Visibility.HELD
    assert browser(make_moderator()).post("/moderation/bulk/delete").status_code == 404


def test_what_one_approval_released_with_it_is_done_and_comes_back_with_it(
    app: Flask, browser: Any
) -> None:
    newcomer, question, moderator = make_newcomer(), ask(), browser(make_moderator())
    verdict = Verdict((Finding(Cause.FIRST, "a first post", holds=True),), "Wait a little.")
    posts = [answer(question, newcomer, verdict=verdict) for _ in range(3)]
    page = moderator.get(
        moderator.post("/moderation/bulk/approve", data=chosen(*posts)).location
    ).text
    assert "3 posts approved." in page
    assert "Not done" not in page
    assert [state(post) for post in posts] == [Visibility.PUBLISHED] * 3
    moderator.post("/moderation/bulk/undo")
    assert [state(post) for post in posts] == [Visibility.HELD] * 3
    assert worklist.count() == 3
    assert recount() == 0
