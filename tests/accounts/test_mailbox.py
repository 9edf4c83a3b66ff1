import pytest

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
