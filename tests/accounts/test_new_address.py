"""Changing one's e-mail address: nothing before the link is opened, and no word of who has it."""

from __future__ import annotations

import logging
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from people import OTHER_PASSWORD, PASSWORD, Person, flashes
from sqlalchemy import select, update

from forum.accounts import actions, queries
from forum.accounts.models import AddressChange, Member
from forum.accounts.queries import ADDRESS_WAITS, load_member
from forum.db import db, utcnow
from forum.web.logs import JsonLines, log

NEW = "marie@new.example"
OLD = "marie@example.org"
PAGE = "/account/address"


@pytest.fixture
def marie(person) -> Person:
    found: Person = person("marie")
    found.sign_in()
    return found


def ask(browser: FlaskClient, email: str = NEW, password: str = PASSWORD):
    return browser.post(PAGE, data={"email": email, "password": password})


@pytest.fixture
def link(marie, outbox):
    """Marie asks for another address; the link in the mail to it."""
    ask(marie.browser)
    return link_in(outbox)


def link_in(outbox) -> str:
    to_new = outbox.messages()[-2]
    [path] = [word for word in to_new.get_content().split() if "/confirm/" in word]
    return str(path).removeprefix("http://127.0.0.1:8000")


def address() -> str:
    member = load_member("marie")
    assert member is not None
    return str(member.email)


def test_a_new_address_counts_once_its_link_was_opened(marie, outbox) -> None:
    assert ask(marie.browser).location == PAGE
    assert [message["To"] for message in outbox.messages()] == [NEW, OLD]
    assert address() == OLD
    link = link_in(outbox)
    page = marie.browser.get(link).get_data(as_text=True)
    assert NEW in page
    assert address() == OLD  # a program that looks at mail opens links, too
    assert marie.browser.post(link).location == "/account"
    assert address() == NEW
    assert marie.is_signed_in()
    marie.browser.post("/sign-out")
    assert [marie.sign_in(email).status_code for email in (OLD, NEW)] == [422, 302]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_the_notice_to_the_old_address_says_how_to_keep_it_and_not_which_is_new(
    marie, outbox
) -> None:
    ask(marie.browser)
    notice = outbox.newest().get_content()
    assert NEW not in notice
    assert outbox.links() == [PAGE, "/account/password"]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("email", "password", "why"),
    [
        (NEW, OTHER_PASSWORD, "not your password"),
        (NEW, "", "Give your password"),
        (NEW, "x" * 100_000, "not your password"),
        ("no address", PASSWORD, "Give your e-mail address"),
        ("a@example.org\nBcc: b@example.org", PASSWORD, "Give your e-mail address"),
        ("", PASSWORD, "Give your e-mail address"),
        ("MARIE@example.org", PASSWORD, "the address you have now"),
    ],
)
def test_what_cannot_be_is_refused_and_sends_nothing(
    marie, outbox, email: str, password: str, why: str
) -> None:
    response = ask(marie.browser, email, password)
    assert response.status_code == 422
    assert why in response.get_data(as_text=True)
    assert len(outbox) == 0
    assert queries.waiting_address(marie.member, utcnow()) is None


def test_nothing_tells_whether_somebody_has_the_new_address(app, person, marie, outbox) -> None:
    person("anna")
    told = []
    for email in (NEW, "anna@example.org"):
        response = ask(marie.browser, email)
        page = marie.browser.get(PAGE).get_data(as_text=True).replace(email, "…")
        page = re.sub(r'name="csrf_token" value="[^"]+"', "", page)
        told.append((response.status_code, response.location, page))
    assert told[0] == told[1]
    assert [message["To"] for message in outbox.messages()[2:]] == ["anna@example.org", OLD]
    assert "/confirm/" not in outbox.messages()[2].get_content()


def test_a_link_works_once(marie, link) -> None:
    marie.browser.post(link)
    again = marie.browser.post(link)
    assert again.location == PAGE
    assert "too old" in str(flashes(marie.browser))


def test_only_the_newest_link_works(marie, link, outbox) -> None:
    ask(marie.browser, "marie@newest.example")
    newest = link_in(outbox)
    marie.browser.post(link)
    assert address() == OLD
    marie.browser.post(newest)
    assert address() == "marie@newest.example"


