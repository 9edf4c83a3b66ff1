"""The filter on its own: texts and counts in, a likeness out."""

from __future__ import annotations

from collections import Counter

import pytest

from forum.threads.screening.bayes import (
    LESSONS_NEEDED,
    TOTAL,
    UNKNOWN,
    Counts,
    features,
    likeness,
    number,
)

SPAM = "Buy cheap pills now at https://pills.example, only $9, fast shipping, discount offer"
FINE = "My calf cramps at night since Easter and stretching helps a little, what else can I try"


def learned(spam: list[str], fine: list[str]) -> Counts:
    counts: dict[int, list[int]] = {TOTAL: [len(spam), len(fine)]}
    for place, texts in enumerate((spam, fine)):
        for feature, many in Counter(n for text in texts for n in features(text)).items():
            counts.setdefault(feature, [0, 0])[place] = many
    return {feature: (pair[0], pair[1]) for feature, pair in counts.items()}


def judged(text: str, counts: Counts) -> bool:
    return likeness(features(text), counts).is_suspected


def test_it_says_nothing_before_it_has_learned_enough_of_both() -> None:
    assert likeness(features(SPAM), {}) == UNKNOWN
    assert not judged(SPAM, learned([SPAM] * (LESSONS_NEEDED - 1), [FINE] * 50))
    assert not judged(SPAM, learned([SPAM] * 50, [FINE] * (LESSONS_NEEDED - 1)))


def test_it_knows_again_what_it_has_learned() -> None:
    counts = learned([SPAM] * 10, [FINE] * 10)
    assert judged("Cheap pills with discount and fast shipping, buy now", counts)
    assert not judged("Stretching helps my calf at night", counts)


def test_words_of_this_field_speak_for_nothing_where_both_have_them() -> None:
    counts = learned([SPAM + " for cramps and blood"] * 10, [FINE + " and blood"] * 10)
    assert not judged("Blood in my stool, cramps in my breasts, thoughts of suicide", counts)


def test_one_telling_word_is_not_enough() -> None:
    assert not judged("discount", learned([SPAM] * 30, [FINE] * 30))


def test_it_names_what_spoke_for_it_the_host_among_it() -> None:
    counts = learned([SPAM] * 10, [FINE] * 10)
    telling = likeness(features("see https://pills.example for cheap pills"), counts).telling
    assert set(telling) == {"link to pills.example", "cheap", "pills"}


@pytest.mark.parametrize("text", ["", "\0", "\ud800", "🙂" * 99, "x" * 30_000, "a " * 15_000])
def test_any_text_has_features_and_a_likeness(text: str) -> None:
    found = features(text)
    assert len(found) <= 400
    assert 0 <= likeness(found, learned([SPAM] * 10, [FINE] * 10)).probability <= 1


def test_numbers_stay_what_they_are_because_they_are_kept() -> None:
    assert number("pills") == number("pills") == 1_683_525_280
    assert all(0 < feature < 2**31 for feature in features(SPAM + FINE))
