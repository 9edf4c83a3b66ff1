"""What is pointed out before a text is posted, and what never is."""

from __future__ import annotations

import pytest
from growth import grows_evenly

from forum.threads.privacy import Personal, marks, personal


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("write to jane.doe@example.org please", Personal.EMAIL, "jane.doe@example.org"),
        ("call me on 07700 900123 please", Personal.TELEPHONE, "07700 900123"),
        ("or +44 7700 900 123.", Personal.TELEPHONE, "+44 7700 900 123"),
        ("or 0049 170 1234567", Personal.TELEPHONE, "0049 170 1234567"),
        ("or (555) 123-4567", Personal.TELEPHONE, "(555) 123-4567"),
        ("or 555-123-4567", Personal.TELEPHONE, "555-123-4567"),
        ("I live at 12 Acacia Avenue", Personal.STREET, "12 Acacia Avenue"),
        ("the house on Elm Street", Personal.STREET, "Elm Street"),
        ("in der Hauptstraße 12", Personal.STREET, "Hauptstraße 12"),
        ("near SW1A 1AA", Personal.STREET, "SW1A 1AA"),
        ("My name is Jane Doe and my calf twitches", Personal.NAME, "Jane Doe"),
        ("I'm Peter van der Berg", Personal.NAME, "Peter van der Berg"),
        ("then Sarah O'Connor told me", Personal.NAME, "Sarah O'Connor"),
        ("Mrs Robinson next door", Personal.NAME, "Mrs Robinson"),
        ("I saw Dr Smith", Personal.CLINIC, "Dr Smith"),
        ("at St Mary's Hospital last week", Personal.CLINIC, "St Mary's Hospital"),
        ("the Riverside Medical Centre", Personal.CLINIC, "Riverside Medical Centre"),
        ("St Thomas’ Hospital", Personal.CLINIC, "St Thomas’ Hospital"),
    ],
)
def test_what_may_tell_who_someone_is_is_pointed_out(text: str, kind: str, quote: str) -> None:
    assert (kind, quote) in [(found.kind, found.quote) for found in personal(text)]


@pytest.mark.parametrize(
    "text",
    [
        "I take 500 mg 3 times a day since 2019-03-04 12:30, my pressure is 120/80",
        "a Charley Horse at night, Raynaud Disease, Parkinson Disease",
        "Blood in my stool, my breasts hurt, I think of suicide",
        "Mayo Clinic says so, and the Cleveland Clinic",
        "call 116 123 or 999, or 0800 1111",
        "since 12 03 2021, and from 2018 2019 2020 2021",
        "I went to the Pain Clinic after My Knee Surgery; the Hospital sent me home",
        "I'm So Tired Of This. I am Very Worried. Help With Leg Cramps At Night",
        "CK 1200 U/L, TSH 2.3, 1,250,000 cells, 10 000 000 units, 1-2-3-4-5-6-7-8-9",
        "",
    ],
)
def test_what_people_write_here_all_day_is_not(text: str) -> None:
    assert personal(text) == ()


def test_a_mark_knows_a_place_again_and_does_not_repeat_it() -> None:
    found = personal("jane.doe@example.org", "jane.doe@example.org")
    assert len(found) == 1
    assert marks(found) == marks(personal("My mail: jane.doe@example.org"))
    assert "jane" not in marks(found)
    assert marks(found) != marks(personal("john.doe@example.org"))


@pytest.mark.parametrize(
    "piece",
    ["1 ", "12 ", "Aa ", "a@", "A", "St ", "Jane ", "(", "Aa-", "in Ab ", "Dr Aa ", "1a Bb ", "+1"],
)
def test_a_longer_text_takes_longer_and_no_more(piece: str) -> None:
    assert grows_evenly(personal, piece)
