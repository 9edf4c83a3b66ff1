"""Taking one's data along, and leaving: nothing of the person stays."""

from __future__ import annotations

import json
from contextlib import suppress

import factories
import pytest
from people import PASSWORD, Person
from sqlalchemy import func, select

from forum.accounts import actions as accounts
from forum.accounts.queries import load_member
from forum.db import db, utcnow
from forum.inbox.models import Notification, Subscription
from forum.moderation import actions as moderation
from forum.permissions import Role, Visibility
from forum.threads.actions import delete_post, undelete_post
from forum.threads.counters import recount
from forum.threads.models import Bookmark, Post, Thread
from forum.threads.queries import load_post
from forum.threads.screening import Cause, Verdict
from forum.threads.screening.screen import Finding

CANARY = "canarywren"


@pytest.fixture
def wren(app) -> Person:
    """A member with a history, signed in."""
    email = f"{CANARY}@example.org"
    member = accounts.add_member(CANARY, email, PASSWORD, frozenset(), utcnow())
    accounts.change_profile(member, f"I am {CANARY}.", "US")
    person = Person(member, app.test_client())
    person.sign_in()
    return person


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def dump() -> str:
    tables = db.metadata.sorted_tables
    return "\n".join(str(row) for table in tables for row in db.session.execute(select(table)))


def close(person: Person, posts: str = "keep"):
    return person.browser.post("/account/close", data={"posts": posts, "sure": "y"})


def test_whoever_left_is_called_the_same_in_feeds_and_where_they_are_quoted(app, wren) -> None:
    question = factories.ask(wren.member, body="It wakes me at three in the morning.")
    close(wren)
    reader = app.test_client(user=factories.make_member())
    for path in (
        "/feeds/questions.atom",
        f"/feeds/questions/{question.thread_id}.atom",
        f"/posts/{question.id}/reply?quote=1",
    ):
        page = reader.get(path).text
        assert f"Former member {wren.member.id}" in page, path
        assert f"former member {wren.member.id}" not in page, path


def test_the_file_holds_what_is_kept_of_its_owner_and_no_secret(wren) -> None:
    question = factories.ask(wren.member, title="How long should I stretch for?", alias=True)
    factories.answer(question, factories.make_member("anna"), "Somebody else's words.")
    response = wren.browser.post("/account/export")
    assert response.headers["Content-Disposition"] == "attachment; filename=my-data.json"
    assert response.headers["Cache-Control"] == "private, no-store"
    data = json.loads(response.get_data(as_text=True))
    assert data["member"][0]["email"] == f"{CANARY}@example.org"
    assert data["post"][0]["source"] == question.source
    text = response.get_data(as_text=True)
    assert "argon2" not in text
    assert "token" not in text
    assert "Somebody else" not in text


def test_leaving_erases_the_person_and_keeps_what_helped_others(app, wren) -> None:
    question = factories.ask(wren.member)
    factories.answer(factories.ask(), wren.member)
    wren.browser.post(f"/threads/{question.thread_id}/bookmark")
    assert close(wren).location == "/"
    assert CANARY not in dump()
    assert {count(Bookmark), count(Subscription) - 1} == {0}  # the other asker's own
    assert db.session.get(Post, question.id).visibility is Visibility.PUBLISHED
    page = app.test_client().get(f"/posts/{question.id}", follow_redirects=True)
    assert page.status_code == 200
    assert f"Former member {wren.member.id}" in page.get_data(as_text=True)


def test_a_former_members_name_leads_nowhere_and_is_no_link(app, wren) -> None:
    question = factories.ask(wren.member)
    factories.answer(question, wren.member)
    close(wren)
    page = app.test_client().get(f"/posts/{question.id}", follow_redirects=True).text
    assert f"Former member {wren.member.id}" in page
    assert "/members/" not in page


def test_leaving_may_take_every_post_along(app, wren) -> None:
    mine = factories.ask(wren.member, alias=True)
    other = factories.ask()
    factories.answer(other, wren.member)
    factories.answer(mine, factories.make_member("anna"))
    close(wren, "take back")
    states = dict(db.session.execute(select(Post.author_id, Post.visibility)).all())
    assert states[wren.member.id] is Visibility.DELETED
    assert db.session.get(Thread, mine.thread_id).visibility is Visibility.DELETED
    assert db.session.get(Thread, other.thread_id).answers_count == 0
    assert app.test_client().get(f"/posts/{mine.id}").status_code == 404


