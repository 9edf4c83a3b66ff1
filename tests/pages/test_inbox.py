from factories import answer, ask, make_member

from forum.db import db
from forum.permissions import Visibility
from forum.threads.models import Thread


def test_a_row_names_the_thread_that_it_is_about(app, sign_in):
    asker = make_member()
    answer(ask(asker, title="Does a warm bath help at all?"))
    assert "Does a warm bath help at all?" in sign_in(asker).get("/inbox").text


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
