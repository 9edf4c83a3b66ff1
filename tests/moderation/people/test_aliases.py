"""Only a moderator looks behind an alias, with a reason, and the member learns of it."""

from __future__ import annotations

from typing import Any

from factories import NOON, answer, ask, make_member, make_moderator, reply
from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.db import db
from forum.moderation.actions import close, hide
from forum.moderation.models import ModerationAct
from forum.permissions import Role, Verb
from forum.threads.models import Post
from forum.threads.queries import load_post

WHY = "Someone may be in danger."


def look(app: Any, by: Any, post: Post, reason: str = WHY) -> Any:
    return app.test_client(user=by).post(
        f"/moderation/posts/{post.id}/alias", data={"reason": reason}
    )


def test_a_look_tells_the_moderator_the_log_and_the_member(app, log, told) -> None:
    moderator, member = make_moderator(), make_member("rowan")
    post = answer(ask(), member, alias=True)
    seen = look(app, moderator, post)
    assert f"{post.alias} is rowan" in seen.text
    assert seen.cache_control.no_store
    assert log() == [(Verb.LOOK_BEHIND, moderator.id, None, post.id, WHY, {}, {})]
    assert told(member) == [("look", WHY)]
    for path in ("/inbox", "/account/standing"):
        page = app.test_client(user=member).get(path).text
        assert WHY in page, path
        assert moderator.username not in page, path


def test_nobody_looks_without_a_reason(app, log, told) -> None:
    member = make_member("rowan")
    post = answer(ask(), member, alias=True)
    for reason in ("", "   ", "because"):
        refused = look(app, make_moderator(), post, reason)
        assert refused.status_code == 422
        assert "rowan" not in refused.text
    assert (
        app.test_client(user=make_moderator())
        .get(f"/moderation/posts/{post.id}/alias")
        .text.count("rowan")
        == 0
    )
    assert (log(), told(member)) == ([], [])


def test_what_was_seen_cannot_be_unseen(app, log) -> None:
    moderator = make_moderator()
    look(app, moderator, answer(ask(), make_member("rowan"), alias=True))
    act_id = db.session.scalars(select(ModerationAct.id)).one()
    undone = app.test_client(user=moderator).post(f"/moderation/log/{act_id}/undo")
    assert undone.status_code == 409
    assert len(log()) == 1


def test_who_may_look(app, log) -> None:
    member = make_member("rowan")
    post, named = answer(ask(), member, alias=True), answer(ask(), member)
    clinician = make_member("", Role.CLINICIAN)
    for someone, status in ((make_member(), 403), (clinician, 403), (member, 403)):
        assert look(app, someone, post).status_code == status
    path = f"/moderation/posts/{post.id}/alias"
    assert app.test_client().post(path, data={"reason": WHY}).status_code == 401
    assert look(app, make_moderator(), named).status_code == 403
    own = answer(ask(), moderator := make_moderator(), alias=True)
    assert look(app, moderator, own).status_code == 403
    assert log() == []
    assert look(app, make_member("", Role.ADMINISTRATOR), post).status_code == 200


def test_no_moderators_page_names_who_is_behind_an_alias(app, browser) -> None:
    member, moderator = make_member("rowan"), make_moderator()
    question = ask(member, alias=True)
    post = answer(ask(), member, alias=True)
    hide(moderator, post, "Spam.", NOON)
    look(app, moderator, question)
    reader = browser(make_moderator())
    for path in (
        "/moderation",
        "/moderation/log",
        "/moderation/log.csv",
        "/moderation/log.jsonl",
        f"/moderation/threads/{post.thread_id}",
        f"/moderation/threads/{question.thread_id}",
        f"/posts/{post.id}",
        f"/posts/{question.id}",
        f"/posts/{post.id}/revisions",
    ):
        page = reader.get(path, follow_redirects=True, buffered=True)
        assert page.status_code == 200, path
        assert "rowan" not in page.text, path
    history = reader.get("/moderation/members/rowan").text
    assert 'class="log-line"' not in history


def test_who_asks_under_an_alias_to_have_their_question_opened_again_stays_under_it(
    app, browser
) -> None:
    member, moderator = make_member("rowan"), make_moderator()
    question = load_post(ask(member, alias=True).id)
    close(moderator, question, "It seems to be settled.", NOON)
    for someone, words in ((member, "It still hurts me."), (make_member("linnet"), "Mine, too.")):
        asked = browser(someone).post(
            f"/threads/{question.thread_id}/ask-reopening", data={"text": words}
        )
        assert asked.status_code == 303
    page = browser(moderator).get("/moderation").text
    assert f"<b>{question.alias}</b>" in page
    assert "It still hurts me." in page
    assert "<b>linnet</b>" in page
    assert "rowan" not in page


def test_the_public_log_says_that_someone_looked_and_not_where(app, browser) -> None:
    post = answer(ask(), make_member("rowan"), alias=True)
    look(app, make_moderator(), post)
    public = browser().get("/moderation/log").text
    assert "looked at behind its alias" in public
    assert f"/posts/{post.id}" not in public
    assert WHY not in public


def test_an_alias_is_the_same_in_a_thread_and_another_elsewhere(app) -> None:
    member = make_member()
    question, elsewhere = ask(member, alias=True), ask()
    post = reply(answer(question), member, alias=True)
    assert post.alias == question.alias == question.thread.alias
    other = answer(elsewhere, member, alias=True)
    assert reply(other, member, alias=True).alias == other.alias
    named = reply(question, member)
    assert named.alias is None
    assert db.session.get(Post, post.id).alias == post.alias


def test_muting_someone_says_nothing_of_their_aliases(app, browser) -> None:
    member, reader = make_member("rowan"), make_member()
    question = ask(reader)
    accounts.mute(reader, member)
    hidden = answer(question, member, alias=True)
    page = browser(reader).get(f"/posts/{question.id}", follow_redirects=True).text
    assert "muted-post" not in page
    assert f"{hidden.alias}</span> answered your question" in browser(reader).get("/inbox").text


def test_no_page_says_who_is_behind_an_alias(app, browser) -> None:
    """Every address of the site that names no member, for everyone who might look."""
    member = make_member("rowan")
    question = ask(member, alias=True, tags=("cramp",))
    post = answer(question, alias=True)
    reply(post, member, alias=True)
    given = {"thread_id": question.thread_id, "slug": question.thread.slug, "name": "cramp"}
    given |= {"post_id": question.id, "kind": "tag", "filename": "css/base.css"}
    readers = [browser(someone) for someone in (None, make_member(), make_moderator())]
    tried = 0
    for rule in app.url_map.iter_rules():
        if "username" in rule.arguments or "GET" not in (rule.methods or ()):
            continue
        wanted = {name: given.get(name, 1) for name in rule.arguments}
        path = app.url_map.bind("127.0.0.1:8000").build(rule.endpoint, wanted)
        for reader in readers:
            page = reader.get(f"{path}?q=canal", buffered=True)
            assert "rowan" not in page.get_data(as_text=True), path
            tried += 1
    assert tried > 100
