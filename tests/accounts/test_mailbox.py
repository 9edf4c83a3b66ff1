import pytest
from factories import make_member
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.mailbox import mailbox

SPELT = ["Anna@Bücher.example", "anna@xn--bcher-kva.example", " anna@ＢÜＣＨＥＲ。example "]


@pytest.fixture
def key_of(one_app):
    def key(address: str) -> str:
        with one_app.test_request_context(method="POST", data={"email": address}):
            return mailbox()

    return key


def test_one_mailbox_is_one_however_its_address_is_spelt(key_of) -> None:
    assert len(set(map(key_of, SPELT))) == 1
    assert key_of("anna@other.example") != key_of(SPELT[0])


def test_what_stands_after_a_plus_leads_to_the_same_mailbox(key_of) -> None:
    plain = key_of("anna@other.example")
    assert key_of("anna+1@other.example") == key_of("Anna+a+b@other.example") == plain
    assert key_of("anna+1@third.example") != plain
    assert key_of("+1@other.example") != key_of("+2@other.example")  # no name stands before it


@pytest.mark.parametrize("typed", ["", "no address", "a" * 100_000])
def test_what_is_no_address_has_a_key_of_one_length_too(key_of, typed: str) -> None:
    assert len(key_of(typed)) == len(key_of(SPELT[0]))


def ask_for_mail(browser: FlaskClient, path: str, email: str, address: str) -> int:
    """Ask for a mail from an address on the net, and return with what status that is answered."""
    where = {"REMOTE_ADDR": address}
    return browser.post(path, data={"email": email}, environ_overrides=where).status_code


def test_mails_of_every_kind_to_one_mailbox_are_counted_together(limited: Flask) -> None:
    visitor, member = limited.test_client(), limited.test_client(user=make_member())
    first = ["/sign-up", "/forgot-password", "/confirm", "/forgot-password", "/confirm"]
    spelt = ["anna@other.example", "anna+1@other.example", "Anna@other.example"]
    for number, path in enumerate(first):
        status = ask_for_mail(visitor, path, spelt[number % 3], f"192.0.2.{number}")
        assert status != 429, path
    for number, path in enumerate(["/sign-up", "/forgot-password", "/confirm"]):
        assert ask_for_mail(visitor, path, spelt[number], f"198.51.100.{number}") == 429, path
    assert ask_for_mail(member, "/account/address", spelt[0], "203.0.113.9") == 429
    assert ask_for_mail(visitor, "/confirm", "berta@other.example", "198.51.100.9") != 429


def test_who_is_not_signed_in_takes_nothing_of_a_mailbox_by_asking_to_change_an_address(
    limited: Flask,
) -> None:
    visitor, member = limited.test_client(), limited.test_client(user=make_member())
    for number in range(6):
        where = f"192.0.2.{number}"
        assert ask_for_mail(visitor, "/account/address", "anna@other.example", where) == 401
    assert ask_for_mail(member, "/account/address", "anna@other.example", "203.0.113.9") != 429


def test_mails_of_every_kind_that_one_address_asks_for_are_counted_together(limited: Flask) -> None:
    visitor, here = limited.test_client(), "192.0.2.1"
    asked = ["/forgot-password", "/confirm", "/forgot-password", "/confirm"]
    found = [
        ask_for_mail(visitor, path, f"anna{number}@other.example", here)
        for number, path in enumerate(asked)
    ]
    assert found == [200, 200, 200, 429]
    assert ask_for_mail(visitor, "/confirm", "anna9@other.example", "192.0.2.2") == 200
