"""What a search finds, the same on both indexes."""

from datetime import UTC, datetime
from unittest.mock import Mock

import pytest
from factories import NOON, answer, ask, make_area, make_member, reply
from sqlalchemy import text

from forum.db import db
from forum.permissions import Openness, Visibility
from forum.search import queries as search_queries
from forum.search import synonyms
from forum.search.actions import learn_words
from forum.threads import actions
from forum.threads.queries import load_post
from forum.threads.visibility import show_post, show_thread
from forum.triage import Level


def test_a_thread_is_found_by_any_of_its_posts_and_shown_with_that_post(app, search):
    question = ask(title="Cramp on the towpath", body="It took me by surprise.")
    given = answer(question, body="Drink before you walk.")
    said = reply(given, body="And carry a spoon of marmalade.")
    for words, post in (("towpath", question), ("drink walk", given), ("marmalade", said)):
        (hit,) = search(words).hits
        assert (hit.thread.id, hit.post_id) == (question.thread_id, post.id)
    assert ("marmalade", True) in search("marmalade").hits[0].passage


def test_words_are_found_in_all_their_forms(app, titles):
    ask(title="Cramping calves", body="Both of my calves.")
    assert titles("cramp") == titles("cramps calf") == ["Cramping calves"]


def test_a_phrase_is_found_in_a_row_alone_and_nothing_without_it(app, search, titles):
    ask(title="One", body="My left leg is the shorter leg.")
    ask(title="Two", body="My leg hurts on the left.")
    assert titles('"left leg"') == ["One"]
    assert set(titles("left leg")) == {"One", "Two"}
    assert [(hit.thread.title, hit.full) for hit in search('"left leg" hurts').hits] == [
        ("One", False)
    ]


def test_either_and_without(app, titles):
    ask(title="Ice", body="A cold gel pack.")
    ask(title="Fire", body="A warm gel bottle.")
    assert set(titles("pack OR bottle")) == {"Ice", "Fire"}
    assert titles("gel -bottle") == ["Ice"]
    assert titles('gel -"gel pack"') == ["Fire"]
    assert titles("ice -cold") == titles("ice -pack sort:newest") == []


def test_a_title_weighs_more_than_a_text_and_all_words_more_than_some(app, titles):
    ask(title="Marmalade for walkers", body="Does it help?")
    ask(title="Breakfast", body="I have marmalade on my toast.")
    ask(title="Toast", body="Burnt again.")
    assert titles("marmalade") == ["Marmalade for walkers", "Breakfast"]
    assert titles("marmalade toast")[0] == "Breakfast"
    assert set(titles("marmalade toast")) == {"Marmalade for walkers", "Breakfast", "Toast"}


def test_a_thread_whose_answers_helped_stands_before_one_without(app, titles):
    asker = make_member()
    helped = ask(asker, title="Helped", body="Marmalade?")
    given = answer(helped, body="Yes.")
    ask(title="Newer", body="Marmalade?")
    assert titles("marmalade") == ["Newer", "Helped"]
    actions.mark_helped(asker, load_post(given.id))
    assert titles("marmalade") == ["Helped", "Newer"]


def test_a_thread_has_everything_when_its_posts_have_it_together(app, search):
    question = ask(title="Walking at night", body="Is it safe?")
    answer(question, body="Bring marmalade.")
    ask(title="Night shift", body="So tired.")
    first, second = search("night marmalade").hits
    assert (first.thread.title, first.full) == ("Walking at night", True)
    assert (second.thread.title, second.full) == ("Night shift", False)


@pytest.mark.parametrize("visibility", [v for v in Visibility if v is not Visibility.PUBLISHED])
def test_what_is_not_published_never_surfaces(app, search, visibility):
    question = ask(title="Walking at night", body="Is it safe?")
    given = answer(question, body="Canarywrought. Bring marmalade.")
    search("canarywrought")
    show_post(load_post(given.id), visibility)
    db.session.commit()
    for words in ("canarywrought", "canarywroght", "canarywr", '"bring marmalade"'):
        results = search(words)
        assert (results.hits, results.total, results.corrections) == ([], 0, ())
    results = search("night canarywroght")
    assert [hit.passage for hit in results.hits] == [(("Is it safe?", False),)]
    assert results.corrections == ()
    assert results.missing == ("canarywroght",)
    show_thread(load_post(question.id).thread, visibility)
    db.session.commit()
    assert search("night").hits == search("is:answered").hits == search("is:open").hits == []


