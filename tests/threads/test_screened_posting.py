"""Posting as a newcomer, a spammer, or someone who writes of what must be writable."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from factories import NOON, answer, ask, make_member, make_moderator, make_newcomer
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select

from forum.db import db
from forum.inbox import actions as inbox
from forum.inbox.models import Followable, Notification, NotificationKind
from forum.moderation import worklist
from forum.moderation.actions import mark_spam
from forum.permissions import Visibility
from forum.threads.counters import recount
from forum.threads.models import Post
from forum.threads.queries import load_post
from forum.threads.screening import Cause, PhraseAct, Screening
from forum.threads.screening.lessons import learn
from forum.threads.screening.models import AllowedHost, Phrase

QUESTION = {
    "title": "A canary in my calf",
    "body": "My calf sings like a canary each night and I would like to know why that is.",
    "tags": "singing",
}
LINK = "I read this and it helped me with my calf a lot: https://shop.example/balm and more words"


@pytest.fixture
def hold(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "FIRST_POSTS", ("hold", 2))


@pytest.fixture(autouse=True)
def allowed(app: Flask) -> None:
    db.session.execute(delete(AllowedHost))
    db.session.add(AllowedHost(host="nhs.uk"))
    db.session.commit()


@pytest.fixture
def browser(app: Flask) -> Callable[..., FlaskClient]:
    return lambda member=None: app.test_client(user=member)


def newest() -> Post:
    db.session.expire_all()
    return db.session.scalars(select(Post).order_by(Post.id.desc())).first()


def cause_of(post: Post) -> Cause | None:
    found = db.session.get(Screening, post.id, populate_existing=True)
    return None if found is None else found.cause


def public_pages(post: Post) -> list[str]:
    thread_id = post.thread_id
    return [
        "/",
        "/questions",
        "/questions?sort=active",
        "/questions?sort=unanswered",
        f"/questions/{thread_id}",
        "/tags",
        "/tags/singing",
        "/search?q=canary",
        "/search?q=sings",
        "/feeds/questions.atom",
        f"/feeds/questions/{thread_id}.atom",
        "/feeds/tags/singing.atom",
        "/sitemap-0.xml",
        f"/posts/{post.id}",
    ]


def shows(client: FlaskClient, paths: list[str]) -> list[str]:
    texts = {path: client.get(path, follow_redirects=True).text for path in paths}
    return [path for path, text in texts.items() if re.search(r"canary.in|sings like", text)]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_newcomer_who_is_led_back_is_told_that_the_answer_waits(app, browser, hold):
    writer, question = browser(make_newcomer("wren")), ask()
    path = f"/threads/{question.thread_id}/answer"
    sent = writer.post(path, data={"body": "A canary in a calf needs salt.", "back": "/tags"})
    assert (newest().visibility, sent.location) == (Visibility.HELD, "/tags")
    page = writer.get("/tags").text
    assert "Your post waits for a moderator." in page
    assert "Posted." not in page


def test_a_held_question_is_nowhere_until_it_is_approved_and_nowhere_when_that_is_undone(
    app, browser, hold, broken_triage
):
    follower, moderator = make_member(), browser(make_moderator())
    known = ask(tags=("singing",))
    inbox.follow(follower.id, Followable.TOPIC, known.thread.topics[0].id)
    newcomer = make_newcomer("wren")
    writer = browser(newcomer)
    sent = writer.post("/questions/ask", data=QUESTION)
    assert sent.status_code == 303
    post = newest()
    assert post.visibility is Visibility.HELD
    everywhere = [*public_pages(post), "/members/wren"]
    for client in (browser(), browser(follower)):
        assert shows(client, everywhere) == []
        assert client.get(f"/questions/{post.thread_id}").status_code == 404
    assert browser(follower).get("/inbox").text.count("asked something") == 0
    moderator.post(f"/moderation/posts/{post.id}/approve", data={"back": "/moderation"})
    out = shows(browser(), everywhere)
    assert {"/", "/questions", "/tags/singing", "/feeds/questions.atom"} <= set(out)
    assert {"/search?q=canary", "/sitemap-0.xml"} & set(out)
    assert browser(follower).get("/inbox").text.count("asked something") == 1
    assert recount() == 0
    undo = re.search(r'action="(/moderation/log/\d+/undo)"', moderator.get("/moderation").text)
    assert undo
    assert moderator.post(undo[1]).status_code == 303
    assert shows(browser(), everywhere) == []
    assert browser(follower).get("/inbox").text.count("asked something") == 0
    assert recount() == 0


def test_its_author_sees_it_in_its_place_with_state_reason_and_usual_wait(app, browser, hold):
    writer = browser(make_newcomer())
    page = writer.get(writer.post("/questions/ask", data=QUESTION).location).text
    assert "sings like a canary" in page
    assert "Waiting for a moderator." in page
    assert "one of your first posts" in page
    assert "not known yet" in page
    assert "Only you and the moderators see it." in page


def test_an_emergency_that_is_held_shows_its_banner_at_once_and_comes_first(app, browser, hold):
    browser(make_newcomer()).post("/questions/ask", data=QUESTION)
    writer = browser(make_newcomer())
    sent = writer.post(
        "/questions/ask",
        data={
            "title": "Pain when breathing",
            "body": "I have had chest pain for an hour and it really hurts to breathe in.",
        },
    )
    assert 'data-care-level="emergency"' in writer.get(sent.location).text
    items = worklist.load(NOON).items
    assert items[0].post.id == newest().id
    assert items[0].reasons == (worklist.Waiting.HELD, worklist.Waiting.FIRST)


def test_after_enough_posts_that_stood_a_member_is_new_no_longer(app, browser):
    newcomer = make_newcomer()
    writer = browser(newcomer)
    for number in range(1, 5):
        writer.post("/questions/ask", data=QUESTION | {"body": f"{QUESTION['body']} {number}"})
        assert newest().visibility is Visibility.PUBLISHED
        assert cause_of(newest()) == (Cause.FIRST if number <= 3 else None)
        db.session.refresh(newcomer)
        assert newcomer.is_new is (number < 3)


def test_the_one_setting_can_switch_it_off(app, browser, monkeypatch):
    monkeypatch.setitem(app.config, "FIRST_POSTS", ("off", 0))
    writer = browser(make_newcomer())
    writer.post("/questions/ask", data=QUESTION)
    assert cause_of(newest()) is None
    writer.post("/questions/ask", data=QUESTION | {"body": LINK})
    assert cause_of(newest()) is Cause.LINK


def test_a_new_members_link_waits_unless_its_host_is_on_the_list(app, browser):
    question, writer = ask(), browser(make_newcomer())
    path = f"/threads/{question.thread_id}/answer"
    sent = writer.post(path, data={"body": LINK})
    assert newest().visibility is Visibility.HELD
    assert cause_of(newest()) is Cause.LINK
    assert "shop.example" in writer.get(sent.location).text
    writer.post(path, data={"body": LINK.replace("shop.example", "www.nhs.uk")})
    assert newest().visibility is Visibility.PUBLISHED
    inside = f"{app.config['BASE_URL']}/questions/{question.thread_id}"
    writer.post(path, data={"body": f"{inside} is where I wrote about the same cramp before."})
    assert newest().visibility is Visibility.PUBLISHED
    browser(make_member()).post(path, data={"body": LINK})
    assert newest().visibility is Visibility.PUBLISHED


def test_a_link_cannot_be_slipped_in_by_an_edit(app, browser):
    newcomer = make_newcomer()
    post = answer(ask(), newcomer)
    browser(newcomer).post(f"/posts/{post.id}/edit", data={"body": LINK})
    edited = newest()
    assert edited.visibility is Visibility.HELD
    assert cause_of(edited) is Cause.LINK
    assert recount() == 0


def test_what_was_told_before_an_edit_is_not_told_again_when_it_is_approved(app, browser):
    follower, newcomer = make_member(), make_newcomer()
    post = answer(ask(follower), newcomer)
    browser(newcomer).post(f"/posts/{post.id}/edit", data={"body": LINK})
    browser(make_moderator()).post(f"/moderation/posts/{post.id}/approve")
    told = select(func.count()).where(
        Notification.post_id == post.id, Notification.kind == NotificationKind.ANSWER
    )
    assert newest().visibility is Visibility.PUBLISHED
    assert db.session.scalar(told) == 1


def test_the_third_copy_of_a_text_waits(app, browser):
    writer = browser(make_newcomer())
    questions = [ask() for _ in range(3)]
    body = {"body": "This balm cured my cramps in a week, ask me where to buy it for little money."}
    for question in questions:
        writer.post(f"/threads/{question.thread_id}/answer", data=body)
    assert newest().visibility is Visibility.HELD
    assert cause_of(newest()) is Cause.SPAM


SALE = "Buy tramadol 100mg online without prescription, discreet delivery, whatsapp +44 7700 900123"


def test_a_newcomers_offer_of_prescription_medicine_waits_and_says_so(app, browser):
    writer = browser(make_newcomer())
    sent = writer.post("/questions/ask", data=QUESTION | {"body": SALE})
    post = newest()
    assert post.visibility is Visibility.HELD
    assert cause_of(post) is Cause.SELLING
    page = writer.get(sent.location).text
    assert "looks like an offer to sell prescription medicine" in page
    assert "you may ask about such medicine" in page
    assert browser().get(f"/questions/{post.thread_id}").status_code == 404
    waiting = browser(make_moderator()).get("/moderation").text
    assert "Medicine for sale" in waiting
    assert "offers tramadol for sale: “buy tramadol”, “without prescription”" in waiting


def test_who_is_known_or_asks_about_such_an_offer_is_read_at_once(app, browser):
    browser(make_member()).post("/questions/ask", data=QUESTION | {"body": SALE})
    assert newest().visibility is Visibility.PUBLISHED
    asked = "Is it safe to buy tramadol online without a prescription? They say discreet delivery."
    browser(make_newcomer()).post("/questions/ask", data=QUESTION | {"body": asked})
    assert newest().visibility is Visibility.PUBLISHED


def test_what_moderators_judged_to_be_spam_is_held_when_it_comes_again_and_nobody_is_told(
    app, browser
):
    follower, moderator = make_member(), make_moderator()
    spam = "Cheap miracle pills with discount and fast shipping, buy today for $9"
    for number in range(8):
        learn(
            load_post(ask(body=f"My calf cramps at night, is stretching good? {number}").id),
            False,
            NOON,
        )
        mark_spam(moderator, load_post(ask(title=f"Buy {number}", body=spam).id), "Spam.", NOON)
    question = ask(follower)
    writer = browser(make_member())
    sent = writer.post(
        f"/threads/{question.thread_id}/answer",
        data={"body": "These miracle pills come with fast shipping and a discount, cheap today"},
    )
    assert newest().visibility is Visibility.HELD
    assert "looks like advertising" in writer.get(sent.location).text
    assert "looks like advertising" not in browser(make_moderator()).get("/inbox").text
    assert db.session.scalar(select(func.count()).where(Notification.post_id == newest().id)) == 0


@pytest.mark.parametrize("act", list(PhraseAct))
def test_blood_breasts_and_suicide_can_be_written_whatever_the_list_does(app, browser, act):
    for words in ("blood", "breasts", "suicide"):
        db.session.add(Phrase(words=words, act=act, tag="asked-often"))
    db.session.commit()
    writer = browser(make_member())
    body = "There is blood when I press my breasts, and I think of suicide at times."
    sent = writer.post("/questions/ask", data=QUESTION | {"body": body})
    assert sent.status_code == 303
    assert "I think of suicide" in writer.get(sent.location).text
    post = load_post(newest().id)
    held = act is PhraseAct.HOLD
    assert (post.visibility is Visibility.HELD) is held
    assert (cause_of(post) is Cause.PHRASE) is (act is not PhraseAct.TAG)
    tags = {topic.name for topic in post.thread.topics}
    assert ("asked-often" in tags) is (act is PhraseAct.TAG)


def test_a_phrase_can_tell_the_moderators_and_nobody_else(app, browser):
    db.session.add(Phrase(words="canary", act=PhraseAct.NOTIFY))
    db.session.commit()
    moderator, member = make_moderator(), make_member()
    browser(make_member()).post("/questions/ask", data=QUESTION)
    assert "phrase you watch for" in browser(moderator).get("/inbox").text
    assert "phrase you watch for" not in browser(member).get("/inbox").text
    assert [item.reasons for item in worklist.load(NOON).items] == [(worklist.Waiting.PHRASE,)]


def test_a_broken_screening_stops_nobody(app, browser, monkeypatch):
    def broken(*_texts: Any) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("forum.threads.screening.bayes.features", broken)
    assert browser(make_newcomer()).post("/questions/ask", data=QUESTION).status_code == 303
    assert newest().visibility is Visibility.PUBLISHED


def test_moderators_and_clinicians_are_not_screened(app, browser):
    question = ask()
    browser(make_moderator()).post(f"/threads/{question.thread_id}/answer", data={"body": LINK})
    assert newest().visibility is Visibility.PUBLISHED
    assert cause_of(newest()) is None


def test_a_retried_submit_of_a_held_post_finds_the_first(app, browser, hold):
    writer = browser(make_newcomer())
    data = QUESTION | {"submit_token": "once"}
    first, second = (writer.post("/questions/ask", data=data) for _ in range(2))
    assert first.location == second.location
    assert db.session.scalar(select(func.count()).select_from(Post)) == 1


PERSONAL = "My name is Jane Doe, call me on 07700 900123 about my calf."


def test_what_tells_who_one_is_is_shown_once_and_one_press_posts_it_unchanged(app, browser):
    writer = browser(make_member())
    form = writer.get("/questions/ask").text
    assert 'name="pointed_out" value=""' in form
    data = QUESTION | {"body": PERSONAL, "pointed_out": ""}
    shown = writer.post("/questions/ask", data=data)
    assert shown.status_code == 200
    assert "<q>Jane Doe</q>" in shown.text
    assert "<q>07700 900123</q>" in shown.text
    assert PERSONAL in shown.text
    assert db.session.scalar(select(func.count()).select_from(Post)) == 0
    marks = re.search(r'name="pointed_out" value="([^"]+)"', shown.text)
    assert marks
    assert writer.post("/questions/ask", data=data | {"pointed_out": marks[1]}).status_code == 303
    assert newest().source == PERSONAL
    more = data | {"pointed_out": marks[1], "body": f"{PERSONAL} Or at jane@example.org."}
    assert "jane@example.org</q>" in writer.post("/questions/ask", data=more).text


@pytest.mark.parametrize("path", ["/threads/{thread}/answer", "/posts/{post}/reply"])
def test_answers_and_replies_are_looked_at_as_well(app, browser, path):
    question, writer = ask(), browser(make_member())
    address = path.format(thread=question.thread_id, post=question.id)
    shown = writer.post(address, data={"body": PERSONAL, "pointed_out": ""})
    assert shown.status_code == 200
    assert "This may tell strangers who you are" in shown.text
    marks = re.search(r'name="pointed_out" value="([^"]+)"', shown.text)
    assert marks
    sent = writer.post(address, data={"body": PERSONAL, "pointed_out": marks[1]})
    assert sent.status_code == 303


def test_an_edit_points_out_only_what_is_new(app, browser):
    author = make_member()
    post = answer(ask(), author, body=PERSONAL)
    writer, path = browser(author), f"/posts/{post.id}/edit"
    page = writer.get(path).text
    assert "This may tell" not in page
    marks = re.search(r'name="pointed_out" value="([^"]+)"', page)
    assert marks
    kept = {"body": f"{PERSONAL} Thanks.", "pointed_out": marks[1]}
    assert writer.post(path, data=kept).status_code == 303
    added = kept | {"body": f"{PERSONAL} I live at 12 Acacia Avenue."}
    assert "12 Acacia Avenue</q>" in writer.post(path, data=added).text


def test_a_preview_points_it_out_and_a_draft_too(app, browser):
    writer = browser(make_member())
    data = QUESTION | {"body": PERSONAL}
    assert "<q>Jane Doe</q>" in writer.post("/questions/ask", data=data | {"preview": "1"}).text
    draft = writer.post("/questions/ask/assess", data=data).json
    assert "<q>Jane Doe</q>" in draft["personal"]
    assert len(draft["pointed_out"].split()) == 2


def test_a_request_that_came_from_no_form_of_ours_is_posted_at_once(app, browser):
    sent = browser(make_member()).post("/questions/ask", data=QUESTION | {"body": PERSONAL})
    assert sent.status_code == 303
