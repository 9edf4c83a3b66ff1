"""One's own account, one's own devices, and claiming a new site."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from people import OTHER_PASSWORD, PASSWORD, Person
from sqlalchemy import func, select, update

from forum.accounts.claim import claim_link
from forum.accounts.models import Member, SignIn
from forum.accounts.queries import is_claimed, load_member
from forum.db import db
from forum.permissions import Restriction, Role

OWNER = {"username": "keeper", "email": "keeper@example.org", "password": PASSWORD}


@pytest.fixture
def marie(person) -> Person:
    found: Person = person("marie")
    found.sign_in()
    return found


@pytest.fixture
def phone(app, marie) -> Person:
    """Marie's second device."""
    second = Person(marie.member, app.test_client())
    second.sign_in()
    return second


def sign_in_ids() -> list[int]:
    return list(db.session.scalars(select(SignIn.id).order_by(SignIn.id)))


def test_members_say_a_few_words_about_themselves(marie) -> None:
    response = marie.browser.post("/account", data={"about": " Walks a lot. ", "care_region": "US"})
    assert response.status_code == 303
    member = load_member("marie")
    assert (member.about, member.care_region) == ("Walks a lot.", "US")
    page = marie.browser.get("/account").text
    assert re.search('<option selected value="US">', page)
    assert "Walks a lot.</textarea>" in page


@pytest.mark.parametrize("kind", Restriction)
def test_who_may_write_nothing_can_empty_what_all_read_about_them_and_not_change_it(
    marie, kind: Restriction
) -> None:
    db.session.execute(update(Member).values(about="Walks a lot.", restriction_kind=kind))

    def said(about: str) -> tuple[int, str]:
        answer = marie.browser.post("/account", data={"about": about, "care_region": "US"})
        member = load_member("marie")
        assert member is not None
        return answer.status_code, member.about

    assert said("All of you are liars.") == (422, "Walks a lot.")
    assert said("Walks a lot.") == (303, "Walks a lot.")
    assert said("") == (303, "")


@pytest.mark.parametrize(
    "wrong", [{"about": "x" * 601}, {"care_region": "XX"}, {"care_region": "GB' OR '1'='1"}]
)
def test_a_refused_profile_keeps_every_word(marie, wrong: dict[str, str]) -> None:
    sent = {"about": "Walks a lot.", "care_region": ""} | wrong
    response = marie.browser.post("/account", data=sent)
    assert response.status_code == 422
    assert sent["about"] in response.get_data(as_text=True)


def test_the_profile_form_changes_nothing_else(marie) -> None:
    more = {"roles": "administrator", "email": "x@example.org", "active": "", "username": "x"}
    marie.browser.post("/account", data={"about": "", "care_region": "", "posts_count": "9"} | more)
    member = load_member("marie")
    assert (member.roles, member.email) == (frozenset(), "marie@example.org")
    assert (member.active, member.username, member.posts_count) == (True, "marie", 0)


def test_members_see_where_they_are_signed_in(marie, phone) -> None:
    text = marie.browser.get("/account/sessions").get_data(as_text=True)
    assert text.count("(this one)") == 1
    assert text.count("/end") == 2  # the phone, and everything else


def test_members_sign_one_device_out_from_another(marie, phone) -> None:
    _, its_id = sign_in_ids()
    assert marie.browser.post(f"/account/sessions/{its_id}/end").status_code == 303
    assert not phone.is_signed_in()
    assert marie.is_signed_in()


def test_members_sign_every_other_device_out(marie, phone) -> None:
    assert marie.browser.post("/account/sessions/end").status_code == 303
    assert not phone.is_signed_in()
    assert marie.is_signed_in()


def test_nobody_signs_somebody_else_out(marie, person, app) -> None:
    anna = person("anna", app.test_client())
    anna.sign_in()
    hers = sign_in_ids()[-1]
    for path in (f"/account/sessions/{hers}/end", "/account/sessions/end"):
        marie.browser.post(path)
    assert anna.is_signed_in()


@pytest.mark.parametrize(
    "path", ["/account", "/account/sessions", "/account/export", "/account/close"]
)
def test_visitors_are_led_to_sign_in(client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 303
    assert response.location.startswith("/sign-in?next=")


def claim(client: FlaskClient, **changed: str):
    return client.post(claim_link().removeprefix("http://127.0.0.1:8000"), data=OWNER | changed)


def test_whoever_holds_the_link_becomes_the_first_administrator(client) -> None:
    assert not is_claimed()
    assert client.get(claim_link().removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert claim(client).status_code == 303
    assert is_claimed()
    assert load_member("keeper").roles == {Role.ADMINISTRATOR}
    assert client.get("/account").status_code == 200


def test_a_site_is_claimed_once(app, client) -> None:
    claim(client)
    stranger = app.test_client()
    response = claim(stranger, username="second", email="second@example.org")
    assert response.status_code == 404
    assert load_member("second") is None


@pytest.mark.parametrize(
    "wrong",
    [{"username": "admin"}, {"password": "password"}, {"email": "nowhere"}, {"username": ""}],
)
def test_a_claim_that_is_refused_can_be_sent_again(client, wrong: dict[str, str]) -> None:
    assert claim(client, **wrong).status_code == 422
    assert not is_claimed()
    assert claim(client).status_code == 303


def test_two_hands_at_once_make_one_administrator(app, client, monkeypatch) -> None:
    """The second looked before the first was done."""
    claim(client)
    monkeypatch.setattr("forum.accounts.routes.queries.is_claimed", lambda: False)
    response = claim(app.test_client(), username="second", email="second@example.org")
    assert response.status_code == 409
    assert db.session.scalar(select(func.count()).select_from(Member)) == 1


@pytest.mark.parametrize("token", ["x", "claim", "ImNsYWltIg.x.y"])
def test_an_invented_claim_link_is_nothing(client, token: str) -> None:
    assert client.get(f"/claim/{token}").status_code == 404
    assert client.post(f"/claim/{token}", data=OWNER).status_code == 404


def test_there_is_nobody_on_a_new_site(app) -> None:
    assert db.session.scalar(select(func.count()).select_from(Member)) == 0


def test_the_password_is_asked_for_again_after_half_an_hour(marie, monkeypatch) -> None:
    assert marie.browser.get("/account/export").status_code == 200
    with marie.browser.session_transaction() as session:
        session["fs_paa"] -= 31 * 60
    asked = marie.browser.get("/account/export")
    assert asked.location == "/account/verify?next=/account/export"
    assert marie.browser.post("/account/export").location.startswith("/account/verify")
    for wrong in (OTHER_PASSWORD, "x" * 100_000, ""):
        assert marie.browser.post(asked.location, data={"password": wrong}).status_code == 422
    right = marie.browser.post(asked.location, data={"password": PASSWORD})
    assert right.location == "/account/export"
    assert marie.browser.get("/account/export").status_code == 200
