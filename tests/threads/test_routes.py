import re

import pytest
from factories import answer, ask, make_member, reply
from sqlalchemy import func, select

from forum.db import db
from forum.permissions import Openness, PostKind
from forum.threads.models import Post, Thread

QUESTION = {
    "title": "Spasms that will not go",
    "body": "I have constant spasms in my upper left leg and can't get rid of them.",
}
EMERGENCY = {
    "title": "Pain when breathing",
    "body": "I have had chest pain for an hour and it really hurts to breathe in.",
}


@pytest.fixture
def member(sign_in):
    return sign_in(make_member("Wren"))


def count(model=Post) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def test_asking_leads_to_the_question_with_its_banner(app, member):
    response = member.post("/questions/ask", data=QUESTION)
    assert response.status_code == 303
    page = member.get(response.location).text
    assert 'data-care-level="routine"' in page
    assert "because you wrote" in page.lower()


def test_every_optional_field_is_taken(app, member):
    data = QUESTION | {
        "where": "left calf", "since": "Easter", "severity": "4", "tried": "heat, magnesium",
        "tags": "Night cramps, magnesium", "alias": "y", "submit_token": "one",
    }  # fmt: skip
    page = member.get(member.post("/questions/ask", data=data).location).text
    for words in ("left calf", "Easter", "4 out of 10", "heat, magnesium", "night cramps"):
        assert words in page
    question = db.session.scalars(select(Post)).one()
    assert question.alias


def test_a_question_with_a_new_tag_does_not_say_that_people_follow_it(app, member):
    data = QUESTION | {"tags": "aquaplaning"}
    page = member.get(member.post("/questions/ask", data=data).location).text
    said = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Whoever follows aquaplaning was told" in said
    assert "You hear of an answer in your inbox and, if you like, by mail" in said
    assert "write it below" not in said
    assert "People who follow" not in said


def test_a_preview_shows_the_banner_and_posts_nothing(app, member):
    response = member.post("/questions/ask", data=QUESTION | {"preview": "1"})
    assert response.status_code == 200
    assert 'data-care-level="routine"' in response.text
    assert count() == 0


def test_going_back_from_the_preview_gives_every_word_back(app, member):
    page = member.post("/questions/ask", data=QUESTION | {"since": "Easter", "edit": "1"}).text
    assert "upper left leg" in page
    assert 'value="Easter"' in page
    assert count() == 0


def test_an_emergency_is_shown_once_before_it_goes_out_and_one_press_posts_it(app, member):
    shown = member.post("/questions/ask", data=EMERGENCY | {"show_first": "1"})
    assert shown.status_code == 200
    assert 'data-care-level="emergency"' in shown.text
    assert 'href="tel:999"' in shown.text
    assert count() == 0
    assert member.post("/questions/ask", data=EMERGENCY).status_code == 303
    assert count() == 1


def test_a_refused_form_says_why_and_keeps_every_word(app, member):
    data = {"title": "Leg", "body": "some words that must not be lost", "tried": "ice & rest"}
    response = member.post("/questions/ask", data=data)
    assert response.status_code == 422
    assert "some words that must not be lost" in response.text
    assert "ice &amp; rest" in response.text
    assert "at least 5 characters" in response.text


@pytest.mark.parametrize(
    "bad",
    [
        {"title": "x" * 151}, {"body": "x" * 30_001}, {"severity": "11"}, {"severity": "much"},
        {"tags": "a, b, c, d, e, f"}, {"title": "\u200b" * 20}, {"body": "\n \t" * 40},
    ],
)  # fmt: skip
def test_what_cannot_be_posted_is_refused_with_422(app, member, bad):
    assert member.post("/questions/ask", data=QUESTION | bad).status_code == 422
    assert count() == 0


def test_a_visitor_who_asks_is_led_to_sign_in_and_gets_the_words_back(app, client):
    assert client.get("/questions/ask").location == "/sign-in?next=/questions/ask"
    response = client.post("/questions/ask", data=QUESTION)
    assert response.status_code == 401
    assert "upper left leg" in response.text


def test_the_same_form_sent_twice_leads_to_the_same_question(app, member):
    data = QUESTION | {"submit_token": "one"}
    first, second = (member.post("/questions/ask", data=data) for _ in range(2))
    assert first.location == second.location
    assert count(Thread) == 1


def test_a_draft_is_assessed_without_being_kept(app, member):
    answer = member.post("/questions/ask/assess", data=EMERGENCY).json
    assert answer["level"] == "emergency"
    assert "tel:999" in answer["banner"]
    assert count() == 0


def test_the_link_in_a_drafts_banner_leads_back_to_the_form(app, member):
    banner = member.post("/questions/ask/assess", data=EMERGENCY).json["banner"]
    assert 'href="/preferences?next=/questions/ask"' in banner


@pytest.mark.parametrize("fields", [{}, {"severity": "x"}, {"body": "y" * 200_000}])
def test_any_draft_can_be_assessed(app, member, fields):
    assert member.post("/questions/ask/assess", data=fields).status_code == 200


def test_answering_leads_to_the_answer(app, member):
    question = ask()
    response = member.post(
        f"/threads/{question.thread_id}/answer", data={"body": "A warm bath helps me."}
    )
    assert response.status_code == 303
    post = db.session.scalars(select(Post).where(Post.kind == PostKind.ANSWER)).one()
    assert response.location.endswith(f"#post-{post.id}")


