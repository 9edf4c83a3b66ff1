"""What waits is approved, or given back to its author, who changes it and sends it again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from factories import NOON, answer, ask, make_member, make_moderator
from flask import Flask

from forum.db import db
from forum.moderation import worklist
from forum.moderation.actions import AlreadyChanged, FlagDraft, approve, ask_changes, flag
from forum.moderation.models import FlagReason
from forum.permissions import Visibility
from forum.threads.actions import edit_post, edit_question
from forum.threads.models import Post

CHANGE = "Please take out what you sell."


def held(post: Post) -> Post:
    established = make_member(created_at=NOON - timedelta(days=30))
    flag(established, post, FlagDraft(FlagReason.SELLING), NOON, hold_at=1)
    return post


@pytest.mark.parametrize("kind", ["question", "answer"])
def test_what_is_held_is_approved_and_its_author_told(
    app: Flask, fresh: Any, told: Any, counters_right: Any, kind: str
) -> None:
    author = make_member()
    post = held(ask(author) if kind == "question" else answer(ask(), author))
    approve(make_moderator(), post, "It may stand.", NOON)
    post = fresh(post)
    assert (post.visibility, post.visibility_reason) == (Visibility.PUBLISHED, "")
    assert post.thread.visibility is Visibility.PUBLISHED
    assert told(author)[-1] == f"a moderator: Your {kind} was approved: It may stand."
    assert counters_right()
    with pytest.raises(AlreadyChanged):
        approve(make_moderator(), post, "Again.", NOON)


@pytest.mark.parametrize("kind", ["question", "answer"])
def test_what_is_given_back_waits_for_its_author_and_once_changed_for_a_moderator(
    app: Flask, fresh: Any, told: Any, counters_right: Any, kind: str
) -> None:
    author = make_member()
    post = ask(author) if kind == "question" else answer(ask(), author)
    ask_changes(make_moderator(), post, CHANGE, NOON)
    post = fresh(post)
    assert (post.visibility, post.visibility_reason) == (Visibility.RETURNED, CHANGE)
    assert told(author) == [
        f"a moderator: Your {kind} was given back to its author for changes: {CHANGE}"
    ]
    assert worklist.count() == 0
    if kind == "question":
        edit_question(
            author, post, title=post.thread.title, body="Another text.", tags=[], now=NOON
        )
    else:
        edit_post(author, post, "Another text.", NOON)
    post = fresh(post)
    assert post.visibility is Visibility.HELD
    assert "changed" in post.visibility_reason
    assert worklist.count() == 1
    approve(make_moderator(), post, "Thank you.", NOON)
    assert fresh(post).thread.visibility is Visibility.PUBLISHED
    assert counters_right()


def test_an_edit_that_changes_nothing_sends_nothing_again(app: Flask, fresh: Any) -> None:
    author = make_member()
    post = answer(ask(), author)
    ask_changes(make_moderator(), post, CHANGE, NOON)
    edit_post(author, post, post.source, NOON)
    assert fresh(post).visibility is Visibility.RETURNED


def test_what_nobody_could_change_is_not_given_back(app: Flask) -> None:
    post = answer(ask())
    post.author_id, post.alias = None, "Calm Otter"
    db.session.commit()
    with pytest.raises(AlreadyChanged):
        ask_changes(make_moderator(), post, CHANGE, NOON)


def test_a_post_that_was_given_back_stands_for_its_author_with_the_reason_and_the_way_on(
    app: Flask, browser: Any
) -> None:
    author = make_member()
    post = answer(ask(), author)
    ask_changes(make_moderator(), post, CHANGE, NOON)
    page = browser(author).get(f"/questions/{post.thread_id}", follow_redirects=True).text
    for words in ("A moderator asks you to change this", CHANGE, f"/posts/{post.id}/edit"):
        assert words in page
    for stranger in (None, make_member()):
        page = browser(stranger).get(f"/questions/{post.thread_id}", follow_redirects=True).text
        assert f"post-{post.id}" not in page
