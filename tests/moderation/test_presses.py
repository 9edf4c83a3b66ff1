"""Every page that moderators press on, for everyone who might try it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from factories import NOON, answer, ask, make_member, make_moderator, reply
from flask import Flask
from sqlalchemy import func, select

from forum.db import db
from forum.moderation import presses, worklist
from forum.moderation.actions import FlagDraft, dispute_banner, flag, hide, lock
from forum.moderation.acts import ON_POSTS, ON_THREADS
from forum.moderation.canned import canned
from forum.moderation.models import FlagReason, ModerationAct
from forum.permissions import Role, Verb, Visibility
from forum.threads.counters import recount
from forum.threads.models import Post, Thread
from forum.triage import Level

WHY = {"reason": "It is spam."}


def addresses(post: Post) -> Iterator[tuple[str, Verb]]:
    for act in ON_THREADS:
        yield f"/moderation/threads/{post.thread_id}/{act.path}", act.verb
    for act in ON_POSTS:
        yield f"/moderation/posts/{post.id}/{act.path}", act.verb


def number_of_acts() -> int:
    return db.session.scalar(select(func.count()).select_from(ModerationAct)) or 0


def state_of(post: Post) -> tuple[Any, ...]:
    columns = (Thread.visibility, Thread.openness, Thread.pinned_position, Thread.title)
    row = db.session.execute(
        select(*columns, Post.visibility, Post.kind).join(Post.thread).where(Post.id == post.id)
    ).one()
    return tuple(row)


def test_what_a_member_may_not_see_is_not_there_for_them(app: Flask, browser: Any) -> None:
    post = answer(ask())
    hide(make_moderator(), post, "Spam.", NOON)
    stranger = browser(make_member("", Role.CLINICIAN))
    for path, _verb in addresses(post):
        if "/posts/" in path:
            assert stranger.post(path, data=WHY).status_code == 404, path
    for path in (f"/moderation/posts/{post.id + 99}/hide", "/moderation/threads/99/lock"):
        assert browser(make_moderator()).post(path, data=WHY).status_code == 404


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMINISTRATOR])
def test_staff_see_a_form_for_each_act_that_fits_and_409_for_the_others(
    app: Flask, browser: Any, role: Role
) -> None:
    post, staff = answer(ask()), make_member("", role)
    moderator = browser(staff)
    fits = {"close", "lock", "hide", "pin", "retitle", "to-answer", "to-reply", "banner"}
    fits |= {"withdraw", "decline", "uphold", "uphold-and-keep", "caution", "advice-fine"}
    fits |= {"approve", "spam", "unlist"}
    fits |= {"ask-changes", "topics", "pace", "feature", "notice", "merge", "unmerge", "split"}
    for path, _verb in addresses(post):
        expected = 200 if path.rsplit("/", 1)[1] in fits else 409
        assert moderator.get(path).status_code == expected, path


def test_pressing_hides_tells_and_leads_back(app: Flask, browser: Any) -> None:
    author = make_member()
    post = reply(ask(), author)
    moderator = browser(make_moderator())
    pressed = moderator.post(f"/moderation/posts/{post.id}/hide", data=WHY)
    assert pressed.status_code == 303
    assert pressed.location.endswith(f"#post-{post.id}")
    assert state_of(post)[4] is Visibility.HIDDEN
    assert "Your reply was hidden: It is spam." in browser(author).get("/inbox").text
    assert browser().get(f"/posts/{post.id}").status_code == 404
    assert recount() == 0


def test_the_page_that_it_was_pressed_on_comes_back_and_no_other_site(
    app: Flask, browser: Any
) -> None:
    question, moderator = ask(), browser(make_moderator())
    path = f"/moderation/threads/{question.thread_id}"
    here = "/moderation?reason=flagged&level=none"
    assert moderator.post(f"{path}/pin", data={"back": here}).location == here
    for elsewhere in ("https://evil.example/", "//evil.example/", "\\\\evil.example"):
        pressed = moderator.post(f"{path}/lock", data=WHY | {"back": elsewhere})
        assert "evil" not in pressed.location
        moderator.post(f"{path}/unlock")


def test_hiding_needs_a_reason_and_the_form_comes_back_with_what_was_written(
    app: Flask, browser: Any
) -> None:
    post, moderator = answer(ask()), browser(make_moderator())
    path = f"/moderation/posts/{post.id}/hide"
    for reason in ("", "   ", "x" * 401):
        refused = moderator.post(path, data={"reason": reason})
        assert refused.status_code == 422
        assert "There is a problem" in refused.text
    assert "x" * 401 in refused.text
    assert number_of_acts() == 0


@pytest.mark.parametrize(
    ("path", "may_be_left_out"),
    [("hide", False), ("notice", False), ("approve", True), ("caution", True), ("split", True)],
)
def test_a_form_says_whether_its_words_may_be_left_out(
    app: Flask, browser: Any, path: str, may_be_left_out: bool
) -> None:
    page = browser(make_moderator()).get(f"/moderation/posts/{answer(ask()).id}/{path}").text
    label = re.search(r'<label[^>]* for="reason">(.*?)</label>', page, re.DOTALL)
    assert label is not None
    assert ("(optional)" in label[1]) == may_be_left_out


def test_a_reason_that_is_chosen_beside_the_button_takes_one_press(
    app: Flask, browser: Any
) -> None:
    post, moderator = answer(ask()), browser(make_moderator())
    thread = moderator.get(f"/posts/{post.id}", follow_redirects=True).text
    menu = thread.partition(f'id="often-post-{post.id}"')[2].partition("</select>")[0]
    offered = re.findall(r"<option>(.+?)</option>", menu)
    assert offered == [*canned(Verb.ASK_CHANGES), *canned(Verb.HIDE)]
    path = f"/moderation/posts/{post.id}/hide"
    pressed = moderator.post(path, data={"reason": "", "often": offered[3]})
    assert pressed.status_code == 303
    assert db.session.scalar(select(ModerationAct.reason)) == offered[3]


def test_own_words_go_before_a_chosen_reason_and_so_does_the_usual_one(
    app: Flask, browser: Any
) -> None:
    question, moderator = ask(), browser(make_moderator())
    path = f"/moderation/threads/{question.thread_id}"
    moderator.post(f"{path}/lock", data={"reason": "Heated.", "often": "It is spam."})
    moderator.post(f"{path}/unlock", data={"reason": "", "often": "It is spam."})
    reasons = db.session.scalars(select(ModerationAct.reason).order_by(ModerationAct.id)).all()
    assert reasons == ["Heated.", "The reason for locking it has passed."]


def test_acts_with_a_usual_reason_take_one_press(app: Flask, browser: Any) -> None:
    question, moderator = ask(), make_moderator()
    lock(moderator, question, "Heated.", NOON)
    pressed = browser(moderator).post(f"/moderation/threads/{question.thread_id}/unlock")
    assert pressed.status_code == 303
    reasons = db.session.scalars(select(ModerationAct.reason).order_by(ModerationAct.id)).all()
    assert reasons == ["Heated.", "The reason for locking it has passed."]


def test_the_second_press_answers_409_and_gives_the_reason_back(app: Flask, browser: Any) -> None:
    post = answer(ask())
    path = f"/moderation/posts/{post.id}/hide"
    assert browser(make_moderator()).post(path, data=WHY).status_code == 303
    late = browser(make_moderator()).post(path, data={"reason": "A reason of mine."})
    assert late.status_code == 409
    assert "Someone else was quicker" in late.text
    assert "A reason of mine." in late.text
    assert number_of_acts() == 1


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        ("threads/{thread}/pin", "seen_place", "7"),
        ("threads/{thread}/retitle", "seen_title", "What it said before"),
        ("posts/{post}/banner", "seen_banner", "crisis.-.-"),
    ],
)
def test_a_form_drawn_from_what_is_no_longer_so_answers_409(
    app: Flask, browser: Any, path: str, field: str, value: str
) -> None:
    question, moderator = ask(), browser(make_moderator())
    address = "/moderation/" + path.format(thread=question.thread_id, post=question.id)
    data = {"title": "Another title", "level": "urgent", field: value}
    assert moderator.post(address, data=data).status_code == 409
    assert number_of_acts() == 0


def fields(page: str) -> dict[str, str]:
    """Return the hidden fields of a page's form."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    return {name: value for name, value in found if name.startswith(("seen", "upto"))}


