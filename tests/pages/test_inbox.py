from factories import answer, ask, make_member, make_moderator, reply

from forum.db import db, utcnow
from forum.moderation.actions import hide
from forum.permissions import Visibility
from forum.threads.models import Thread


def test_a_row_names_the_thread_that_it_is_about(app, sign_in):
    asker = make_member()
    answer(ask(asker, title="Does a warm bath help at all?"))
    assert "Does a warm bath help at all?" in sign_in(asker).get("/inbox").text


def test_a_decision_is_told_in_one_sentence(app, sign_in):
    writer = make_member()
    hide(make_moderator(), answer(ask(), writer), "It is spam.", utcnow())
    told = sign_in(writer).get("/inbox").text
    assert ">A moderator</span> decided: “Your answer was hidden: It is spam.”" in told


def test_a_member_is_named_as_they_write_themselves(app, sign_in):
    asker, small = make_member(), make_member("anna")
    answer(ask(asker), small)
    assert ">anna</span> answered your question" in sign_in(asker).get("/inbox").text


def test_ones_own_question_is_called_so(app, sign_in):
    asker, follower = make_member(), make_member()
    question = ask(asker, alias=True)
    answer(question, follower)
    for someone in (answer, reply):
        someone(question, make_member())
    own, others = (sign_in(member).get("/inbox").text for member in (asker, follower))
    assert "answered your question" in own
    assert "replied under your question" in own
    assert "that you follow" not in own
    assert "answered a question that you follow" in others
    assert "replied in a thread that you follow" in others


def test_a_thread_names_the_posts_on_it_that_are_unread_and_reading_it_writes_nothing(
    app, sign_in, queries
):
    asker = make_member()
    question = ask(asker)
    new = answer(question)
    answer(ask(asker))  # stands elsewhere
    client, path = sign_in(asker), f"/questions/{question.thread_id}/{question.thread.slug}"
    with queries() as counted:
        for _ in range(2):
            assert f'data-seen="/inbox/seen" data-posts="{new.id}"' in client.get(path).text
    assert counted.writes() == []
    client.post("/inbox/seen", data={"post": new.id})
    assert "data-seen" not in client.get(path).text
    assert "data-seen" not in app.test_client().get(path).text


def test_the_title_of_a_thread_out_of_sight_stays_out_of_sight(app, sign_in):
    follower, question = make_member(), ask(title="Marmalade on my knee")
    answer(question, follower)
    answer(question, make_member("Barnacle"))
    client = sign_in(follower)
    assert "Marmalade" in client.get("/inbox").text
    thread = db.session.get_one(Thread, question.thread_id)
    thread.visibility = Visibility.HIDDEN
    db.session.commit()
    page = client.get("/inbox").text
    assert "Barnacle" in page
    assert "Marmalade" not in page


def test_a_long_inbox_costs_what_a_short_one_does(app, sign_in, queries):
    asker = make_member()
    client = sign_in(asker)
    costs = []
    for _ in range(2):
        for _ in range(5):
            answer(ask(asker))
        with queries() as counted:
            client.get("/inbox")
        costs.append(len(counted))
    assert costs[0] == costs[1]
