from __future__ import annotations

from typing import Any

import pytest
from factories import NOON, answer, ask, make_member, make_moderator, reply
from flask import Flask
from sqlalchemy import select

from forum.db import db
from forum.moderation.actions import AlreadyChanged, NotAllowed, hide, restore
from forum.permissions import PostKind, Verb, Visibility
from forum.threads.actions import delete_post
from forum.threads.models import Post
from forum.topics.models import Topic

WHY = "It sells something."


def test_hiding_an_answer_and_restoring_it_moves_the_counters_and_writes_the_log(
    app: Flask, fresh: Any, log: Any, told: Any, counters_right: Any
) -> None:
    question, moderator = ask(), make_moderator()
    author = make_member()
    post = answer(question, author)
    answer(question)

    hide(moderator, post, WHY, NOON)
    post = fresh(post)
    assert (post.visibility, post.visibility_reason) == (Visibility.HIDDEN, WHY)
    assert post.thread.answers_count == 1
    assert counters_right()

    restore(moderator, post, "It may stay.", NOON)
    post = fresh(post)
    assert (post.visibility, post.visibility_reason) == (Visibility.PUBLISHED, "")
    assert post.thread.answers_count == 2
    assert counters_right()

    public, hidden = {"visibility": "published"}, {"visibility": "hidden"}
    on = (post.thread_id, post.id)
    assert log() == [
        (moderator.id, Verb.HIDE, *on, WHY, public, hidden),
        (moderator.id, Verb.RESTORE, *on, "It may stay.", hidden | {"why": WHY}, public),
    ]
    assert told(author) == [
        f"a moderator: Your answer was hidden: {WHY}",
        "a moderator: Your answer was restored: It may stay.",
    ]


def test_hiding_a_reply_leaves_what_hangs_beside_it(
    app: Flask, fresh: Any, counters_right: Any
) -> None:
    question = ask()
    first, second = reply(question), reply(question)
    hide(make_moderator(), first, WHY, NOON)
    assert fresh(second).visibility is Visibility.PUBLISHED
    assert fresh(question).thread.replies_count == 1
    assert counters_right()


def test_hiding_an_opening_post_hides_its_thread_and_its_tags_count_it_no_longer(
    app: Flask, fresh: Any, log: Any, counters_right: Any
) -> None:
    question, moderator = ask(tags=("cramp", "night")), make_moderator()
    answer(question)
    hide(moderator, question, WHY, NOON)
    question = fresh(question)
    assert question.visibility is question.thread.visibility is Visibility.HIDDEN
    assert db.session.scalars(select(Topic.threads_count)).all() == [0, 0]
    assert counters_right()
    assert log()[0][2:4] == (question.thread_id, None)

    restore(moderator, question, WHY, NOON)
    assert db.session.scalars(select(Topic.threads_count)).all() == [1, 1]
    assert fresh(question).visibility is Visibility.PUBLISHED
    assert counters_right()


def test_what_is_held_can_be_restored_or_hidden(
    app: Flask, fresh: Any, counters_right: Any
) -> None:
    question, moderator = ask(), make_moderator()
    posts = [answer(question), answer(question)]
    for post in posts:
        hide(moderator, post, WHY, NOON)
        post.visibility = Visibility.HELD
    db.session.commit()
    restore(moderator, posts[0], WHY, NOON)
    hide(moderator, posts[1], WHY, NOON)
    assert [fresh(post).visibility for post in posts] == [Visibility.PUBLISHED, Visibility.HIDDEN]
    assert counters_right()


def test_the_second_to_hide_is_told_that_it_has_changed(app: Flask, log: Any) -> None:
    post = answer(ask())
    hide(make_moderator(), post, WHY, NOON)
    with pytest.raises(AlreadyChanged):
        hide(make_moderator(), post, WHY, NOON)
    assert len(log()) == 1


def test_what_its_author_deleted_stays_the_authors(app: Flask) -> None:
    author = make_member()
    post = answer(ask(), author)
    delete_post(author, post)
    for act in (hide, restore):
        with pytest.raises(AlreadyChanged):
            act(make_moderator(), post, WHY, NOON)


def test_a_moderator_who_was_demoted_in_the_middle_can_do_nothing(app: Flask, log: Any) -> None:
    post, moderator = answer(ask()), make_moderator()
    db.session.execute(db.text("UPDATE member SET roles = '' WHERE id = :id"), {"id": moderator.id})
    with pytest.raises(NotAllowed):
        hide(moderator, post, WHY, NOON)
    assert log() == []


def test_an_alias_stays_one_and_moderators_are_not_told_of_their_own_acts(
    app: Flask, log: Any, told: Any
) -> None:
    moderator = make_moderator()
    question = ask(moderator, alias=True)
    hide(moderator, question, WHY, NOON)
    assert told(moderator) == []
    assert moderator.username not in str(log()[0][4:])


def test_a_post_whose_author_has_left_can_be_hidden(app: Flask, fresh: Any) -> None:
    post = reply(ask())
    post.author_id, post.alias = None, "Calm Otter"
    db.session.commit()
    hide(make_moderator(), post, WHY, NOON)
    assert fresh(post).visibility is Visibility.HIDDEN
    assert db.session.scalar(select(Post.kind).where(Post.id == post.id)) is PostKind.REPLY