def test_each_form_carries_what_it_was_drawn_from(app: Flask, browser: Any) -> None:
    question, moderator = ask(title="A first title"), browser(make_moderator())
    on = f"/moderation/threads/{question.thread_id}"
    for path, data in (
        (f"{on}/pin", {"place": "1"}),
        (f"{on}/pin", {"place": "2"}),
        (f"{on}/retitle", {"title": "A second title"}),
        (f"{on}/retitle", {"title": "A third title"}),
        (f"/moderation/posts/{question.id}/banner", {"level": "urgent"}),
        (f"/moderation/posts/{question.id}/banner", {"level": "none"}),
        (f"/moderation/posts/{question.id}/withdraw", {}),
    ):
        sent = moderator.post(path, data=fields(moderator.get(path).text) | data)
        assert sent.status_code == 303, (path, data)
    assert state_of(question)[2:4] == (1, "A third title")
    assert number_of_acts() == 7


@pytest.mark.parametrize(
    ("level", "reason"),
    [
        ("routine", "What is described needs less than the notice says."),
        ("urgent", "The notice fits what is described."),
        ("crisis", "What is described needs help sooner."),
    ],
)
def test_a_banner_is_judged_with_one_press_and_its_usual_reason_is_shown(
    app: Flask, browser: Any, set_level: Any, level: str, reason: str
) -> None:
    question = set_level(ask(), Level.URGENT)
    pressed = browser(make_member("", Role.CLINICIAN)).post(
        f"/moderation/posts/{question.id}/banner",
        data={"level": level, "seen_banner": "urgent.-.-"},
    )
    assert pressed.status_code == 303
    page = browser().get(pressed.location).text
    assert f'data-care-level="{level}"' in page
    assert reason in page


