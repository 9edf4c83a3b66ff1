from __future__ import annotations

from typing import Any

import pytest
from factories import NOON, answer, ask, make_member, make_moderator, reply
from flask import Flask

from forum.moderation.actions import AlreadyChanged, hide, to_answer, to_reply
from forum.permissions import PostKind, Verb
from forum.threads.actions import mark_helped, vote
from forum.threads.models import Post

WHY = "It does not answer the question."


def hangs(post: Post) -> tuple[PostKind, int | None, int | None]:
    return post.kind, post.parent_id, post.reply_to_id


def test_an_answer_becomes_a_reply_with_its_votes_marks_and_replies_and_back_again(
    app: Flask, fresh: Any, log: Any, told: Any, counters_right: Any
) -> None:
    asker, author, moderator = make_member(), make_member(), make_moderator()
    question = ask(asker)
    post, other = answer(question, author), answer(question)
    under = reply(post)
    deeper, beside = reply(under), reply(other)
    for member in (asker, make_member()):
        vote(member, post)
        mark_helped(member, post)

    to_reply(moderator, post, WHY, NOON)
    post = fresh(post)
    assert hangs(post) == (PostKind.REPLY, question.id, question.id)
    assert (post.score, post.helped_count, post.helped_asker) == (2, 2, True)
    assert hangs(fresh(under)) == (PostKind.REPLY, question.id, post.id)
    assert hangs(fresh(deeper)) == (PostKind.REPLY, question.id, under.id)
    assert hangs(fresh(beside)) == (PostKind.REPLY, other.id, other.id)
    thread = fresh(post).thread
    assert (thread.answers_count, thread.replies_count, thread.helped_count) == (1, 4, 2)
    assert counters_right()

    to_answer(moderator, post, "It does answer it.", NOON)
    post = fresh(post)
    assert hangs(post) == (PostKind.ANSWER, None, None)
    assert (post.score, post.helped_count, post.helped_asker) == (2, 2, True)
    assert hangs(fresh(under)) == (PostKind.REPLY, post.id, post.id)
    assert hangs(fresh(deeper)) == (PostKind.REPLY, post.id, under.id)
    assert hangs(fresh(beside)) == (PostKind.REPLY, other.id, other.id)
    assert fresh(post).thread.answers_count == 2
    assert counters_right()

    assert [row[1] for row in log()] == [Verb.CONVERT] * 2
    assert log()[0][5:] == (
        {"kind": "answer", "parent": None, "to": None},
        {"kind": "reply", "parent": question.id, "to": question.id},
    )
    assert told(author) == [
        f"a moderator: Your answer was made a reply: {WHY}",
        "a moderator: Your reply was made an answer: It does answer it.",
    ]


def test_a_reply_under_an_answer_takes_along_only_what_speaks_to_it(
    app: Flask, fresh: Any, counters_right: Any
) -> None:
    question = ask()
    first = answer(question)
    post, stays = reply(first), reply(first)
    goes = reply(post)
    to_answer(make_moderator(), post, "It answers the question.", NOON)
    assert hangs(fresh(post)) == (PostKind.ANSWER, None, None)
    assert hangs(fresh(goes)) == (PostKind.REPLY, post.id, post.id)
    assert hangs(fresh(stays)) == (PostKind.REPLY, first.id, first.id)
    assert counters_right()


def test_a_hidden_post_can_be_converted_and_counts_for_nothing(
    app: Flask, fresh: Any, counters_right: Any
) -> None:
    moderator, post = make_moderator(), answer(ask())
    hide(moderator, post, "Spam.", NOON)
    to_reply(moderator, post, WHY, NOON)
    thread = fresh(post).thread
    assert (thread.answers_count, thread.replies_count) == (0, 0)
    assert counters_right()


def test_converting_twice_says_that_it_has_changed(app: Flask) -> None:
    post = answer(ask())
    to_reply(make_moderator(), post, WHY, NOON)
    with pytest.raises(AlreadyChanged):
        to_reply(make_moderator(), post, WHY, NOON)
    with pytest.raises(AlreadyChanged):
        to_answer(make_moderator(), ask(), WHY, NOON)
