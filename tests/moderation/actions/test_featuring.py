"""An answer that moderators feature is the first; a notice of theirs stands on a post."""

from __future__ import annotations

from typing import Any

import pytest
from factories import NOON, answer, ask, make_member, make_moderator, reply
from flask import Flask

from forum.moderation.actions import (
    AlreadyChanged,
    feature,
    hide,
    put_notice,
    take_notice,
    unfeature,
)
from forum.pages.thread_page import AnswerOrder, load_thread_page
from forum.permissions import VISITOR
from forum.threads.actions import vote
from forum.threads.models import Post


def order_of(question: Post) -> list[int]:
    page = load_thread_page(question.thread, VISITOR, order=AnswerOrder.HELPFUL, page=1)
    assert page is not None
    return [entry.post.id for entry in page.entries]


def test_a_featured_answer_stands_before_the_most_useful_one(app: Flask, told: Any) -> None:
    question, author, moderator = ask(), make_member(), make_moderator()
    useful, featured = answer(question), answer(question, author)
    vote(make_member(), useful)
    feature(moderator, featured, "It helps most.", NOON)
    assert order_of(question) == [featured.id, useful.id]
    assert told(author) == [
        "a moderator: Your answer was featured as a helpful answer: It helps most."
    ]
    unfeature(moderator, featured, "Others help, too.", NOON)
    assert order_of(question) == [useful.id, featured.id]


def test_only_a_published_answer_is_featured_and_only_once(app: Flask) -> None:
    moderator, question = make_moderator(), ask()
    post = answer(question)
    feature(moderator, post, "Good.", NOON)
    hidden = answer(question)
    hide(moderator, hidden, "Spam.", NOON)
    for other in (post, hidden, question, reply(question)):
        with pytest.raises(AlreadyChanged):
            feature(moderator, other, "Good.", NOON)
    with pytest.raises(AlreadyChanged):
        unfeature(moderator, hidden, "Bad.", NOON)


def test_everyone_reads_the_notice_and_its_words_are_no_markup(app: Flask, browser: Any) -> None:
    moderator, post = make_moderator(), answer(ask())
    put_notice(moderator, post, "Ask a <b>pharmacist</b> first.", NOON)
    path = f"/questions/{post.thread_id}"
    assert "Ask a &lt;b&gt;pharmacist&lt;/b&gt; first." in (
        browser().get(path, follow_redirects=True).text
    )
    put_notice(moderator, post, "Out of date.", NOON)
    page = browser().get(path, follow_redirects=True).text
    assert "Out of date." in page
    assert "pharmacist" not in page
    take_notice(moderator, post, "Needed no longer.", NOON)
    assert "Out of date." not in browser().get(path, follow_redirects=True).text
    with pytest.raises(AlreadyChanged):
        take_notice(moderator, post, "Again.", NOON)
