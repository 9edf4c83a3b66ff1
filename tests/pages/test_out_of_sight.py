"""What is held, given back or hidden stays in its place for its author, with the state and why."""

from __future__ import annotations

import pytest
from factories import NOON, answer, ask, make_member, make_moderator, reply

from forum.db import db
from forum.moderation.actions import approve, ask_changes, hide, restore, retitle
from forum.pages.export import public_threads
from forum.permissions import Visibility
from forum.threads.actions import edit_post
from forum.threads.queries import load_post
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


TITLE = "Is Dr Ada Quill of Bath any good?"
NUMBER = "Ring me on 07700 900123."


def history(app, post, reader=None) -> str:
    return app.test_client(user=reader).get(f"/posts/{post.id}/revisions").text


def test_what_a_moderator_had_changed_is_in_no_history_that_everyone_reads(app) -> None:
    author, moderator = make_member(), make_moderator()
    post = load_post(answer(ask(), author, "Walk a little each day.").id)
    edit_post(author, post, f"Walk each day. {NUMBER}", NOON)
    ask_changes(moderator, post, "Please take the number out.", NOON)
    edit_post(author, post, "Walk each day, slowly.", NOON)
    approve(moderator, post, "Thank you.", NOON)
    for someone in (None, make_member()):
        page = history(app, post, someone)
        assert NUMBER not in page
        assert "<del" in page  # what stood for everyone before and after is compared
        assert "slowly." in page
        assert "shown to its author and the moderators alone" in page
    for reader in (author, moderator):
        page = history(app, post, reader)
        assert NUMBER in page
        assert "alone" not in page


def test_whoever_edits_is_told_who_will_read_what_they_take_out(app) -> None:
    author, moderator = make_member(), make_moderator()
    post = load_post(answer(ask(), author).id)

    def told(member) -> str:
        return app.test_client(user=member).get(f"/posts/{post.id}/edit").text

    for member in (author, moderator):
        assert "history, where everyone can read it" in told(member)
    assert "take it out while the post is hidden" in told(moderator)
    assert "while the post is hidden" not in told(author)
    hide(moderator, post, "It names someone.", NOON)
    for member in (author, moderator):
        assert "history, for its author and the moderators alone" in told(member)
        assert "everyone can read it" not in told(member)


def test_a_title_that_was_changed_while_hidden_is_in_no_history_that_everyone_reads(app) -> None:
    author, moderator = make_member(), make_moderator()
    question = load_post(ask(author, title=TITLE).id)
    hide(moderator, question, "It names someone.", NOON)
    retitle(moderator, question, "Is my doctor any good?", "It named someone.", NOON, seen=TITLE)
    restore(moderator, question, "It names nobody now.", NOON)
    page = history(app, question)
    assert "Ada Quill" not in page
    assert "It stands as it was first written" not in page
    assert "Ada Quill" in history(app, question, author)


def test_what_hangs_under_a_hidden_answer_is_out_of_sight_with_it(app, client) -> None:
    """It may quote every word of it."""
    question, moderator = ask(), make_moderator()
    hidden, other = load_post(answer(question).id), load_post(answer(question).id)
    reply(hidden, body="> The quoted marmot.\n\nIs that so?")
    reply(other, body="Another marmot is harmless.")
    places = (
        f"/questions/{question.thread_id}/{question.thread.slug}",
        f"/feeds/questions/{question.thread_id}.atom",
    )
    assert all("quoted marmot" in client.get(place).text for place in places)
    hide(moderator, hidden, "It names someone.", NOON)
    assert not any("quoted marmot" in client.get(place).text for place in places)
    assert all("Another marmot" in client.get(place).text for place in places)
    restore(moderator, hidden, "It names nobody.", NOON)
    assert all("quoted marmot" in client.get(place).text for place in places)


def test_what_hangs_under_a_hidden_answer_is_in_no_public_export(app) -> None:
    hidden, other = load_post(answer(ask()).id), answer(ask())
    reply(hidden, body="> The quoted marmot.")
    reply(other, body="Another marmot is harmless.")
    hide(make_moderator(), hidden, "It names someone.", NOON)
    export = str(list(public_threads()))
    assert "Another marmot" in export
    assert "quoted marmot" not in export


ADDRESSES_OF_A_POST = ("", "/revisions", "/reply?quote=1", "/flag", "/edit", "/delete")


def test_what_hangs_under_a_hidden_answer_has_no_address_of_its_own_for_others(app) -> None:
    hidden, other = load_post(answer(ask()).id), answer(ask())
    writer, moderator = make_member(), make_moderator()
    under = load_post(reply(hidden, writer, body="The quoted marmot.").id)
    beside = reply(other, body="Another marmot is harmless.")
    edit_post(writer, under, "Nothing.", NOON)
    hide(moderator, hidden, "It names someone.", NOON)

    def opened(member, path: str) -> tuple[int, str]:
        page = app.test_client(user=member).get(f"/posts/{path}")
        return page.status_code, page.text

    for someone in (None, make_member()):
        for address in ADDRESSES_OF_A_POST:
            status, page = opened(someone, f"{under.id}{address}")
            assert status == 404, address
            assert "quoted marmot" not in page
        assert opened(someone, f"{beside.id}/revisions")[0] == 200
    for reader in (writer, moderator):  # what one wrote oneself can be changed and taken back
        assert "quoted marmot" in opened(reader, f"{under.id}/revisions")[1]
        assert opened(reader, f"{under.id}/edit")[0] == 200


def test_what_is_taken_out_under_a_hidden_answer_is_in_no_history_that_everyone_reads(app) -> None:
    hidden, writer, moderator = load_post(answer(ask()).id), make_member(), make_moderator()
    under = load_post(reply(hidden, writer, body=f"> {NUMBER}\n\nDo not.").id)
    hide(moderator, hidden, "It has a number.", NOON)
    edit_post(writer, under, "Do not give numbers.", NOON)
    edit_post(moderator, hidden, "Walk a little.", NOON)
    restore(moderator, hidden, "It has no number now.", NOON)
    assert NUMBER not in history(app, under)
    assert NUMBER not in history(app, hidden)
    assert NUMBER in history(app, under, writer)


def test_what_hangs_under_a_hidden_answer_is_not_voted_for(app) -> None:
    hidden = load_post(answer(ask()).id)
    under = reply(hidden, body="> The quoted marmot.")
    reader = app.test_client(user=make_member())
    assert reader.post(f"/posts/{under.id}/vote").status_code == 303
    hide(make_moderator(), hidden, "It names someone.", NOON)
    assert reader.post(f"/posts/{under.id}/unvote").status_code == 404
