"""How PostgreSQL is asked for the newest matches."""

import pytest

from forum.search.planning import Expected
from forum.search.postgresql import PostgresqlIndex

NEAR, READ = "generate_series", "IS TRUE"
POSTS = 1_000_000


def asked(share: float, most: float = 0.0, wanted: int = 150, posts: int = POSTS):
    return PostgresqlIndex().newest("q", ":limit", wanted, Expected(posts, share, most or share))


def newest(share: float, **more: float) -> str:
    return asked(share, **more)[0]


def reaches(share: float, **more: float) -> list[int]:
    return list(asked(share, **more)[1].values())


@pytest.mark.parametrize(
    ("share", "near", "read"),
    [(0.5, True, True), (0.02, True, False), (0.0001, False, False), (0, True, False)],
)
def test_newest_posts_are_read_for_common_words_and_gin_asked_for_rarer_ones(share, near, read):
    sql = newest(share)
    assert (NEAR in sql, READ in sql) == (near, read)


def test_what_is_looked_among_should_have_what_is_wanted_and_some_to_spare():
    assert reaches(0.02)[0] * 0.02 == 1.5 * 150


def test_few_statements_serve_many_words():
    assert newest(0.02) == newest(0.025)


def test_all_matches_of_a_rare_word_are_asked_for_at_once():
    assert "step1" not in newest(0.0001)
    assert "step1" not in newest(0.02, posts=10_000)


def test_a_phrase_is_looked_for_where_its_words_are_and_then_further_back():
    assert reaches(0.02, most=0.4) == [562, 11_250, 45_000, 50_000]


def test_not_all_posts_with_common_words_are_held_against_a_phrase():
    assert "post_id + 0 <" not in newest(0.02, most=0.4)
    assert "post_id + 0 <" in newest(0.002, most=0.02)


def test_who_filters_very_many_reads_back_a_while_and_no_further():
    sql = newest(0.02, wanted=10_000)
    assert READ in sql
    assert NEAR not in sql
