"""A question of its own out of an answer or a reply: what goes along, links, counters, search."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from factories import NOON, answer, ask, make_member, make_moderator, reply
from flask import Flask
from sqlalchemy import select

from forum.db import db
from forum.inbox.models import Followable
from forum.inbox.queries import follows
from forum.moderation import queries
from forum.moderation.actions import AlreadyChanged, hide, merge, split, undo
from forum.moderation.models import ModerationAct
from forum.permissions import PostKind
from forum.threads import actions
from forum.threads.models import Post, Thread
from forum.threads.queries import load_post

TITLE, WHY = "May I take magnesium every day?", "It asks something of its own."
SOON = NOON + timedelta(seconds=20)


def fresh(post: Post) -> Post:
    db.session.expire_all()
    loaded = load_post(post.id)
    assert loaded is not None
    return loaded


def counts(post: Post) -> tuple[int, int, int]:
    thread = fresh(post).thread
    return thread.answers_count, thread.replies_count, thread.helped_count


def page(browser: Any, post: Post) -> str:
    thread_id = fresh(post).thread_id
    text: str = browser().get(f"/questions/{thread_id}", follow_redirects=True).text
    return text


def test_an_answer_becomes_a_question_and_its_replies_go_with_it(
    app: Flask, browser: Any, counters_right: Any, index_right: Any, told: Any
) -> None:
    question, author = ask(tags=("cramp",)), make_member()
    stays, goes = answer(question), answer(question, author)
    under = reply(reply(goes))
    beside = reply(question)
    split(make_moderator(), goes, TITLE, (), WHY, NOON)
    goes, under = fresh(goes), fresh(under)
    assert (goes.kind, goes.thread.title) == (PostKind.QUESTION, TITLE)
    assert goes.thread.author_id == author.id
    assert (under.thread_id, under.parent_id) == (goes.thread_id, goes.id)
    assert fresh(stays).thread_id == fresh(beside).thread_id == question.thread_id
    assert counts(question) == (1, 1, 0)
    assert counts(goes) == (0, 2, 0)
    assert counters_right()
    assert index_right()
    assert told(author) == [f"a moderator: Your answer was made a question of its own: {WHY}"]


def test_each_page_leads_to_the_other(app: Flask, browser: Any) -> None:
    question = ask(title="Where it came up")
    post = answer(question)
    split(make_moderator(), post, TITLE, (), WHY, NOON)
    new_id = fresh(post).thread_id
    assert f'href="/questions/{new_id}/may-i-take-magnesium-every-day"' in page(browser, question)
    assert f'href="/questions/{question.thread_id}/where-it-came-up"' in page(browser, post)
    hide(make_moderator(), fresh(post), "Spam.", NOON)
    assert TITLE not in page(browser, question)


def test_an_accepted_answer_comes_along_with_its_votes_and_marks(
    app: Flask, counters_right: Any, index_right: Any
) -> None:
    asker, curious, reader = make_member(), make_member(), make_member()
    question = ask(asker)
    accepted, aside = answer(question), reply(question, curious)
    actions.vote(reader, accepted)
    actions.mark_helped(asker, accepted)
    actions.mark_helped(reader, fresh(accepted))
    assert fresh(accepted).helped_asker
    split(make_moderator(), fresh(aside), TITLE, (accepted.id,), WHY, NOON)
    accepted = fresh(accepted)
    assert accepted.thread_id == fresh(aside).thread_id
    assert (accepted.kind, accepted.score, accepted.helped_count) == (PostKind.ANSWER, 1, 2)
    # It helped whoever asked the other question, who is a reader of this one.
    assert not accepted.helped_asker
    assert counts(accepted) == (1, 0, 2)
    assert counts(question) == (0, 0, 0)
    assert counters_right()


def test_an_accepted_answer_stays_accepted_where_the_asker_is_the_same(
    app: Flask, counters_right: Any, index_right: Any
) -> None:
    asker = make_member()
    question = ask(asker)
    accepted, aside = answer(question), reply(question, asker)
    actions.mark_helped(asker, accepted)
    split(make_moderator(), aside, TITLE, (accepted.id,), WHY, NOON)
    assert fresh(accepted).helped_asker
    assert counters_right()


def test_an_accepted_answer_can_become_the_question_and_its_undo_accepts_it_again(
    app: Flask, counters_right: Any, index_right: Any
) -> None:
    asker, moderator = make_member(), make_moderator()
    accepted = answer(ask(asker))
    actions.mark_helped(asker, accepted)
    split(moderator, fresh(accepted), TITLE, (), WHY, NOON)
    assert counters_right()
    assert index_right()
    act = queries.newest_act()
    assert act is not None
    undo(moderator, act, fresh(accepted), SOON)
    assert fresh(accepted).helped_asker
    assert counts(accepted) == (1, 0, 1)
    assert counters_right()


def test_a_reply_takes_along_what_speaks_to_it(
    app: Flask, counters_right: Any, index_right: Any
) -> None:
    question = ask()
    post = answer(question)
    first, other = reply(post), reply(post)
    second = reply(first)
    split(make_moderator(), first, TITLE, (), WHY, NOON)
    moved = fresh(second)
    assert (moved.thread_id, moved.parent_id, moved.reply_to_id) == (
        fresh(first).thread_id,
        first.id,
        first.id,
    )
    assert fresh(other).thread_id == question.thread_id
    assert counters_right()


def test_search_lists_and_feeds_follow(app: Flask, browser: Any) -> None:
    question = ask(title="Heavy legs at night", tags=("legs",))
    post = answer(question, body="Some take magnesium, and may I ask about that.")
    split(make_moderator(), post, TITLE, (), WHY, NOON)
    visitor, new = browser(), f"/questions/{fresh(post).thread_id}/"
    results = visitor.get("/search", query_string={"q": "magnesium"}).text
    assert new in results
    assert f"/questions/{question.thread_id}/" not in results
    for path in ("/questions", "/tags/legs", "/feeds/questions.atom", "/feeds/tags/legs.atom"):
        assert new in visitor.get(path).text, path
    old = visitor.get(f"/feeds/questions/{question.thread_id}.atom").text
    assert f"/posts/{post.id}<" not in old


def test_aliases_are_the_same_in_both(app: Flask) -> None:
    member, question = make_member(), ask()
    post = answer(question, member, alias=True)
    name = post.alias
    split(make_moderator(), post, TITLE, (), WHY, NOON)
    post = fresh(post)
    assert post.thread.alias == post.alias == name
    assert reply(post, member, alias=True).alias == name
    assert reply(fresh(question), member, alias=True).alias == name
    assert follows(member.id, Followable.THREAD, post.thread_id)


def test_the_undo_puts_everything_back_and_the_new_address_leads_there(
    app: Flask, browser: Any, counters_right: Any, index_right: Any
) -> None:
    moderator, question = make_moderator(), ask(tags=("cramp",))
    first = answer(question)
    under, speaking = reply(first), reply(reply(first))
    other = answer(question)
    columns = (Post.id, Post.thread_id, Post.kind, Post.parent_id, Post.reply_to_id)
    before = db.session.execute(select(*columns).order_by(Post.id)).all()
    split(moderator, under, TITLE, (other.id,), WHY, NOON)
    new_id = fresh(under).thread_id
    added = reply(fresh(under))
    act = queries.newest_act()
    assert act is not None
    undo(moderator, act, fresh(under), SOON)
    after = db.session.execute(select(*columns).order_by(Post.id)).all()
    assert after[:-1] == before
    assert (fresh(added).thread_id, fresh(added).parent_id) == (question.thread_id, first.id)
    assert fresh(speaking).thread_id == question.thread_id
    assert counters_right()
    assert index_right()
    answered = browser().get(f"/questions/{new_id}")
    assert (answered.status_code, answered.location.split("/")[2]) == (301, str(question.thread_id))
    for path in ("/questions", "/tags/cramp", "/feeds/questions.atom"):
        assert TITLE not in browser().get(path).text
    assert TITLE not in page(browser, question)


def test_who_takes_a_split_back_comes_to_where_the_answer_stands_again(
    app: Flask, browser: Any
) -> None:
    by, question = make_moderator(), ask()
    post, moderator = answer(question), browser(by)
    path = f"/moderation/posts/{post.id}/split"
    assert moderator.post(path, data={"title": TITLE, "reason": WHY}).status_code == 303
    assert fresh(post).thread_id != question.thread_id
    act = queries.newest_act(ModerationAct.actor_id == by.id)
    assert act is not None
    undone = moderator.post(f"/moderation/log/{act.id}/undo", data={"back": "/moderation"})
    assert undone.location.endswith(f"#post-{post.id}")
    shown = moderator.get(undone.location, follow_redirects=True)
    assert shown.request.path.startswith(f"/questions/{question.thread_id}/")
    assert f'id="post-{post.id}"' in shown.text
    assert "Undone. It is back in its place." in shown.text


def test_what_was_split_can_be_merged_back_for_ever(
    app: Flask, counters_right: Any, index_right: Any
) -> None:
    question = ask()
    post = answer(question)
    split(make_moderator(), post, TITLE, (), WHY, NOON)
    merge(make_moderator(), fresh(post), question.thread_id, "It belongs here.", NOON)
    assert fresh(post).thread_id == question.thread_id
    assert counters_right()


def test_nothing_of_another_thread_and_no_question_comes_along(app: Flask, log: Any) -> None:
    moderator, question = make_moderator(), ask()
    post = answer(question)
    for also in ((answer(ask()).id,), (question.id,), (999,)):
        with pytest.raises(AlreadyChanged):
            split(moderator, fresh(post), TITLE, also, WHY, NOON)
        db.session.rollback()
    question = fresh(question)
    hidden = answer(question)
    hide(moderator, hidden, "Spam.", NOON)
    for refused in (hidden, question):
        with pytest.raises(AlreadyChanged):
            split(moderator, fresh(refused), TITLE, (), WHY, NOON)
        db.session.rollback()
    assert len(db.session.scalars(select(Thread.id)).all()) == 2


def test_the_form_offers_the_rest_of_the_thread_and_keeps_what_was_chosen(
    app: Flask, browser: Any
) -> None:
    question = ask()
    post, other = answer(question), answer(question, body="Something <b>else</b>.")
    moderator = browser(make_moderator())
    path = f"/moderation/posts/{post.id}/split"
    assert "Something &lt;b&gt;else" in moderator.get(path).text
    refused = moderator.post(path, data={"title": "", "also": str(other.id)})
    assert refused.status_code == 422
    assert f'checked id="also-0" name="also" type="checkbox" value="{other.id}"' in refused.text
    sent = moderator.post(path, data={"title": TITLE, "also": str(other.id)})
    assert sent.status_code == 303
    assert "may-i-take-magnesium" in sent.location
    assert fresh(other).thread_id == fresh(post).thread_id != question.thread_id
