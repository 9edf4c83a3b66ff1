"""The results page, as a browser gets it."""

import re
from html import unescape

import pytest
from factories import answer, ask, make_area, make_member, make_moderator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from forum.db import db
from forum.permissions import Visibility
from forum.search.grammar import Sort
from forum.search.models import SearchMiss
from forum.threads.models import Thread
from forum.threads.queries import load_post
from forum.threads.visibility import show_post

HOSTILE = [
    "' OR 1=1 --",
    '"; DROP TABLE post; --',
    "cramp' UNION SELECT password FROM member --",
    "NEAR(cramp leg, 5)",
    "title : cramp",
    "{title text} : cramp",
    "^cramp",
    "cramp*",
    "cramp AND",
    "NOT cramp",
    "AND OR NOT",
    '"unclosed',
    '""',
    '"*"',
    "(cramp",
    "cramp)",
    "cramp <-> leg",
    "!!cramp",
    "cramp:*",
    "'cramp'",
    "\\",
    "%",
    ":q0 :limit0 %(q)s %s ?",
    "<script>alert(1)</script>",
    "🦵 leg",
    "a" * 5000,
    "cramp " * 400,
    "-" * 300,
    "tag:' by:' area:\" is: after:9999y before:0001",
]


def results(page):
    return re.findall(r'thread-row-title"><a href="[^"]+">([^<]*)</a>', page)


def test_the_page_is_a_form_until_something_is_asked(client):
    page = client.get("/search").text
    assert 'name="q"' in page
    assert "Nothing found" not in page
    assert "thread-row" not in page


def test_a_result_shows_its_passage_and_leads_straight_to_the_post(client):
    question = ask(title="Gel & <ice>", body="Which one is it?")
    given = answer(question, body="I keep a *gel* pack <b>in the freezer</b>.")
    page = client.get("/search?q=freezer").text
    assert results(page) == ["Gel &amp; &lt;ice&gt;"]
    assert f'#post-{given.id}">In an answer</a>' in page
    assert "<mark>freezer</mark>" in page
    assert "1 discussion<" in page
    assert "noindex" in page


def test_the_fields_of_the_form_become_part_of_the_query(client):
    area = make_area()
    sent = client.get(f"/search?q=gel&is=answered&area={area.name}&tag=&after=")
    assert sent.status_code == 303
    assert sent.location == f"/search?q=gel+area:{area.name}+is:answered"
    page = client.get(sent.location).text
    assert '<option value="answered" selected>' in page
    assert f'<option value="{area.name}" selected>' in page
    assert "is: answered" in page
    assert f'href="/search?q=gel+area:{area.name}"' in page


def test_a_slip_is_said_and_can_be_undone(client):
    ask(title="Tablets", body="Does magnesium help?")
    page = client.get("/search?q=magnesuim").text
    assert results(page) == ["Tablets"]
    assert "Showing results for <b>magnesium</b>" in page
    exact = unescape(re.search(r'href="([^"]+)">Search instead for magnesuim', page)[1])
    assert "Nothing found" in client.get(exact).text


@pytest.mark.parametrize(
    ("q", "advised"),
    [("magnesium tag:x-y", False), ("magnesium -salts", True), ('"no such row"', True)],
)
def test_quotation_marks_and_words_taken_away_are_named_where_there_are_some(client, q, advised):
    page = client.get("/search", query_string={"q": q}).text
    assert "Nothing found" in page
    assert ("without words taken away" in page) is advised


def test_when_nothing_is_found_the_page_helps_on(client):
    ask(title="Tablets", body="Does magnesium help?")
    page = client.get("/search?q=magnesium+is:locked").text
    assert "Nothing found" in page
    assert 'href="/search?q=magnesium">Search without' in page
    assert "/questions/ask?title=magnesium" in page
    assert "zyzzyva" in client.get("/search?q=zyzzyva").text
    assert "almost every post" in client.get("/search?q=how+to").text


def test_searches_in_vain_are_counted_by_their_words_alone(client, app):
    ask(title="Tablets")
    for _ in range(2):
        client.get("/search?q=Zyzzyva+the+0123+me@example.org")
    client.get("/search?q=zyzzyva+is:open")
    client.get("/search?q=tablets")
    db.session.rollback()
    missed = db.session.scalars(select(SearchMiss)).all()
    assert [(miss.words, miss.times) for miss in missed] == [("zyzzyva example org", 2)]


