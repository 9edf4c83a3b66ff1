from datetime import timedelta

import pytest

from forum.threads.screening.waiting import in_words


def test_nothing_is_promised_before_it_is_known() -> None:
    assert "not known yet" in in_words([])
    assert "not known yet" in in_words([timedelta(hours=1)] * 4)


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(seconds=20), "less than a minute"),
        (timedelta(minutes=4), "less than 5 minutes"),
        (timedelta(minutes=59, seconds=30), "less than an hour"),
        (timedelta(hours=5, minutes=10), "less than 6 hours"),
        (timedelta(days=3), "less than 4 days"),
    ],
)
def test_the_usual_wait_is_rounded_up(wait: timedelta, words: str) -> None:
    assert words in in_words([wait] * 3 + [timedelta(0), timedelta(days=30)])
