"""What is held, given back or hidden stays in its place for its author, with the state and why."""

from __future__ import annotations

import pytest
from factories import NOON, answer, ask, make_member, make_moderator

from forum.db import db
from forum.moderation.actions import hide
from forum.permissions import Visibility
from forum.threads.visibility import show_post

WORDS = {
    Visibility.HELD: ("Waiting for a moderator.", "How long that takes is not known yet"),
    Visibility.RETURNED: ("A moderator asks you to change this.", "Change it"),
    Visibility.HIDDEN: ("Hidden by a moderator.",),
}


@pytest.mark.parametrize("state", WORDS)
def test_an_author_sees_their_answer_where_it_stood_and_nobody_else_does(app, state) -> None:
    author, question = make_member(), ask()
    first, second, third = (answer(question), answer(question, author), answer(question))
    show_post(second, state, "A reason that the author reads.")
    db.session.commit()
    path = f"/questions/{question.thread_id}/{question.thread.slug}?sort=oldest"
    page = app.test_client(user=author).get(path).text
    places = [page.index(f'id="post-{post.id}"') for post in (first, second, third)]
    assert places == sorted(places)
    for words in (*WORDS[state], "A reason that the author reads."):
        assert words in page
    for someone in (None, make_member()):
        client = app.test_client(user=someone)
        assert f'id="post-{second.id}"' not in client.get(path).text
        assert client.get(f"/posts/{second.id}").status_code == 404


def test_a_hidden_question_keeps_its_address_for_its_author(app) -> None:
    author = make_member()
    question = ask(author, title="How long should one rest?")
    path = f"/questions/{question.thread_id}/{question.thread.slug}"
    hide(make_moderator(), question, "It shows who someone is.", NOON)
    page = app.test_client(user=author).get(path)
    assert page.status_code == 200
    assert "Hidden by a moderator." in page.text
    assert "It shows who someone is." in page.text
    assert "How long should one rest?" in app.test_client(user=author).get("/questions").text
    assert app.test_client().get(path).status_code == 404
