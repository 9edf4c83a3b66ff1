"""A list is read in its order from an index, whoever asks, so that its cost does not grow."""

import re
from datetime import timedelta

import pytest
from factories import answer, ask, make_member, make_moderator
from sqlalchemy import event

from forum.db import db, utcnow
from forum.web.paging import PAGE_SIZE

LISTS = ["/", "/questions", "/questions?sort=active", "/questions?sort=unanswered", "/tags/cramp"]


@pytest.fixture
def plans(one_app):
    """Return how SQLite finds the threads of a list for a client."""

    def plans(client, address):
        seen = []

        def note(_connection, _cursor, statement, parameters, *_rest):
            if re.search(r"FROM thread\b(?!_).*ORDER BY", statement, re.DOTALL):
                seen.append((statement, parameters))

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            assert client.get(address).status_code == 200
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        driver = db.session.connection().connection.driver_connection
        steps = [driver.execute(f"EXPLAIN QUERY PLAN {what}", how).fetchall() for what, how in seen]
        return [step[3] for plan in steps for step in plan]

    return plans


@pytest.mark.parametrize("address", LISTS)
def test_nothing_is_sorted_for_visitors_members_and_moderators(one_app, plans, address):
    ask(tags=("cramp",))
    ask(tags=("cramp",))
    people = None, make_member(), make_moderator()
    for person in people:
        steps = plans(one_app.test_client(user=person), address)
        assert [step for step in steps if "thread" in step]
        assert not [step for step in steps if "TEMP B-TREE" in step or step == "SCAN thread"]


def test_a_tag_is_paged_through_without_a_gap(app):
    ids = [ask(make_member(), tags=("cramp",)).thread_id for _ in range(PAGE_SIZE + 2)]
    ask(tags=("magnesium",))
    client = app.test_client()
    first = client.get("/tags/cramp").text
    older = re.search(r'href="(/tags/cramp\?[^"]*before=\d+[^"]*)"', first)[1].replace("&amp;", "&")
    second = client.get(older).text

    def listed(page):
        return set(map(int, re.findall(r'href="/questions/(\d+)/', page)))

    assert listed(first) | listed(second) == set(ids)
    assert not listed(first) & listed(second)
    newer = re.search(r'href="(/tags/cramp\?[^"]*after=\d+[^"]*)"', second)[1].replace("&amp;", "&")
    assert listed(client.get(newer).text) == listed(first)


@pytest.mark.parametrize(
    ("address", "budget"),
    [("/", 3), ("/questions", 2), ("/questions?sort=active", 2), ("/articles", 1), ("/tags", 1)],
)
def test_a_list_costs_the_same_with_one_row_and_with_thirty(app, queries, address, budget):
    client = app.test_client()
    costs = []
    for rows in (1, 29):
        for _ in range(rows):
            ask(tags=("cramp",))
        db.session.remove()
        with queries() as counted:
            assert client.get(address).status_code == 200
        costs.append(len(counted))
    assert costs == [budget, budget]


def test_what_needs_attention_is_urgent_or_has_waited_a_day(app, client):
    ask(title="Asked an hour ago", now=utcnow() - timedelta(hours=1))
    ask(title="Asked two days ago", now=utcnow() - timedelta(days=2))
    answer(ask(title="Asked and answered", now=utcnow() - timedelta(days=2)))
    grave = ask(title="Grave and new", now=utcnow())
    grave.thread.level = "urgent"
    db.session.commit()
    page = client.get("/questions?sort=attention").text
    assert "Asked two days ago" in page
    assert "Grave and new" in page
    assert "Asked an hour ago" not in page
    assert "Asked and answered" not in page
