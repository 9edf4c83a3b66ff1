from factories import answer, ask, make_member

from forum.db import db
from forum.permissions import Visibility
from forum.search.actions import learn_words
from forum.search.asking import known_already
from forum.search.similar import similar_threads
from forum.search.words import root
from forum.threads.queries import load_post
from forum.threads.visibility import show_thread


def titles(*text, **how):
    learn_words()
    return [found.hit.thread.title for found in similar_threads(*text, **how)]


def test_threads_that_share_telling_words_come_first(app):
    ask(title="Gel or ice for a sore calf", body="Which of them?")
    ask(title="My calf is sore", body="Since the walk.")
    ask(title="Marmalade", body="On toast.")
    assert titles("A sore calf, and no gel in the house") == [
        "Gel or ice for a sore calf",
        "My calf is sore",
    ]


def test_a_title_with_slips_that_triage_knows_is_read_as_it_is_meant(app):
    ask(title="Night and calf", body="Which gel?")
    assert titles("my caff at nite") == ["Night and calf"]


def test_words_that_nobody_has_counted_are_found_all_the_same(app):
    ask(title="Marmalade and gel", body="Rare.")
    for number in range(5):
        ask(title=f"Gel {number}", body="Common.")
    found = similar_threads("Marmalade gel")
    assert found[0].hit.thread.title == "Marmalade and gel"
    assert len(found) == 5


def test_the_body_counts_where_the_title_says_little(app):
    ask(title="One", body="Marmalade, marmalade and toast.")
    assert titles("Help", "I have marmalade on toast and on marmalade.") == ["One"]
    assert titles("Help") == []
    assert titles("", "") == titles("to be or not to be") == []


def test_what_they_share_and_the_passage_are_told(app):
    question = ask(title="One", body="Is it safe?")
    given = answer(question, body="I keep marmalade for the night.")
    learn_words()
    (found,) = similar_threads("Marmalade at night")
    assert set(found.words) == {"marmalade", "night"}
    assert found.hit.post_id == given.id
    assert ("marmalade", True) in found.hit.passage


def test_a_thread_is_not_like_itself_and_what_is_hidden_is_like_nothing(app):
    one = ask(title="Marmalade at night", body="Is it safe?")
    ask(title="Marmalade by day", body="Is it safe?")
    assert titles("Marmalade at night", besides=one.thread_id) == ["Marmalade by day"]
    show_thread(load_post(one.id).thread, Visibility.HIDDEN)
    db.session.commit()
    assert titles("Marmalade at night") == ["Marmalade by day"]


def test_it_costs_three_statements_whatever_the_text(app, queries):
    for number in range(8):
        ask(make_member(), title=f"Marmalade {number}", body="On toast at night.", tags=("a", "b"))
    learn_words()
    for text in (("Marmalade",), ("Marmalade toast night", "and " * 500 + "toast gel ice " * 200)):
        with queries() as counted:
            assert len(similar_threads(*text)) == 5
        assert len(counted) == 3


def test_a_word_that_is_longer_than_any_is_neither_asked_for_nor_remembered(app):
    with app.test_request_context():
        known_already("Calf")
        before = root.cache_info().misses
        known_already("Calf", "y" * 5_000)
    assert root.cache_info().misses == before
