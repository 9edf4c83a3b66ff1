import pytest

from forum import richtext
from forum.threads.screening.hosts import candidates, host_name, linked_hosts, unknown


def hosts_in(source: str) -> tuple[str, ...]:
    return linked_hosts(richtext.render(source).html)


def test_links_are_found_however_they_are_written() -> None:
    source = (
        "[one](https://a.example/x?y) <http://b.example:8080> https://www.c.example/ "
        "![p](https://e.example/p.png) [ref]\n\n[ref]: HTTPS://F.EXAMPLE/"
    )
    found = set(hosts_in(source))
    assert {"a.example", "b.example", "c.example", "f.example"} <= found


def test_links_inside_the_site_are_no_links_elsewhere() -> None:
    assert hosts_in("[a](/questions/1) [b](#post-3) `https://code.example` and 2.5mg") == ()


def test_a_mail_address_counts_by_its_host() -> None:
    assert hosts_in("[write](mailto:me@shop.example)") == ("shop.example",)


@pytest.mark.parametrize(
    ("host", "covered"),
    [
        ("who.int", True),
        ("apps.who.int", True),
        ("attacker-who.int", False),
        ("who.int.evil.example", False),
        ("int", False),
    ],
)
def test_a_name_covers_itself_and_what_is_below_it(host: str, covered: bool) -> None:
    assert (unknown([host], ["who.int"]) == ()) is covered


def test_a_top_level_is_never_looked_up_for_a_host_below_it() -> None:
    assert candidates("a.b.example") == ["a.b.example", "b.example"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NHS.uk", "nhs.uk"),
        ("https://www.nhs.uk/conditions/?x=1", "nhs.uk"),
        ("münchen.example", "xn--mnchen-3ya.example"),
        ("uk", None),
        ("127.0.0.1", None),
        ("", None),
        ("not a host", None),
        ("http://[::1]/", None),
        ("http://[", None),
        ("a" * 300 + ".example", None),
    ],
)
def test_a_moderator_may_write_a_name_or_an_address(written: str, meant: str | None) -> None:
    assert host_name(written) == meant
