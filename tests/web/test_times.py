"""Moments in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from forum.web.times import ago, exact, time_ago

NOW = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (7_200, "2 hours ago"),
        (86_399, "23 hours ago"),
        (86_400, "1 day ago"),
        (15 * 86_400, "2 weeks ago"),
        (400 * 86_400, "1 year ago"),
    ],
)
def test_a_moment_is_told_in_its_largest_whole_unit(seconds: int, words: str) -> None:
    assert ago(NOW - timedelta(seconds=seconds), NOW) == words


def test_a_clock_that_runs_ahead_is_no_future() -> None:
    assert ago(NOW + timedelta(minutes=3), NOW) == "just now"


def test_the_exact_time_names_its_zone() -> None:
    assert exact(NOW) == "12 March 2026, 14:05 UTC"


def test_a_moment_on_a_page_has_the_exact_time_for_people_and_machines() -> None:
    assert time_ago(NOW, "in spring") == (
        '<time datetime="2026-03-12T14:05:00Z" title="12 March 2026, 14:05 UTC" data-ago>'
        "in spring</time>"
    )