def test_replying_and_quoting(app, member):
    post = answer(ask(), make_member("Rook"), body="Try *heat* first.")
    form = member.get(f"/posts/{post.id}/reply?quote=1").text
    assert "&gt; Try *heat* first." in form
    assert "Rook" in form
    response = member.post(f"/posts/{post.id}/reply", data={"body": "Thanks, I will."})
    assert response.status_code == 303


@pytest.mark.parametrize("path", ["/threads/{thread}/answer", "/posts/{post}/reply"])
def test_who_came_from_another_page_to_write_finds_the_way_back(app, member, path):
    question = ask()
    address = path.format(thread=question.thread_id, post=question.id)
    back = f"/moderation?reason=unanswered#item-{question.id}"
    form = member.get(address, query_string={"back": back}).text
    kept = f'<input type="hidden" name="back" value="{back}">'
    assert f'<a href="{back}">' in form
    assert kept in form
    assert kept in member.post(address, data={"body": "", "back": back}).text
    seen = member.post(address, data={"body": "Try heat.", "back": back, "preview": "1"})
    assert kept in seen.text
    sent = member.post(address, data={"body": "Try heat first.", "back": back})
    assert (sent.status_code, sent.location) == (303, back)
    assert "Posted." in member.get("/questions").text


def test_the_way_back_from_writing_leads_nowhere_else(app, member):
    question = ask()
    address = f"/posts/{question.id}/reply"
    away = "https://evil.example/"
    assert away not in member.get(address, query_string={"back": away}).text
    sent = member.post(address, data={"body": "Try heat first.", "back": away})
    assert sent.location.startswith(f"/questions/{question.thread_id}")


def test_only_the_author_can_edit_or_delete(app, member, sign_in):
    author = make_member()
    post = answer(ask(), author)
    for verb in ("edit", "delete"):
        assert member.get(f"/posts/{post.id}/{verb}").status_code == 403
        assert sign_in(author).get(f"/posts/{post.id}/{verb}").status_code == 200


def test_an_edit_shows_as_a_difference(app, sign_in):
    author = make_member()
    post = answer(ask(), author, body="Drink much water.")
    client = sign_in(author)
    sent = {"body": "Drink some water.", "reason": "milder"}
    assert client.post(f"/posts/{post.id}/edit", data=sent).status_code == 303
    page = client.get(f"/posts/{post.id}/revisions").text
    assert "<del" in page
    assert "<ins" in page
    assert "milder" in page


def test_a_deleted_answer_can_be_brought_back_by_its_author(app, sign_in, client):
    author = make_member()
    post = answer(ask(), author, body="A canary in the text.")
    address = f"/questions/{post.thread_id}/{post.thread.slug}"
    writer = sign_in(author)
    writer.post(f"/posts/{post.id}/delete")
    assert "canary" not in client.get(address).text
    assert "Bring it back" in writer.get(address).text
    writer.post(f"/posts/{post.id}/undelete")
    assert "canary" in client.get(address).text


@pytest.mark.parametrize("verb", ["vote", "helped"])
def test_nobody_votes_for_themselves(app, sign_in, verb):
    author = make_member()
    post = answer(ask(), author)
    assert sign_in(author).post(f"/posts/{post.id}/{verb}").status_code == 403


def test_whoever_has_an_alias_in_a_thread_goes_on_under_it(app, sign_in):
    wren = make_member("Wren")
    post = ask(wren, alias=True)
    paths = (f"/questions/{post.thread_id}/{post.thread.slug}", f"/posts/{post.id}/reply",
             f"/threads/{post.thread_id}/answer")  # fmt: skip

    def ticked(page):
        return re.search(r'<input[^>]*\bchecked[^>]*\bname="alias"', page.text) is not None

    asker = sign_in(wren)
    assert all(ticked(asker.get(path)) for path in paths)
    taken_off = asker.post(f"/posts/{post.id}/reply", data={"body": ""})
    assert not ticked(taken_off)
    other = sign_in(make_member("Rook"))
    assert not any(ticked(other.get(path)) for path in paths)


def test_a_reply_cannot_be_marked_as_helped(app, member):
    post = reply(ask())
    assert member.post(f"/posts/{post.id}/helped").status_code == 403


def test_a_closed_or_locked_thread_takes_no_answers(app, member):
    question = ask()
    thread = db.session.get(Thread, question.thread_id)
    for openness in (Openness.CLOSED, Openness.LOCKED):
        thread.openness = openness
        db.session.commit()
        response = member.post(f"/threads/{thread.id}/answer", data={"body": "Too late, sadly."})
        assert response.status_code == 403
        assert "Too late, sadly." in response.text


def test_posting_an_answer_costs_the_same_in_a_short_thread_and_a_long_one(app, queries, sign_in):
    client, costs = sign_in(make_member()), []
    for earlier in (0, 1, 30):  # each writer follows, and so does the asker
        question = ask()
        for number in range(earlier):
            answer(question, body=f"Warmth helps, said number {number} of {earlier}.")
        address = f"/threads/{question.thread_id}/answer"
        db.session.remove()
        with queries() as counted:
            sent = client.post(address, data={"body": f"Stretches helped me, {earlier} a day."})
        assert sent.status_code == 303
        costs.append(len(counted))
    # In a browser one more: whose cookie it is.
    assert costs == [11, 11, 11], counted.statements


def test_posting_an_answer_asks_once_less_where_nobody_else_follows(app, queries, sign_in):
    asker = make_member()
    question = ask(asker)
    client = sign_in(asker)
    db.session.remove()
    with queries() as counted:
        sent = client.post(
            f"/threads/{question.thread_id}/answer", data={"body": "Salt was what I lacked."}
        )
    assert sent.status_code == 303
    assert len(counted) == 10, counted.statements
