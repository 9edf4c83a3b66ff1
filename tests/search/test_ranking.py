from operator import itemgetter

from hypothesis import given
from hypothesis import strategies as st

from forum.search.grammar import Sort
from forum.search.ranking import (
    FIRST_GROUP,
    LITERAL,
    STRICT,
    TITLE,
    rank,
)

GROUP_0, GROUP_1 = FIRST_GROUP, FIRST_GROUP << 1
WEIGHTS = (3.0, 1.0)
CANDIDATES = st.lists(
    st.tuples(
        st.integers(1, 50),  # post
        st.integers(1, 9),  # thread
        st.integers(1, GROUP_1 * 2 - 1),  # bits
        st.integers(0, 3),  # what the order asks of the thread
    ),
    unique_by=itemgetter(0),
)


def order(*candidates, sort=Sort.RELEVANCE, newest=100):
    return [found.thread_id for found in rank(candidates, WEIGHTS, newest, sort)]


def test_all_words_before_some_and_the_heavier_word_before_the_lighter():
    assert order((3, 3, GROUP_1, 0), (2, 2, GROUP_0, 0), (1, 1, STRICT, 0)) == [1, 2, 3]


def test_a_title_before_a_text_and_the_words_as_typed_before_another_name():
    text, literal, title = (
        (3, 3, STRICT, 0),
        (2, 2, STRICT | LITERAL, 0),
        (1, 1, STRICT | TITLE, 0),
    )
    assert order(text, literal, title) == [1, 2, 3]


def test_help_given_recent_posts_and_several_posts_count_a_little():
    assert order((2, 2, STRICT, 0), (1, 1, STRICT, 1)) == [1, 2]
    assert order((1, 1, STRICT, 0), (90, 2, STRICT, 0)) == [2, 1]
    assert order((1, 1, STRICT, 0), (2, 1, STRICT, 0), (9, 2, STRICT, 0)) == [1, 2]
    assert order((100, 2, STRICT, 0), (1, 1, STRICT | TITLE, 0)) == [1, 2]


def test_posts_of_a_thread_have_everything_together():
    (found,) = rank([(1, 1, GROUP_0, 0), (2, 1, GROUP_1, 0)], WEIGHTS, 9, Sort.RELEVANCE)
    assert found.covered == 1


def test_the_post_that_says_most_is_shown_and_of_equal_ones_the_first():
    (found,) = rank(
        [
            (1, 1, GROUP_1, 0),
            (2, 1, GROUP_0, 0),
            (3, 1, GROUP_0, 0),
        ],
        WEIGHTS,
        9,
        Sort.RELEVANCE,
    )
    assert found.post_id == 2


def test_other_orders_ask_their_key_alone():
    assert order(
        (1, 1, STRICT, 5),
        (2, 2, GROUP_0, 9),
        (3, 3, STRICT, 5),
        (4, 3, STRICT, 7),
        sort=Sort.VOTES,
    ) == [2, 3, 1]


@given(CANDIDATES, st.sampled_from(Sort))
def test_every_thread_stands_once_with_one_of_its_own_posts(candidates, sort):
    ranked = rank(candidates, WEIGHTS, 50, sort)
    own = {(thread_id, post_id) for post_id, thread_id, _, _ in candidates}
    assert {found.thread_id for found in ranked} == {thread_id for thread_id, _ in own}
    assert len(ranked) == len({found.thread_id for found in ranked})
    assert all((found.thread_id, found.post_id) in own for found in ranked)
    assert ranked == rank(candidates[::-1], WEIGHTS, 50, sort)
