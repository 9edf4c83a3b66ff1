"""Counting in this process's memory."""

from __future__ import annotations

from unittest import mock

import pytest
from limits.storage import storage_from_string

from forum.web import rates
from forum.web.rates import CountsHere


@pytest.fixture
def clock():
    """`clock.return_value = 5.0` makes it five seconds since 1970."""
    with mock.patch("forum.web.rates.time.time", return_value=0.0) as clock:
        yield clock


def test_a_count_grows_until_it_is_over_and_begins_anew(clock: mock.Mock) -> None:
    counts = CountsHere()
    assert [counts.incr("one", 60), counts.incr("one", 60, 2), counts.incr("two", 60)] == [1, 3, 1]
    assert (counts.get("one"), counts.get_expiry("one")) == (3, 60.0)
    clock.return_value = 60.0
    assert (counts.get("one"), counts.get("unknown")) == (0, 0)
    assert counts.get_expiry("unknown") == 60.0
    assert counts.incr("one", 60) == 1
    assert counts.get_expiry("one") == 120.0


def test_one_count_or_all_can_be_forgotten() -> None:
    counts = CountsHere()
    for key in ("one", "two", "three"):
        counts.incr(key, 60)
    counts.clear("one")
    assert (counts.get("one"), counts.get("two"), counts.check()) == (0, 1, True)
    assert (counts.reset(), counts.get("two")) == (2, 0)


def test_what_is_over_does_not_stay_in_memory(
    clock: mock.Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "ROOM", 3)
    counts = CountsHere()
    counts.incr("long", 600)
    for key in ("one", "two"):
        counts.incr(key, 60)
    clock.return_value = 60.0
    counts.incr("new", 60)
    assert set(counts._counts) == {"long", "new"}
    assert counts.incr("long", 600) == 2


def test_the_library_finds_it_by_its_name() -> None:
    assert isinstance(storage_from_string(f"{rates.SCHEME}://"), CountsHere)
