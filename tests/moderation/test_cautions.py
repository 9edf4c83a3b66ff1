"""Cautions as moderators press them and readers see them."""

from __future__ import annotations

from typing import Any

from factories import answer, ask, make_moderator
from flask import Flask

from forum.triage.advice import families

UNSAFE = "Stop taking your statins, they cause cramps."


def test_one_press_on_the_worklist_shows_the_usual_caution_beside_the_post(
    app: Flask, browser: Any
) -> None:
    question = ask()
    post = answer(question, body=UNSAFE)
    moderator, visitor = browser(make_moderator()), browser()
    page = f"/questions/{question.thread_id}/{question.thread.slug}"
    worklist = moderator.get("/moderation").text
    assert "Stop taking your statins" in worklist
    assert "It tells someone to stop" not in visitor.get(page).text
    answered = moderator.post(
        f"/moderation/posts/{post.id}/caution",
        data={"seen_advice": "open", "reason": "", "back": "/moderation"},
    )
    assert (answered.status_code, answered.location) == (303, "/moderation")
    assert families()["stop_taking"].caution in visitor.get(page).text
    assert "Nothing waits" in moderator.get("/moderation").text
    assert "given a caution beside it" in visitor.get("/moderation/log").text


def test_a_moderators_own_words_are_shown_as_they_were_typed(app: Flask, browser: Any) -> None:
    question = ask()
    post = answer(question, body=UNSAFE)
    page = f"/questions/{question.thread_id}/{question.thread.slug}"
    words = "Ask <b>your</b> nurse first."
    browser(make_moderator()).post(
        f"/moderation/posts/{post.id}/caution", data={"seen_advice": "open", "reason": words}
    )
    shown = browser().get(page).text
    assert "Ask &lt;b&gt;your&lt;/b&gt; nurse first." in shown


def test_the_thread_page_offers_a_caution_and_takes_it_away(app: Flask, browser: Any) -> None:
    post = answer(ask(), body="Drink water.")
    page = f"/questions/{post.thread_id}/{post.thread.slug}"
    moderator = browser(make_moderator())
    form = moderator.get(f"/moderation/posts/{post.id}/caution")
    assert "Everyone reads it beside the post" in form.text
    address = f"/moderation/posts/{post.id}/"
    moderator.post(address + "caution", data={"seen_advice": "-", "reason": "Careful."})
    again = moderator.post(address + "caution", data={"seen_advice": "-", "reason": "Careful."})
    assert again.status_code == 409
    moderator.post(address + "advice-fine", data={"seen_advice": "cautioned"})
    assert "Careful." not in browser().get(page).text


def test_the_list_can_be_narrowed_to_unsafe_advice(app: Flask, browser: Any) -> None:
    answer(ask(), body=UNSAFE)
    page = browser(make_moderator()).get("/moderation?reason=unsafe+advice").text
    assert "1 case waits" in page
    assert "Advice that may be unsafe" in page


def test_the_bench_reads_answers_for_unsafe_advice_too(app: Flask, browser: Any) -> None:
    moderator = browser(make_moderator())
    form = {"title": "", "body": UNSAFE, "kind": "answer"}
    page = moderator.post("/moderation/triage", data=form).text
    assert "Advice that may be unsafe" in page
    assert "<code>stop_taking</code>" in page
    page = moderator.post("/moderation/triage", data=form | {"kind": "question"}).text
    assert "Advice that may be unsafe" not in page


def test_approving_several_at_once_finds_their_advice_fine(app: Flask, browser: Any) -> None:
    posts = [answer(ask(), body=UNSAFE) for _ in range(2)]
    moderator = browser(make_moderator())
    ids = [post.id for post in posts]
    moderator.post("/moderation/bulk/approve", data={"post": ids, "reason": ""})
    assert "Nothing waits" in moderator.get("/moderation").text
    moderator.post("/moderation/bulk/undo")
    assert "2 cases wait" in moderator.get("/moderation").text


def test_a_caution_goes_along_into_the_feed(app: Flask, browser: Any) -> None:
    post = answer(ask(), body=UNSAFE)
    thread_id = post.thread_id
    feed = f"/feeds/questions/{thread_id}.atom"
    assert "caution" not in browser().get(feed).text
    browser(make_moderator()).post(
        f"/moderation/posts/{post.id}/caution", data={"seen_advice": "open", "reason": "A < B."}
    )
    text = browser().get(feed).text
    assert "Answer (with a caution from the moderators)" in text
    assert "<summary>A caution from the moderators: A &lt; B.</summary>" in text
