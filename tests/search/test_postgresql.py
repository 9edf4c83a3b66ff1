"""How PostgreSQL is asked for the newest matches."""

import pytest

from forum.search.postgresql import PostgresqlIndex

NEAR, WALKED = "generate_series", "IS TRUE"


@pytest.mark.parametrize(
    ("share", "wanted", "near", "walked"),
    [(0.5, 150, False, True), (0.02, 150, True, False), (0.0001, 150, False, False)],
)
def test_common_words_are_walked_to_and_rarer_ones_asked_for_nearby(share, wanted, near, walked):
    sql = PostgresqlIndex().newest("q", ":limit", wanted, share=share)
    assert (NEAR in sql, WALKED in sql) == (near, walked)


def test_as_many_posts_are_near_as_should_have_twice_what_is_wanted():
    assert "- 20000)" in PostgresqlIndex().newest("q", ":limit", 200, share=0.02)
    assert "- 20000)" in PostgresqlIndex().newest("q", ":limit", 200, share=0.0201)


def test_who_wants_very_many_walks_back_a_while_and_no_further():
    assert WALKED in PostgresqlIndex().newest("q", ":limit", 10_000, share=0.02)
