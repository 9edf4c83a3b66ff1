"""What is drawn once stays true: each test looks, changes one thing, and looks again."""

from __future__ import annotations

import itertools
from dataclasses import fields
from datetime import timedelta

import pytest
from factories import NOON, answer, ask, make_member, make_moderator, reply
from sqlalchemy import insert, update

from forum.accounts import actions as accounts
from forum.accounts.models import Member
from forum.db import db, utcnow
from forum.pages.actions import leave
from forum.permissions import Openness, PostKind, Restriction, Role, ThreadKind, Visibility
from forum.permissions.actor import Someone
from forum.threads import actions, models
from forum.threads.drawing import acts
from forum.threads.drawing import posts as drawn_posts
from forum.threads.models import AdviceReview, AdviceState, Assessment, Post, Thread
from forum.threads.queries import load_post
from forum.threads.reading import posts as read_posts
from forum.threads.shown import ShownHome, ShownPost
from forum.triage import Level

GRAVE = "My chest hurts and I cannot get my breath."


def at(question: Post) -> str:
    return f"/questions/{question.thread_id}/{question.thread.slug}"


def seen(client, address: str) -> str:
    """Return a page that was drawn before."""
    client.get(address)
    return client.get(address).text


def change(statement) -> None:
    db.session.execute(statement)
    db.session.commit()


def in_country(client, region: str, address: str) -> str:
    client.set_cookie("region", region)
    return client.get(address).text


@pytest.fixture
def visitor(one_app):
    return one_app.test_client()


def test_a_vote_shows_at_once(visitor) -> None:
    address = at(ask())
    assert "Useful · 7" not in seen(visitor, address)
    change(update(Post).values(score=7))
    assert "Useful · 7" in visitor.get(address).text


def test_an_edit_shows_at_once_and_the_old_words_are_gone(visitor) -> None:
    author = make_member()
    question = ask(author, body="The first words.")
    address, id_ = at(question), question.id
    assert "The first words." in seen(visitor, address)
    post = load_post(id_)
    later = NOON + timedelta(days=1)
    draft = {"title": post.thread.title, "body": "The second words.", "tags": []}
    actions.edit_question(author, post, **draft, now=later)
    html = visitor.get(address).text
    assert "The second words." in html
    assert "The first words." not in html


def test_a_judged_level_shows_at_once(visitor) -> None:
    address = at(ask())
    assert 'data-care-level="urgent"' not in seen(visitor, address)
    change(update(Assessment).values(override=Level.URGENT, override_reason="It came back."))
    html = visitor.get(address).text
    assert 'data-care-level="urgent"' in html
    assert "It came back." in html


def test_a_caution_shows_at_once_and_goes_at_once(visitor) -> None:
    question = ask()
    address = at(question)
    row = {"post_id": answer(question).id, "state": AdviceState.CAUTIONED, "found_at": NOON}
    assert "Ask first." not in seen(visitor, address)
    change(insert(AdviceReview).values(**row, caution="Ask first."))
    assert "Ask first." in seen(visitor, address)
    change(update(AdviceReview).values(state=AdviceState.FINE))
    assert "Ask first." not in visitor.get(address).text


def test_a_lock_takes_the_reply_links_away(visitor) -> None:
    address = at(ask())
    assert "data-reply" in seen(visitor, address)
    change(update(Thread).values(openness=Openness.LOCKED))
    assert "data-reply" not in visitor.get(address).text


def test_a_mark_beside_a_name_shows_at_once(visitor) -> None:
    address = at(ask(make_member("marie")))
    assert "role-clinician" not in seen(visitor, address)
    change(update(Member).values(granted_roles=frozenset([Role.CLINICIAN])))
    assert "role-clinician" in visitor.get(address).text


def test_readers_in_two_countries_are_told_their_own_numbers(visitor) -> None:
    address = at(ask(body=GRAVE))
    british, american = (in_country(visitor, region, address) for region in ("GB", "US"))
    assert 'href="tel:999"' in british
    assert 'href="tel:911"' not in british
    assert 'href="tel:911"' in american
    assert 'href="tel:999"' not in american


def test_the_same_words_by_two_people_keep_their_own_names(visitor) -> None:
    question = ask()
    answer(question, make_member("joan"), "The same words.")
    hidden = answer(question, make_member("secret-name"), "The same words.", alias=True)
    alias, address = hidden.alias, at(question)
    html = seen(visitor, address)
    assert "joan" in html
    assert alias in html
    assert "secret-name" not in html


def test_what_a_member_can_do_is_offered_to_no_visitor_and_to_no_other_member(
    one_app, sign_in
) -> None:
    author = make_member()
    question = ask(author)
    address, post = at(question), f"/posts/{question.id}"
    writer, reader, visitor = sign_in(author), sign_in(make_member()), one_app.test_client()
    for _ in range(2):
        assert f'href="{post}/edit"' in writer.get(address).text
        assert f'href="{post}/edit"' not in reader.get(address).text
        assert f'"{post}/vote"' in reader.get(address).text
        assert f'"{post}/vote"' not in writer.get(address).text
        assert f'"{post}/vote"' not in visitor.get(address).text


