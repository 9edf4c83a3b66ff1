import re

import pytest
from factories import answer, ask, make_area, make_member
from sqlalchemy import update

from forum.db import db, utcnow
from forum.library.actions import import_document
from forum.library.documents import Document
from forum.permissions import Visibility
from forum.threads.models import Thread

CANARY = "zanzibarcanary"
LONG = 6  # answers of a thread whose page lists them


def hide(post, state=Visibility.HIDDEN):
    db.session.execute(update(Thread).where(Thread.id == post.thread_id).values(visibility=state))
    db.session.commit()


def test_home_shows_the_newest_question_first(app, client):
    ask(title="The older question here")
    ask(title="The newer question here")
    text = client.get("/").text
    assert text.index("The newer question") < text.index("The older question")


def test_an_address_with_an_old_slug_leads_to_the_present_one(app, client):
    thread = ask().thread
    address = f"/questions/{thread.id}/{thread.slug}?sort=newest"
    response = client.get(f"/questions/{thread.id}/an-old-title?sort=newest")
    assert (response.status_code, response.location) == (301, address)


def test_a_members_name_in_small_letters_leads_to_the_name_as_it_is_written(app, client):
    make_member("Mem")
    response = client.get("/members/mem")
    assert (response.status_code, response.location) == (301, "/members/Mem")


def test_what_a_member_begins_to_write_is_kept_in_their_browser(app, sign_in):
    question = ask()
    import_document(Document("Calves at night", "calves-at-night", "Stretch.", "d" * 64), utcnow())
    member = make_member()
    browser, kept = sign_in(member), f'data-keep="{member.id}"'
    address = f"/questions/{question.thread_id}/{question.thread.slug}"
    for page in (address, "/articles/calves-at-night", "/questions/ask"):
        assert kept in browser.get(page).text, page


def test_an_address_without_a_slug_works(app, client):
    thread = ask().thread
    slug = thread.slug
    assert client.get(f"/questions/{thread.id}").location.endswith(slug)


def test_a_post_has_the_marks_that_outsiders_rely_on(app, client):
    question = ask(body="I have had constant spasms in my leg for weeks and weeks.")
    post = answer(question)
    page = client.get(f"/questions/{question.thread_id}/{question.thread.slug}").text
    assert f'id="post-{question.id}" data-kind="question"' in page
    assert f'id="post-{post.id}" data-kind="answer"' in page
    assert f'data-care-level="routine" data-post="{question.id}"' in page


@pytest.mark.parametrize("state", [Visibility.HELD, Visibility.HIDDEN, Visibility.DELETED])
def test_a_thread_out_of_sight_is_nowhere_for_a_visitor(app, client, state):
    area = make_area()
    post = ask(title=f"About {CANARY} and more", tags=(CANARY,), areas=(area,))
    author = post.thread.author_id
    hide(post, state)
    assert client.get(f"/questions/{post.thread_id}/{post.thread.slug}").status_code == 404
    assert client.get(f"/posts/{post.id}").status_code == 404
    assert client.get(f"/posts/{post.id}/revisions").status_code == 404
    name = db.session.get(type(make_member()), author).username
    for address in ("/", "/questions", f"/tags/{CANARY}", "/body/calf-shin", f"/members/{name}"):
        assert f"About {CANARY}" not in client.get(address).text, address


def test_a_members_page_does_not_show_what_was_posted_under_an_alias(app, client):
    member = make_member("Juniper")
    ask(member, title="Openly asked question")
    ask(member, title="Asked under an alias", alias=True)
    page = client.get("/members/Juniper").text
    assert "Openly asked question" in page
    assert "Asked under an alias" not in page


@pytest.mark.parametrize("page", ["the writer's page", "the list in the thread"])
def test_where_answers_are_listed_they_begin_in_their_writers_own_words(app, client, page):
    writer, question = make_member("Juniper"), ask()
    for _ in range(LONG):
        answer(question, writer, body="> How much?\n\nTry these:\n\n- ice\n- heat")
    thread = f"/questions/{question.thread_id}/{question.thread.slug}"
    shown = client.get("/members/Juniper" if "writer" in page else thread).text
    assert re.search(r">Try these: ice · heat</(p|a)>", shown)
    assert not re.search(r">&gt; How much\?", shown)


def test_a_page_under_an_alias_says_nothing_of_the_member(app, client, sign_in):
    author = make_member("Juniper")
    question = ask(author, alias=True)
    answer(question, author, alias=True)
    address = f"/questions/{question.thread_id}/{question.thread.slug}"
    for reader in (client, sign_in(make_member())):
        page = reader.get(address).text
        assert question.alias in page
        assert "Juniper" not in page


def test_lists_page_by_key_and_stay_stable_under_new_questions(app, client):
    posts = [ask(title=f"Question number {number:02d} of many") for number in range(40)]
    first = client.get("/questions").text
    assert "number 39" in first
    assert "number 09" not in first
    ask(title="A question that came in between")
    second = client.get(f"/questions?before={posts[10].thread_id}").text
    assert "number 09" in second
    assert "number 10" not in second


@pytest.mark.parametrize(
    "key", ["", "abc", "-1", "9" * 40, "1_2_3", "٣", "0x10", "1' OR 1=1", "9" * 5000]
)
def test_a_key_that_cannot_be_read_shows_the_first_page(app, client, key):
    ask(title="The only question here")
    for sort in ("newest", "active"):
        response = client.get("/questions", query_string={"before": key, "sort": sort})
        assert response.status_code == 200


@pytest.mark.parametrize("address", ["/about", "/rules", "/privacy", "/tags", "/body", "/articles"])
def test_every_page_of_the_site_itself_is_there(app, client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("page", ["0", "-3", "abc", "99999999999999999999", "2"])
def test_any_page_number_of_a_thread_is_answered(app, client, page):
    post = ask()
    address = f"/questions/{post.thread_id}/{post.thread.slug}"
    assert client.get(address, query_string={"page": page}).status_code == 200