def test_a_link_works_for_a_day_on_the_page_and_behind_it(marie, link) -> None:
    late = utcnow() - ADDRESS_WAITS
    db.session.execute(update(AddressChange).values(created_at=late))
    db.session.commit()
    assert [ask_(link).location for ask_ in (marie.browser.get, marie.browser.post)] == [PAGE] * 2
    assert not actions.change_address(marie.member, kept().token_hash, utcnow())
    assert address() == OLD
    actions.forget_unconfirmed_addresses(utcnow())
    db.session.rollback()  # what was not committed comes back
    assert db.session.scalar(select(AddressChange)) is None


def kept() -> AddressChange:
    return db.session.scalars(select(AddressChange)).one()


def test_addresses_that_still_can_be_confirmed_are_not_forgotten(marie, link) -> None:
    actions.forget_unconfirmed_addresses(utcnow() + ADDRESS_WAITS - timedelta(minutes=5))
    assert kept().email == NEW


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_whoever_got_the_mail_by_mistake_can_do_nothing(app, person, marie, link) -> None:
    stranger, anna = app.test_client(), person("anna")
    assert stranger.get(link).location.startswith("/sign-in?")
    assert stranger.post(link).status_code == 401
    anna.sign_in()
    assert [anna.browser.get(link).location, anna.browser.post(link).location] == [PAGE] * 2
    assert address() == OLD


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_change_is_withdrawn_and_its_link_with_it(marie, link) -> None:
    assert NEW in marie.browser.get(PAGE).get_data(as_text=True)
    assert marie.browser.post(f"{PAGE}/withdraw").location == PAGE
    assert NEW not in marie.browser.get(PAGE).get_data(as_text=True)
    marie.browser.post(link)
    assert address() == OLD


def test_somebody_who_was_quicker_keeps_the_address(person, marie, link) -> None:
    person("anna").member.email = NEW
    db.session.commit()
    assert marie.browser.post(link).location == PAGE
    assert address() == OLD


def test_links_to_a_new_password_that_went_to_the_old_address_end(app, marie, link, outbox) -> None:
    stranger = app.test_client()
    stranger.post("/forgot-password", data={"email": OLD})
    [reset] = outbox.links()
    marie.browser.post(link)
    data = {"password": OTHER_PASSWORD, "password_confirm": OTHER_PASSWORD}
    stranger.post(reset, data=data)
    marie.browser.post("/sign-out")
    assert marie.sign_in(password=OTHER_PASSWORD).status_code == 422


def test_a_closed_account_leaves_no_address_behind(marie, link) -> None:
    marie.browser.post("/account/close", data={"posts": "keep", "sure": "y"})
    assert not db.session.get(Member, marie.member.id).active
    assert db.session.scalar(select(AddressChange)) is None


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_what_stands_in_the_link_is_not_in_the_database(marie, link) -> None:
    assert link.rpartition("/")[2] != kept().token_hash


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_no_log_holds_an_address_or_a_link(marie, outbox, caplog, monkeypatch) -> None:
    monkeypatch.setattr(log, "handlers", [caplog.handler])
    caplog.set_level(logging.DEBUG, log.name)
    ask(marie.browser)
    link = link_in(outbox)
    marie.browser.get(link)
    marie.browser.post(link)
    told = "".join(map(JsonLines().format, caplog.records))
    assert told.count('"event": "request"') == 3
    assert not any(word in told for word in (NEW, OLD, link, link.rpartition("/")[2]))


def test_asking_is_limited_for_each_member_and_for_each_mailbox(limited) -> None:
    def browser(name: str) -> FlaskClient:
        member = actions.add_member(name, f"{name}@a.example", PASSWORD, frozenset(), utcnow())
        return limited.test_client(user=member)

    marie = browser("marie")
    asked = [ask(marie, f"marie{n}@new.example").status_code for n in range(4)]
    assert asked == [303, 303, 303, 429]
    others = ("anna", "berta", "clara", "dora", "emma", "frida")
    assert [ask(browser(name)).status_code for name in others] == [303] * 5 + [429]