def test_filters_narrow_the_words(app, titles):
    area = make_area()
    asker = make_member()
    first = ask(asker, title="First", body="Gel", tags=("night-cramps",), areas=(area,))
    ask(title="Second", body="Gel")
    given = answer(first, body="More gel.")
    actions.mark_helped(asker, load_post(given.id))
    first = load_post(first.id)
    first.thread.level = Level.URGENT
    first.thread.openness = Openness.LOCKED
    db.session.commit()
    for narrow in (
        "tag:night-cramps",
        f"area:{area.name}",
        "is:answered",
        "is:helped",
        "is:locked",
        "care:urgent",
        "tag:night-cramps is:answered",
    ):
        assert titles(f"gel {narrow}") == titles(narrow) == ["First"], narrow
    for narrow in ("is:unanswered", "is:open", "is:open is:unanswered"):
        assert titles(f"gel {narrow}") == titles(narrow) == ["Second"], narrow
    for narrow in ("tag:none", "area:night-cramps", "is:article", "tag:night-cramps is:open"):
        assert titles(f"gel {narrow}") == titles(narrow) == [], narrow


def test_dates_are_those_of_the_post_that_was_found(app, titles):
    ask(title="Old", body="Gel", now=datetime(2024, 5, 1, tzinfo=UTC))
    ask(title="New", body="Gel", now=datetime(2026, 2, 27, tzinfo=UTC))
    assert titles("gel after:2025") == titles("after:2w") == ["New"]
    assert titles("gel before:2025-01") == titles("before:1y") == ["Old"]
    assert titles("gel after:2024-05-01 before:2024-05-02") == ["Old"]
    assert titles("gel after:2024-05-02 before:2w") == []


def test_what_someone_wrote_is_found_by_their_name_but_never_what_they_wrote_under_an_alias(
    app, titles
):
    ada = make_member("Ada-Lovelace")
    ask(ada, title="Named", body="Gel")
    secret = ask(ada, title="Secret", body="Gel", alias=True)
    answer(ask(title="Another's", body="Ice"), ada, body="Gel and ice")
    answer(secret, ada, body="Gel again", alias=True)
    alias = load_post(secret.id).alias
    assert titles("gel by:ada-lovelace") == ["Another's", "Named"]
    assert titles("by:ADALOVELACE") == ["Another's", "Named"]
    assert titles("by:nobody") == titles("gel by:nobody") == []
    assert titles(f"by:{alias.split()[0]}") == []


def test_a_filter_alone_leaves_out_what_has_a_word(app, titles):
    ask(title="First", body="Gel", tags=("a",))
    ask(title="Second", body="Ice", tags=("a",))
    assert titles("tag:a -ice") == ["First"]
    assert titles("-ice") == []


def test_orders(app, titles):
    first = ask(title="First", body="Gel")
    second = ask(title="Second", body="Gel")
    ask(title="Third", body="Gel")
    answer(first)
    actions.vote(make_member(), load_post(second.id))
    assert titles("gel sort:newest") == ["Third", "Second", "First"]
    assert titles("gel sort:active") == ["First", "Third", "Second"]
    assert titles("gel sort:votes")[0] == "Second"
    assert titles("is:open sort:active") == ["First", "Third", "Second"]


@pytest.mark.parametrize("order", ["relevance", "newest", "active", "votes"])
def test_every_result_is_on_one_page(app, search, monkeypatch, order):
    monkeypatch.setattr(search_queries, "PAGE_SIZE", 2)
    for number in range(5):
        ask(title=f"Gel {number}")
    query = f"gel sort:{order}"
    found, after = [], ""
    while after is not None:
        results = search(query, after=after)
        found += [hit.thread.title for hit in results.hits]
        after = results.older
    assert sorted(found) == [f"Gel {number}" for number in range(5)]
    for odd in ("x", "-1", "9" * 30, "1_x", "٣_٣"):
        assert search(query, after=odd).hits[0].thread.title == found[0]


