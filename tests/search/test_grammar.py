from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forum.search.grammar import (
    PHRASE_MAX,
    TERMS_MAX,
    Query,
    Sort,
    State,
    Term,
    day,
    filters_of,
    parse,
    without_filter,
    write,
)
from forum.triage import Level

KEYS = ["tag:", "area:", "is:", "by:", "after:", "before:", "care:", "sort:"]
WORDS = ["OR", "AND", "NOT", "NEAR", "leg", "ü", "2w", "2025", "open", "newest", "crisis"]
PIECES = st.sampled_from([*"\"'-:|()*^{}+~<>&!\\%\0    ", *KEYS, *WORDS])
ANYTHING = st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join))


def word(*words, **kind):
    return Term(words, **kind)


def clauses(text):
    return parse(text).clauses


def test_words_must_all_occur():
    assert clauses("Calf cramp") == ((word("calf"),), (word("cramp"),))


def test_a_phrase_stands_as_it_was_written():
    assert clauses('"in my left leg" night') == (
        (word("in", "my", "left", "leg", quoted=True),),
        (word("night"),),
    )
    assert clauses('"never closed') == ((word("never", "closed", quoted=True),),)


def test_either_of_two_or_more():
    assert clauses("ice OR heat OR rest neck") == (
        (word("ice"), word("heat"), word("rest")),
        (word("neck"),),
    )
    assert clauses("ice | heat") == clauses("ice OR heat")
    assert clauses("OR ice or OR") == ((word("or"),), (word("ice"),), (word("or"),))


def test_without_a_word_or_a_phrase():
    query = parse('spasm -back -"after surgery" -')
    assert query.clauses == ((word("spasm"),),)
    assert query.excluded == (word("back"), word("after", "surgery", quoted=True))


def test_what_is_joined_is_looked_for_in_a_row():
    assert clauses("x-ray L5/S1") == ((word("x", "ray"),), (word("l5", "s1"),))


def test_every_filter():
    assert parse(
        "tag:Night_Cramps tag:heat area:neck is:answered is:open by:Ada-L. after:2w "
        "before:2025-03 care:urgent sort:votes"
    ) == Query(
        tags=("night-cramps", "heat"),
        areas=("neck",),
        states=(State.ANSWERED, State.OPEN),
        by="Ada-L.",
        after="2w",
        before="2025-03",
        care=Level.URGENT,
        sort=Sort.VOTES,
    )
    assert parse('tag:"night cramps"').tags == ("night-cramps",)
    assert parse("IS:Unanswered Sort:ACTIVE") == Query(states=(State.UNANSWERED,), sort=Sort.ACTIVE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("is:blue", [("is", "blue")]),
        ("by:", [("by",)]),
        ("after:soon", [("after", "soon")]),
        ("before:2025-13", [("before", "2025", "13")]),
        ("care:me sort:up", [("care", "me"), ("sort", "up")]),
        ("12:30", [("12", "30")]),
        ("tag:--", [("tag",)]),
    ],
)
def test_what_cannot_be_read_is_searched_as_words(text, words):
    assert parse(text) == Query(clauses=tuple((Term(each),) for each in words))


def test_an_unknown_filter_is_searched_as_words():
    assert clauses("https://nhs.uk size:big") == (
        (word("https", "nhs", "uk"),),
        (word("size", "big"),),
    )


def test_a_filter_that_is_taken_away_is_words_too():
    assert parse("-tag:neck").excluded == (word("tag", "neck"),)


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("2025-03-09", date(2025, 3, 9)),
        ("2025-03", date(2025, 3, 1)),
        ("2025", date(2025, 1, 1)),
        ("3d", date(2026, 2, 26)),
        ("2w", date(2026, 2, 15)),
        ("1m", date(2026, 1, 30)),
        ("1y", date(2025, 3, 1)),
        ("999y", date(1027, 10, 30)),
        ("0000", None),
        ("2025-02-30", None),
        ("25-02", None),
        ("2w2", None),
        ("", None),
    ],
)
def test_days(written, means):
    assert day(written, date(2026, 3, 1)) == means


def test_an_age_older_than_the_calendar_is_its_first_day():
    assert day("999y", date(400, 1, 1)) == date.min


def test_a_filter_can_be_dropped():
    query = parse('"left leg" tag:a tag:b is:open sort:newest')
    assert write(without_filter(query, "tag", "a")) == '"left leg" tag:b is:open sort:newest'
    assert write(without_filter(query, "sort", "newest")) == '"left leg" tag:a tag:b is:open'
    assert filters_of(parse("cramp")) == []


def test_the_order_alone_narrows_nothing():
    assert not parse("cramp sort:newest").filtered
    assert parse("cramp is:open").filtered


@given(ANYTHING)
@example("tag:x OR y")
@example("\u0130 OR -or:or")
@example('by:- -""" OR "" x')
def test_no_query_is_an_error_and_none_is_changed_by_writing_it(text):
    query = parse(text)
    assert parse(write(query)) == query


@given(ANYTHING)
def test_terms_hold_letters_and_digits_alone(text):
    query = parse(text)
    terms = [term for clause in query.clauses for term in clause] + list(query.excluded)
    assert len(terms) <= TERMS_MAX
    for term in terms:
        assert 1 <= len(term.words) <= PHRASE_MAX
        assert all(word.isalnum() for word in term.words)


@given(ANYTHING)
def test_dropping_every_filter_leaves_the_words(text):
    query = parse(text)
    for key, value in filters_of(query):
        query = without_filter(query, key, value)
    assert query == replace(parse(text).words_only(), sort=Sort.RELEVANCE)


def test_a_very_long_query_is_cut():
    assert len(clauses("word " * 10_000)) == TERMS_MAX
    assert write(parse("x" * 10_000)) == "x" * 300
