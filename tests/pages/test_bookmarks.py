from datetime import timedelta

from factories import NOON, ask, make_member, make_moderator

from forum.moderation.actions import hiding
from forum.threads.actions import bookmark


def test_a_member_finds_what_they_bookmarked(app, sign_in):
    member = make_member()
    bookmark(member, ask(title="Does a warm bath help at all?").thread)
    ask(title="Another one that nobody marked?")
    page = sign_in(member).get("/account/bookmarks").text
    assert "Does a warm bath help at all?" in page
    assert "Another one" not in page


def test_what_was_hidden_since_is_not_among_them(app, sign_in):
    member, question = make_member(), ask(title="Does a warm bath help at all?")
    bookmark(member, question.thread)
    hiding.hide(make_moderator(), question, "It sells something.", NOON + timedelta(days=1))
    page = sign_in(member).get("/account/bookmarks").text
    assert "warm bath" not in page
    assert "Nothing here yet" in page


def test_bookmarks_are_nobody_elses(app, sign_in, client):
    bookmark(make_member(), ask(title="Does a warm bath help at all?").thread)
    assert "warm bath" not in sign_in(make_member()).get("/account/bookmarks").text
    assert client.get("/account/bookmarks").status_code == 303


def test_many_bookmarks_cost_as_many_queries_as_one(app, sign_in, queries):
    counts = []
    for number in (1, 6):
        member = make_member()
        for _ in range(number):
            bookmark(member, ask().thread)
        browser = sign_in(member)
        with queries() as counted:
            browser.get("/account/bookmarks")
        counts.append(len(counted))
    assert counts[0] == counts[1]