def test_a_page_by_key_does_not_move_when_something_is_asked(app, search, monkeypatch):
    monkeypatch.setattr(search_queries, "PAGE_SIZE", 2)
    for number in range(4):
        ask(title=f"Gel {number}")
    older = search("gel sort:newest").older
    ask(title="Gel, again")
    assert [hit.thread.title for hit in search("gel sort:newest", after=older).hits] == [
        "Gel 1",
        "Gel 0",
    ]


def test_the_number_of_results_is_told_only_when_all_were_looked_at(app, search, monkeypatch):
    for number in range(5):
        ask(title=f"Tube {number}", body="Which gel do you rub in?")
    assert (search("gel").total, search("gel").counted) == (5, True)
    monkeypatch.setattr("forum.search.candidates.NEWEST", 3)
    assert (search("gel").total, search("gel").counted) == (3, False)


def test_an_old_question_with_the_word_in_its_title_stands_before_newer_ones_that_only_mention_it(
    app, titles, monkeypatch
):
    ask(title="Which gel for the calf?")
    for number in range(5):
        ask(title=f"Tube {number}", body="Is there a gel?")
    monkeypatch.setattr("forum.search.candidates.NEWEST", 3)
    assert titles("gel") == ["Which gel for the calf?", "Tube 4", "Tube 3", "Tube 2"]


def test_lay_and_clinical_words_find_each_other(app, titles):
    ask(title="Clinical", body="A cramp in the night.")
    ask(title="Lay", body="A charley horse in the night.")
    ask(title="Nerve", body="Is this sciatica?")
    assert set(titles("charley horse")) == {"Lay", "Clinical"}
    assert titles("charley horse")[0] == "Lay"
    assert titles("trapped nerve") == ["Nerve"]


def test_a_known_name_is_not_taken_for_a_slip_and_a_slip_in_one_is_mended(app, search):
    ask(title="Clinical", body="A cramp in the house.")
    ask(title="Nerve", body="Is this sciatica, a nerve?")
    ask(title="Trap", body="Trapped in the lift.")
    results = search("charley horse")
    assert ([h.thread.title for h in results.hits], results.corrections) == (["Clinical"], ())
    results = search("trappd nerve")
    assert results.corrections == (("trappd", "trapped"),)
    assert results.hits[0].thread.title == "Nerve"


def test_a_slip_is_corrected_and_said_unless_the_word_is_wanted_as_it_is(app, search):
    ask(title="Tablets", body="Does magnesium help against spasms?")
    results = search("magnesuim")
    assert [hit.thread.title for hit in results.hits] == ["Tablets"]
    assert results.corrections == (("magnesuim", "magnesium"),)
    assert search("spams").corrections == (("spams", "spasms"),)
    as_typed = search("magnesuim", as_typed=True)
    assert (as_typed.hits, as_typed.corrections) == ([], ())
    assert search('"magnesuim"').hits == []


def test_a_slip_that_triage_knows_is_read_as_there_though_another_word_is_nearer(app, search):
    ask(title="Cramp", body="My calf wakes me at night.")
    ask(title="Bananas", body="I ate nine of them.")
    results = search("calf nite")
    assert [hit.thread.title for hit in results.hits] == ["Cramp"]
    assert results.corrections == (("nite", "night"),)
    assert search("nite", as_typed=True).hits == []


def test_a_right_word_that_nobody_wrote_is_no_slip_of_another(app, search):
    ask(title="A good deal", body="My leg got better.")
    results = search("dead leg")
    assert (results.corrections, results.missing) == ((), ("dead",))