def press_key(page: str, key: str) -> tuple[str, dict[str, str]]:
    """Return where the button of a key on the worklist leads, and what it sends."""
    tags = re.findall(r"<button[^>]*>", page)
    (tag,) = [tag for tag in tags if re.search(rf'data-key="?(?:\w )*{key}\b', tag)]
    sent = dict(re.findall(r'(formaction|name|value)="([^"]*)"', tag))
    chosen = {sent["name"]: sent["value"]} if "name" in sent else {}
    return sent["formaction"], fields(page) | chosen | {"back": "/moderation"}


@pytest.mark.parametrize("matter", ["unanswered", "disputed", "unsafe advice"])
def test_the_key_that_keeps_settles_what_triage_raised_and_can_be_undone(
    app: Flask, browser: Any, set_level: Any, matter: str
) -> None:
    asker = make_member()
    if matter == "unanswered":
        set_level(ask(asker), Level.EMERGENCY)
    elif matter == "disputed":
        dispute_banner(asker, set_level(ask(asker), Level.ROUTINE), NOON)
    else:
        answer(ask(), asker, body="Stop taking your statins, they cause cramps.")
    moderator = browser(make_moderator())
    path, data = press_key(moderator.get("/moderation").text, "o")
    assert moderator.post(path, data=data).status_code == 303
    done = moderator.get("/moderation").text
    assert worklist.count() == 0
    undo = re.search(r'action="(/moderation/log/\d+/undo)"', done)
    assert undo
    moderator.post(undo[1], data={"back": "/moderation"})
    assert worklist.count() == 1


@pytest.mark.parametrize(("seconds", "offered"), [(30, True), (0, False)])
def test_undo_is_offered_as_long_as_it_would_be_accepted(
    app: Flask, browser: Any, monkeypatch: pytest.MonkeyPatch, seconds: int, offered: bool
) -> None:
    monkeypatch.setattr(presses, "UNDO_FOR", timedelta(seconds=seconds))
    moderator = browser(make_moderator())
    path = f"/moderation/threads/{ask().thread_id}/lock"
    shown = moderator.post(path, data=WHY, follow_redirects=True).text
    assert bool(re.search(r"/moderation/log/\d+/undo", shown)) == offered


def test_no_key_says_that_a_notice_fits_where_that_would_settle_nothing(
    app: Flask, browser: Any
) -> None:
    flag(make_member(), answer(ask()), FlagDraft(FlagReason.RUDE), NOON, hold_at=9)
    page = browser(make_moderator()).get("/moderation").text
    assert "Keep “No notice”" in page
    assert not re.search(r'data-key="?o\b', page)


def test_flags_are_decided_with_one_press_for_the_reason_that_was_flagged(
    app: Flask, browser: Any
) -> None:
    post, member = answer(ask()), make_member()
    flag(member, post, FlagDraft(FlagReason.SELLING), NOON, hold_at=9)
    moderator = browser(make_moderator())
    path = f"/moderation/posts/{post.id}/uphold"
    pressed = moderator.post(path, data=fields(moderator.get(path).text))
    assert pressed.status_code == 303
    assert state_of(post)[4] is Visibility.HIDDEN
    told = browser(member).get("/inbox").text
    assert "was found against the rules: It sells or advertises something." in told
    assert moderator.post(path, data={"upto": "99"}).status_code == 409


def test_every_act_and_every_wrong_level_leaves_the_counters_right(
    app: Flask, browser: Any
) -> None:
    moderator = browser(make_moderator())
    question = ask(tags=("cramp",))
    posts = [answer(question), reply(question)]
    assert (
        moderator.post(
            f"/moderation/posts/{posts[0].id}/banner", data={"level": "apocalypse"}
        ).status_code
        == 422
    )
    for path, _verb in [*addresses(posts[0]), *addresses(posts[1])]:
        moderator.post(path, data=WHY | {"title": "A title", "level": "urgent"})
        assert recount() == 0, path
    assert number_of_acts() > 10