def test_who_asked_is_said_beside_a_reply_unless_that_would_undo_an_alias(visitor) -> None:
    asker = make_member("asker")
    named, hidden = ask(asker), ask(asker, alias=True)
    for question in (named, hidden):
        reply(answer(question), asker, "I say this under my name.")
    addresses = at(named), at(hidden)
    assert ["Asked this" in seen(visitor, address) for address in addresses] == [True, False]


def test_each_reader_sees_their_own_mutes_votes_and_bookmarks(sign_in) -> None:
    first, second, noisy = make_member(), make_member(), make_member("noisy")
    question = ask()
    address, said = at(question), answer(question, noisy)
    named = f"/posts/{said.id}", f"/threads/{question.thread_id}"
    accounts.mute(first, noisy)
    actions.vote(second, said)
    actions.bookmark(second, question.thread)
    one, other = sign_in(first), sign_in(second)
    for _ in range(2):
        for browser, is_first in ((one, True), (other, False)):
            html = browser.get(address).text
            assert ("whom you have muted" in html) is is_first
            assert (f'"{named[0]}/unvote"' in html) is not is_first
            assert (f'"{named[1]}/unbookmark"' in html) is not is_first


def test_a_clinicians_mark_goes_at_midnight(visitor, monkeypatch) -> None:
    today = utcnow()
    author = make_member("marie", Role.CLINICIAN, clinician_until=today.date())
    address = at(ask(author))
    assert "role-clinician" in seen(visitor, address)
    monkeypatch.setattr(read_posts, "utcnow", lambda: today + timedelta(days=1))
    assert "role-clinician" not in visitor.get(address).text


def test_a_row_is_pinned_no_longer_than_it_was_to_be(visitor, monkeypatch) -> None:
    ask()
    until = utcnow() + timedelta(hours=1)
    change(update(Thread).values(pinned_position=1, pinned_until=until))
    assert "Pinned" in seen(visitor, "/questions")
    monkeypatch.setattr(models, "utcnow", lambda: until)
    assert "Pinned" not in visitor.get("/questions").text


def test_who_left_is_named_on_no_page_that_was_drawn_before(visitor) -> None:
    leaver = make_member("canarywren")
    address = at(ask(leaver))
    assert seen(visitor, address).count("canarywren") > 1  # for engines, too
    leave(leaver, take_posts_back=False)
    assert "canarywren" not in visitor.get(address).text


def test_a_row_of_a_list_shows_a_new_answer_at_once(visitor) -> None:
    id_ = ask().id
    assert "No answers yet" in seen(visitor, "/questions")
    answer(load_post(id_))
    assert "No answers yet" not in visitor.get("/questions").text


def test_a_long_post_is_drawn_whole(visitor) -> None:
    address = at(ask(body="It began at noon and went on. " * 300 + "The very last word."))
    assert "The very last word." in seen(visitor, address)


def test_another_lock_beside_a_new_answer_is_seen_by_posts_that_were_made_before(visitor) -> None:
    question = ask()
    address = at(question)
    answer(question)
    seen(visitor, address)
    answer(load_post(question.id), body="One answer more.")
    assert "One answer more." in visitor.get(address).text
    change(update(Thread).values(openness=Openness.LOCKED))
    assert "data-reply" not in visitor.get(address).text


def test_what_others_may_do_with_a_post_is_what_the_rules_say_of_each_of_them() -> None:
    ids, roles = (1, 2, 3), [frozenset[Role](), *(frozenset([role]) for role in Role)]
    actors = [Someone(*who) for who in itertools.product(ids, roles, (None, *Restriction))]
    posts = [
        made(*states) for states in itertools.product(PostKind, Visibility, Visibility, Openness)
    ]
    for actor, post in itertools.product(actors, posts):
        assert acts.verbs_on(actor, post) == acts._verbs(actor, post), (actor, post)


def made(kind: PostKind, visibility: Visibility, of_home: Visibility, openness: Openness):
    """Return a post that member 1 wrote in a thread of member 2."""
    home = ShownHome(ThreadKind.QUESTION, 2, None, of_home, openness)
    known = {"kind": kind, "visibility": visibility, "author_id": 1, "thread": home}
    rest = {field.name: None for field in fields(ShownPost)}
    return ShownPost(**rest | known)


def test_a_post_that_not_everyone_sees_is_not_remembered(sign_in) -> None:
    """What is drawn beside it holds the token of one reader's form."""
    member = make_member()
    question = ask()
    actions.delete_post(member, answer(question, author=member))
    drawn_posts._remembered_post.cache_clear()
    place = at(question)
    own = sign_in(member).get(place).text
    assert "You deleted it" in own
    assert "Only you and the moderators see it" in own
    assert drawn_posts._remembered_post.cache_info().currsize == 1
    others = sign_in(make_moderator()).get(place).text
    assert "Deleted by its author" in others
    assert "Only moderators and its author see it" in others
