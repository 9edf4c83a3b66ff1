"""No moderation route is reached by guessing its address: every route against every role.

The routes are found from the application, so that a new one is tried without anybody adding it.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from factories import answer, ask, make_member, make_moderator
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from forum.db import db, utcnow
from forum.moderation.people.actions import state_of, suspend
from forum.permissions import Role, Verb
from forum.threads.models import Post

# The log has a public part; undoing asks whose act it was, and clinicians judge banners.
OPEN = ("moderation.log",)
CLINICIANS = ("moderation.undo", "moderation.post_banner", "moderation.post_withdraw")
SENT = {"reason": "It is spam, and I say so.", "text": "A note.", "title": "Another title here"}


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every route of moderators, with its verb's name where it has one."""
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if rule.rule.startswith("/moderation") and rule.endpoint not in OPEN:
            yield rule, rule.endpoint


def address(app: Flask, rule: Rule, post: Post, username: str) -> str:
    given = {"thread_id": post.thread_id, "post_id": post.id, "username": username}
    values = {name: given.get(name, 1) for name in rule.arguments}
    method = "GET" if "GET" in (rule.methods or ()) else "POST"
    return app.url_map.bind("127.0.0.1:8000").build(rule.endpoint, values, method=method)


def digest() -> str:
    total = sha256()
    for table in db.metadata.sorted_tables:
        rows = sorted(str(row) for row in db.session.execute(select(table)))
        total.update("\n".join([table.name, *rows]).encode())
    db.session.rollback()
    return total.hexdigest()


def test_every_moderation_route_refuses_everyone_but_staff(app: Flask, browser: Any) -> None:
    author, other = make_member("rowan"), make_member()
    posts = [answer(ask(), author), answer(ask(), author, alias=True)]
    clinician, suspended = make_member("", Role.CLINICIAN), make_moderator()
    day = utcnow().date().replace(year=utcnow().year + 1)
    by = make_member("", Role.ADMINISTRATOR)
    suspend(by, suspended, day, "Pressed too much.", utcnow(), seen=state_of(suspended))
    browsers = {member: browser(member) for member in (None, author, other, clinician, suspended)}
    before, tried = digest(), 0
    for rule, endpoint in routes(app):
        for post in posts if rule.arguments else posts[:1]:
            path = address(app, rule, post, "rowan")
            for member, client in browsers.items():
                if member is clinician and endpoint in CLINICIANS:
                    continue
                for method in {"GET", "POST"} & set(rule.methods or ()):
                    reply = client.open(path, method=method, data=SENT, buffered=True)
                    tried += 1
                    if member is None:
                        allowed: tuple[int, ...] = (303,) if method == "GET" else (401,)
                        to_sign_in = reply.headers.get("Location", "/sign-in").split("?")[0]
                        assert to_sign_in == "/sign-in", path
                    else:
                        allowed = (403,)
                    known = {"thread_id", "post_id", "username"} >= set(rule.arguments)
                    assert reply.status_code in (allowed if known else (*allowed, 404)), (
                        method,
                        path,
                        member and member.roles,
                    )
    assert digest() == before
    assert tried > 400


def test_every_moderation_route_has_a_verb_of_moderators(app: Flask) -> None:
    for rule, endpoint in routes(app):
        verb = getattr(app.view_functions[endpoint], "gate", None)
        assert isinstance(verb, Verb), rule.rule
        assert verb not in (Verb.BROWSE, Verb.READ, Verb.HAVE_ACCOUNT), rule.rule


def test_staff_reach_every_page_of_a_member(app: Flask, browser: Any) -> None:
    make_member("rowan")
    for role in (Role.MODERATOR, Role.ADMINISTRATOR):
        staff = browser(make_member("", role))
        for path, status in (
            ("/moderation/members", 200),
            ("/moderation/members/rowan", 200),
            ("/moderation/members/rowan/suspend", 200),
            ("/moderation/members/rowan/silence", 200),
            ("/moderation/members/rowan/lift", 409),
            ("/moderation/members/rowan/message", 200),
            ("/moderation/members/rowan/warn", 200),
            ("/moderation/members/rowan/verify", 200),
            ("/moderation/members/rowan/end-verification", 409),
            ("/moderation/members/nobody", 404),
        ):
            assert staff.get(path).status_code == status, path