def test_moderators_see_what_was_looked_for_in_vain(client, sign_in):
    client.get("/search?q=zyzzyva")
    moderator = sign_in(make_moderator())
    assert 'href="/moderation/searches"' in moderator.get("/moderation").text
    page = moderator.get("/moderation/searches").text
    assert 'href="/search?q=zyzzyva">zyzzyva</a>' in page
    assert "once" in page
    assert sign_in(make_member()).get("/moderation/searches").status_code == 403


def test_threads_like_a_title_come_as_a_piece_of_a_page(client):
    one = ask(title="Marmalade & toast at night", body="Is it safe?")
    client.get("/search?q=zyzzyva")
    piece = client.get("/search/similar?title=Toast+with+marmalade").text
    assert "Marmalade &amp; toast at night</a>" in piece
    assert "“marmalade”" in piece
    assert "<html" not in piece
    address = f"/search/similar?title=Toast+with+marmalade&besides={one.thread_id}"
    assert client.get(address).text.strip() == ""
    assert client.get("/search/similar?besides=x").text.strip() == ""


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_is_an_error(client, query):
    ask(title="Cramp in the leg")
    for name in ("q", "page", "tag", "is", "after"):
        answered = client.get("/search", query_string={"q": "cramp"} | {name: query})
        if answered.status_code == 303:
            answered = client.get(answered.location)
        assert answered.status_code == 200, (name, query)


def test_bytes_that_are_no_text_are_no_error(client):
    assert client.get("/search?q=%ED%A0%80%FFcramp").status_code == 200
    assert client.get("/search?q=cramp%00").status_code < 500


PIECES = st.sampled_from(
    [*"\"'-:|()*^{}+~<>&!\\%?", " ", "OR", "tag:", "is:", "by:", "after:", "cramp"]
)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.one_of(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30),
        st.lists(PIECES, max_size=12).map("".join),
    )
)
def test_no_text_at_all_is_an_error(client, text):
    assert client.get("/search", query_string={"q": text}).status_code == 200


@pytest.mark.parametrize("visibility", [v for v in Visibility if v is not Visibility.PUBLISHED])
def test_what_is_not_published_is_nowhere_on_the_page(client, sign_in, visibility):
    author = make_member()
    question = ask(title="Walking at night", body="Is it safe?")
    given = answer(question, author, body="Canarywrought canarywrought, says the moon.")
    assert results(client.get("/search?q=canarywrought").text) == ["Walking at night"]
    show_post(load_post(given.id), visibility)
    db.session.commit()
    for reader in (client, sign_in(author)):
        for q in ("canarywroght", "canarywrou", "night+canarywroght", "night+sort:newest"):
            page = reader.get(f"/search?q={q}").text
            assert "canarywrought" not in page.casefold()
            assert "moon" not in page


def test_a_result_is_drawn_anew_when_anything_in_it_changed(client):
    question = ask(title="Gel at night", body="A cold gel pack?")
    assert "No answers yet" in client.get("/search?q=gel").text
    db.session.expire_all()
    answer(load_post(question.id), body="Yes.")
    page = client.get("/search?q=gel").text
    assert "1 answer" in page
    assert "No answers yet" not in page
    db.session.get_one(Thread, question.thread_id).title = "Gel by day"
    db.session.commit()
    assert results(client.get("/search?q=gel").text) == ["Gel by day"]


def test_a_search_costs_the_same_number_of_statements_whatever_it_finds(client, queries):
    for number in range(3):
        ask(title=f"Gel {number}", body="A cold gel pack", tags=("a", "b"))
    client.get("/search?q=nothing")  # the words are counted by now
    costs = {}
    for q in ("gel", "cold pack", '"gel pack"', "gell", "gel pack zyzzyva", "ice OR gel -hot"):
        for sort in Sort:
            with queries() as counted:
                client.get("/search", query_string={"q": f"{q} sort:{sort}"})
            costs[f"{q} {sort}"] = len(counted)
    assert set(costs.values()) == {3}, costs
    for number in range(30):
        answer(ask(title=f"Gel again {number}", body="A cold gel pack", tags=("a", "b", "c")))
    with queries() as counted:
        client.get("/search?q=gel")
    assert len(counted) == 3


def test_searching_too_fast_is_refused_for_a_while(limited):
    browser = limited.test_client()
    answers = [browser.get("/search").status_code for _ in range(70)]
    assert (answers[0], answers[-1]) == (200, 429)
