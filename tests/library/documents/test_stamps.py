"""Dates as pages print them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.library.documents.stamps import find_stamp


@pytest.mark.parametrize(
    "text",
    [
        "March 30, 2011",
        "Mar. 30th 2011",
        "march 30 , 2011",
        "30 March 2011",
        "30-Mar-2011",
        "30th of March, 2011",
        "2011-03-30",
        "2011/03/30",
        "30.03.2011",
        "03/30/2011",
        "30.3.11",
        "Wed, 30 Mar 2011",
        "on Wednesday, March 30, 2011.",
    ],
)
def test_a_date_is_read(text: str) -> None:
    stamp = find_stamp(text)
    assert stamp is not None
    assert stamp.when == datetime(2011, 3, 30, tzinfo=UTC)
    assert not stamp.has_time


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("March 30, 2011 at 2:11 am", 2),
        ("March 30, 2011 @ 2:11 p.m.", 14),
        ("2011-03-30T14:11:00Z", 14),
        ("30.03.2011, 14:11", 14),
        ("March 30, 2011 | 12:11AM", 0),
        ("2:11 PM on March 30, 2011", 14),
        ("14:11, 30 March 2011", 14),
    ],
)
def test_the_time_of_day_beside_it_is_read(text: str, hour: int) -> None:
    stamp = find_stamp(text)
    assert stamp is not None
    assert stamp.when == datetime(2011, 3, 30, hour, 11, tzinfo=UTC)
    assert stamp.has_time
    assert (stamp.start, stamp.end) == (0, len(text))


@pytest.mark.parametrize(
    "text", ["03/04/2011", "February 30, 2011", "31.04.2011", "May 3, 2011 at 27:00", "3 years ago"]
)
def test_a_date_that_tells_no_day_is_found_but_unknown(text: str) -> None:
    stamp = find_stamp(text)
    assert stamp is not None
    assert stamp.when is None


@pytest.mark.parametrize(
    "text", ["May 2011", "in 2011", "1/2 hour", "version 1.2.3", "a day", "60 mg"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert find_stamp(text) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.booleans())
def test_every_day_survives_being_printed_in_words(day: date, day_first: bool) -> None:
    form = f"{day.day} %B {day.year}" if day_first else f"%B {day.day}, {day.year}"
    stamp = find_stamp(f"Ann on {day.strftime(form)}")
    assert stamp is not None
    assert stamp.when is not None
    assert stamp.when.date() == day