def test_what_was_taken_along_never_comes_back(app, wren) -> None:
    anna, moderator = factories.make_member("anna"), factories.make_moderator()
    verdict = Verdict((Finding(Cause.FIRST, "for a test", holds=True),))
    other, annas = factories.ask(), factories.ask(anna)
    waits = factories.answer(other, wren.member, verdict=verdict)
    hidden = factories.answer(other, wren.member)
    moderation.hide(moderator, hidden, "For a test.", utcnow())
    out_of_sight = factories.answer(annas, wren.member)
    delete_post(anna, annas)
    close(wren, "take back")
    undelete_post(anna, load_post(annas.id))
    for post in (waits, hidden):
        with suppress(moderation.NotAllowed, moderation.AlreadyChanged):
            moderation.restore(moderator, load_post(post.id), "For a test.", utcnow())
    visitor = app.test_client()
    for post in (waits, hidden, out_of_sight):
        assert visitor.get(f"/posts/{post.id}").status_code == 404
    assert recount() == 0


def test_leaving_ends_every_session_and_every_way_back(app, wren) -> None:
    phone = Person(wren.member, app.test_client())
    phone.sign_in(remember="y")
    close(wren)
    assert not phone.is_signed_in()
    assert not wren.is_signed_in()
    for identity in (CANARY, f"{CANARY}@example.org", f"former member {wren.member.id}"):
        assert (
            app.test_client()
            .post("/sign-in", data={"email": identity, "password": PASSWORD})
            .status_code
            == 422
        )
    assert load_member(f"former member {wren.member.id}") is None


def test_others_inboxes_forget_the_name(wren) -> None:
    question = factories.ask()
    factories.answer(question, wren.member)
    assert db.session.scalar(select(Notification.actor_name)) == CANARY
    close(wren)
    assert db.session.scalar(select(Notification.actor_name)) == "a former member"


def test_the_name_is_free_again(app, wren) -> None:
    close(wren)
    again = accounts.add_member(CANARY, f"{CANARY}@example.org", PASSWORD, frozenset(), utcnow())
    assert again.id != wren.member.id


def test_the_last_administrator_stays_and_loses_nothing(wren) -> None:
    wren.member.roles = frozenset({Role.ADMINISTRATOR})
    question = factories.ask(wren.member)
    response = close(wren, "take back")
    assert response.status_code == 409
    assert "last administrator" in response.get_data(as_text=True)
    assert wren.is_signed_in()
    assert db.session.get(Post, question.id).visibility is Visibility.PUBLISHED


def test_an_administrator_may_leave_when_there_is_another(wren) -> None:
    wren.member.roles = frozenset({Role.ADMINISTRATOR})
    factories.make_member("second", Role.ADMINISTRATOR)
    assert close(wren).status_code == 303
    assert not wren.is_signed_in()


def test_a_closed_administrator_does_not_count_as_another(wren) -> None:
    wren.member.roles = frozenset({Role.ADMINISTRATOR})
    factories.make_member("second", Role.ADMINISTRATOR).active = False
    assert close(wren).status_code == 409


@pytest.mark.parametrize("choice", ["", "burn everything"])
def test_leaving_needs_a_choice(wren, choice: str) -> None:
    assert close(wren, choice).status_code == 422
    assert wren.is_signed_in()


def test_one_press_closes_no_account(wren) -> None:
    refused = wren.browser.post("/account/close", data={"posts": "keep"})
    assert refused.status_code == 422
    assert "Tick that you know that this cannot be undone." in refused.text
    assert wren.browser.get("/account").status_code == 200


def test_leaving_needs_a_fresh_password(wren) -> None:
    with wren.browser.session_transaction() as session:
        session["fs_paa"] -= 31 * 60
    for path in ("/account/close", "/account/export"):
        assert wren.browser.get(path).location == f"/account/verify?next={path}"
        assert wren.browser.post(path, data={"posts": "keep"}).status_code == 302
    assert wren.is_signed_in()
