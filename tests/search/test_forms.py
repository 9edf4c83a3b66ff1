from hypothesis import given
from hypothesis import strategies as st

from forum.search.forms import FIELDS, Fields, from_fields, to_fields
from forum.search.grammar import QUERY_MAX, parse, write

SENT = st.dictionaries(st.sampled_from(["q", *FIELDS]), st.text(max_size=20))


def test_fields_are_written_into_the_query():
    sent = {"q": "calf -gel", "is": "answered", "area": "neck", "tag": "Night cramps", "after": ""}
    assert write(from_fields(sent)) == "calf -gel tag:night-cramps area:neck is:answered"


def test_what_was_typed_stays_beside_what_was_chosen():
    sent = {"q": "is:open tag:a by:ada after:2024", "is": "helped", "after": "1y"}
    assert write(from_fields(sent)) == "tag:a is:open is:helped by:ada after:1y"


def test_the_form_shows_the_first_filter_of_each_kind_and_leaves_the_rest_in_the_words():
    query = parse("calf is:open is:helped tag:a tag:b area:neck by:ada after:2w sort:newest")
    assert to_fields(query) == Fields(
        "calf tag:b is:helped by:ada", "open", "neck", "a", "2w", "newest"
    )


def test_a_field_that_cannot_be_read_is_left_out():
    sent = {"q": "calf", "is": "blue", "after": "soon", "tag": '"" is:open'}
    assert write(from_fields(sent)) == "calf tag:is-open"


def test_a_filter_beside_very_many_words_is_kept_and_the_last_words_are_left_out():
    sent = {"q": "sternocleidomastoideuspain " * 11, "area": "neck"}
    text = write(from_fields(sent))
    assert parse(text).areas == ("neck",)
    assert text.startswith("sternocleidomastoideuspain " * 10)
    assert len(text) <= QUERY_MAX


@given(SENT)
def test_no_form_is_an_error_and_showing_a_query_keeps_it(sent):
    query = from_fields(sent)
    shown = to_fields(query)
    again = {"q": shown.q, "is": shown.state, "area": shown.area, "tag": shown.tag}
    kept = from_fields(again | {"after": shown.after, "sort": shown.sort})
    assert set(write(kept).split()) == set(write(query).split())