@pytest.mark.parametrize("broken", ["known_spellings", "is_known_word"])
def test_a_search_finds_though_the_words_of_triage_cannot_be_read(app, search, monkeypatch, broken):
    ask(title="Cramp", body="My calf wakes me at night.")
    monkeypatch.setattr(
        synonyms, broken, Mock(side_effect=ValueError("words.yaml:3: no such class"))
    )
    assert [hit.thread.title for hit in search("calf wakse").hits] == ["Cramp"]


def test_a_brand_finds_the_medicine_and_posts_with_the_brand(app, search):
    ask(title="Gel", body="Does ibuprofen help?")
    assert [hit.thread.title for hit in search("nurofen").hits] == ["Gel"]
    ask(title="Tablets", body="Nurofen did nothing.")
    results = search("nurofen")
    assert {hit.thread.title for hit in results.hits} == {"Gel", "Tablets"}
    assert results.corrections == ()


def test_a_name_that_nobody_uses_is_looked_for_word_by_word(app, search):
    ask(title="Flickering", body="My eye flickers when I read.")
    ask(title="Leg", body="It will twitch at night.")
    results = search("eye twitch")
    assert {hit.thread.title for hit in results.partly} == {"Flickering", "Leg"}
    ask(title="Myokymia", body="So it is called.")
    assert [hit.thread.title for hit in search("eye twitch").hits] == ["Myokymia"]


def test_a_clinical_word_that_nobody_uses_finds_what_lay_people_say_in_other_words(app, search):
    ask(title="Reading", body="The lid of my left eye has been fluttering for a week.")
    ask(title="Glasses", body="Which ones rest the eye?")
    assert [hit.thread.title for hit in search("blepharospasm").hits] == []
    ask(title="Screens", body="My eyelid has been doing a flutter for a week.")
    hits = search("blepharospasm").hits
    assert [hit.thread.title for hit in hits] == ["Screens"]
    assert ("eyelid", True) in hits[0].passage


def test_forms_that_no_stemmer_joins_find_each_other(app, search):
    ask(title="Soles", body="My feet cramp since I am pregnant.")
    ask(title="Vitamins", body="Which ones in pregnancy? And which bath for a foot?")
    assert [hit.thread.title for hit in search("foot cramps in pregnancy").full] == ["Soles"]


def test_the_last_word_may_be_half_typed(app, search):
    ask(title="Tablets", body="Does magnesium help?")
    results = search("help magnes")
    assert [hit.thread.title for hit in results.hits] == ["Tablets"]
    assert results.corrections == ()
    assert ("magnesium", True) in results.hits[0].passage


def test_a_word_that_is_nowhere_does_not_hide_what_the_others_find(app, search):
    ask(title="Tablets", body="Does magnesium help?")
    results = search("magnesium zyzzyva")
    assert [hit.thread.title for hit in results.hits] == ["Tablets"]
    assert results.missing == ("zyzzyva",)


def test_words_that_say_nothing_find_nothing(app, search):
    ask(title="How to walk", body="With what?")
    for words in ("how to", "", "-walk", "!!!", '"of the"'):
        assert search(words).hits == []
    assert search("how to").ignored == ("how", "to")
    assert [hit.thread.title for hit in search("how to walk").hits] == ["How to walk"]


def test_a_misspelt_word_of_a_visitor_is_learnt_no_matter_who_wrote_first(app, search):
    ask(title="Tablets", body="Does magnesium help?")
    learn_words()
    ask(title="Later", body="Potassium is another.", now=NOON)
    assert search("potasium").corrections == (("potasium", "potassium"),)


def test_a_title_is_found_however_many_posts_came_after_it(app, search):
    ask(title="Marmalade long ago", body="Sweet.")
    is_sqlite = db.engine.dialect.name == "sqlite"
    db.session.execute(
        text(
            "UPDATE sqlite_sequence SET seq = 200000 WHERE name = 'post'"
            if is_sqlite
            else "ALTER SEQUENCE post_id_seq RESTART WITH 200001"
        )
    )
    db.session.commit()
    ask(title="Marmalade today", body="Bitter.")
    assert [hit.thread.title for hit in search("marmalade").hits] == [
        "Marmalade today",
        "Marmalade long ago",
    ]
