"""Between an author's page and its press comes a moderator, or the same press once more."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from typing import Any

import pytest
from factories import NOON, answer, ask, make_member, make_moderator, reply
from sqlalchemy import func, select, text, update

from forum.accounts.models import Member
from forum.db import db
from forum.moderation.actions import hide, lock, merge
from forum.permissions import Visibility
from forum.threads import actions
from forum.threads.actions import Overtaken
from forum.threads.counters import recount
from forum.threads.models import Post, Thread
from forum.threads.queries import load_post

Press = Callable[[Member, Post], None]
WAITS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))"
)


def edit(author: Member, post: Post) -> None:
    actions.edit_post(author, post, "Two litres for every hour.", NOON)


def elsewhere(app: Any, act: Press, member_id: int, post_id: int) -> None:
    """Act in another request, which the session of the test knows nothing of."""
    db.session.commit()
    with app.app_context():
        post = load_post(post_id)
        assert post is not None
        act(db.session.get_one(Member, member_id), post)


def shown(post: Post) -> Visibility | None:
    return db.session.scalar(
        select(Post.visibility).where(Post.id == post.id).execution_options(populate_existing=True)
    )


@pytest.mark.parametrize("act", [actions.delete_post, edit])
def test_what_a_moderator_hid_meanwhile_stays_hidden(app: Any, act: Press) -> None:
    author, moderator = make_member(), make_moderator()
    post = answer(ask(), author)
    elsewhere(app, lambda by, its: hide(by, its, "Spam.", NOON), moderator.id, post.id)
    if act is edit:
        act(author, post)  # its author may change it; it stays out of sight
    else:
        with pytest.raises(Overtaken):
            act(author, post)
    db.session.rollback()
    assert shown(post) is Visibility.HIDDEN
    assert recount() == 0


def taken_back(_by: Member, post: Post) -> None:
    actions.delete_post(db.session.get_one(Member, post.author_id), post)


def hidden(by: Member, post: Post) -> None:
    hide(by, post, "Spam.", NOON)


def locked(by: Member, post: Post) -> None:
    lock(by, post, "Turning in circles.", NOON)


@pytest.mark.parametrize(
    ("act", "place"),
    [
        *product([hidden, taken_back], ["the post", "what it hangs under", "the question"]),
        (locked, "the question"),
    ],
)
def test_no_reply_is_posted_where_nobody_may_reply_any_more(
    app: Any, act: Press, place: str
) -> None:
    question = ask()
    above = answer(question)
    to = reply(above)
    changed = {"the post": to, "what it hangs under": above, "the question": question}[place]
    writer, moderator = make_member(), make_moderator()
    elsewhere(app, act, moderator.id, changed.id)
    with pytest.raises(Overtaken):
        reply(to, writer, body="Written a moment too late.")
    db.session.rollback()
    assert db.session.scalar(select(func.count()).where(Post.author_id == writer.id)) == 0
    assert recount() == 0


def test_a_reply_that_was_posted_is_found_by_its_second_press_whatever_happened_since(
    app: Any,
) -> None:
    above, writer, moderator = answer(ask()), make_member(), make_moderator()
    first = reply(above, writer, submit_token="once")
    elsewhere(app, hidden, moderator.id, above.id)
    assert reply(above, writer, submit_token="once").id == first.id


def sent_meanwhile(client: Any, path: str, moderator: Any) -> Any:
    """Return the answer to a post that was sent before a moderator's act was committed."""
    with ThreadPoolExecutor(1) as pool:
        sent = pool.submit(client.post, path, data={"body": "Written a moment too late."})
        while not (sent.done() or moderator.scalar(WAITS)):
            pass
        moderator.commit()
        return sent.result()


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_a_reply_waits_for_whoever_is_hiding_the_answer(app: Any, sign_in: Any) -> None:
    post = answer(ask())
    client = sign_in(make_member())
    with db.engine.connect() as moderator:
        both = select(Post.id).join(Post.thread).where(Post.id == post.id)
        moderator.execute(both.with_for_update(of=(Post, Thread), key_share=True))
        hiding = update(Post).where(Post.id == post.id)
        moderator.execute(hiding.values(visibility=Visibility.HIDDEN))
        path = f"/posts/{post.id}/reply"
        sent = sent_meanwhile(client, path, moderator)
    assert sent.status_code == 409
    assert "Written a moment too late." in sent.text


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_an_answer_waits_for_whoever_is_hiding_its_question(app: Any, sign_in: Any) -> None:
    question = ask()
    path = f"/threads/{question.thread_id}/answer"
    client = sign_in(make_member())
    with db.engine.connect() as moderator:
        hiding = update(Thread).where(Thread.id == question.thread_id)
        moderator.execute(hiding.values(visibility=Visibility.HIDDEN))
        sent = sent_meanwhile(client, path, moderator)
    assert sent.status_code == 404
    assert "Written a moment too late." in sent.text


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ([], actions.delete_post),
        ([actions.delete_post], actions.undelete_post),
    ],
)
def test_a_press_that_arrives_twice_counts_once(app: Any, first: list[Press], then: Press) -> None:
    author = make_member()
    post = answer(ask(), author)
    for act in first:
        act(author, post)
    elsewhere(app, then, author.id, post.id)
    with pytest.raises(Overtaken):
        then(author, post)
    db.session.rollback()
    assert recount() == 0


def test_two_changes_at_once_are_two_revisions(app: Any) -> None:
    author = make_member()
    post = answer(ask(), author)
    elsewhere(app, edit, author.id, post.id)
    actions.edit_post(author, post, "Three litres, then.", NOON)
    again = load_post(post.id)
    assert again is not None
    assert (again.revisions_count, again.source) == (2, "Three litres, then.")


def test_whoever_was_too_slow_gets_every_word_back(
    app: Any, sign_in: Any, monkeypatch: Any
) -> None:
    author = make_member()
    post = answer(ask(), author)

    def too_late(*_args: Any) -> None:
        raise Overtaken

    monkeypatch.setattr("forum.threads.actions.edit.hold", too_late)
    response = sign_in(author).post(f"/posts/{post.id}/edit", data={"body": "Words to keep."})
    assert response.status_code == 409
    assert "Words to keep." in response.text


@pytest.mark.parametrize("press", [actions.mark_helped, actions.unmark_helped])
def test_a_mark_on_what_was_merged_meanwhile_counts_where_it_stands_now(
    app: Any, press: Press
) -> None:
    asker, moderator = make_member(), make_moderator()
    question, home = ask(asker), ask()
    post = answer(question)
    if press is actions.unmark_helped:
        actions.mark_helped(asker, post)
    elsewhere(
        app,
        lambda by, its: merge(by, its, home.thread_id, "Same.", NOON),
        moderator.id,
        question.id,
    )
    try:
        press(asker, post)
    except Overtaken:
        db.session.rollback()
    assert recount() == 0
