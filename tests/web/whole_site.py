"""A site with something of everything on it, and an address for every route.

Tests that hold for all routes walk over these. A new route is found by itself; where its argument
is a new one, a value that leads somewhere belongs below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import factories
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from people import PASSWORD
from werkzeug.routing import Rule

from forum.accounts.models import Member
from forum.db import db, utcnow
from forum.inbox.mailing import stop_link
from forum.library.actions import import_document
from forum.library.documents import Document
from forum.permissions import Role


@dataclass
class Site:
    """What is on it, and who uses it."""

    app: Flask
    asker: Member
    helper: Member
    moderator: Member
    administrator: Member
    thread_id: int
    slug: str
    question_id: int
    answer_id: int

    def browsers(self) -> dict[str, FlaskClient]:
        """A browser for a visitor and for each kind of member."""
        members = {
            "asker": self.asker,
            "helper": self.helper,
            "moderator": self.moderator,
            "administrator": self.administrator,
        }
        signed_in = {name: self.app.test_client(user=member) for name, member in members.items()}
        return {"visitor": self.app.test_client(), **signed_in}

    def address(self, rule: Rule) -> str:
        """The address of a route, with arguments that exist."""
        given = {
            "thread_id": self.thread_id,
            "post_id": self.answer_id,
            "slug": self.slug,
            "username": "willow",
            "name": "sleep",
            "kind": "tag",
            "token": "ImNsYWltIg.x.y",
            "stop_token": stop_link(self.asker.id).rpartition("/")[2],
            "filename": "css/base.css",
            "notification_id": 1,
            "sign_in_id": 1,
            "number": 1,
        }
        of_route = {
            "pages.article": {"slug": "calves-at-night"},
            "pages.area": {"name": "calf-shin"},
            "bootstrap.static": {"filename": "css/bootstrap.min.css"},
        }
        values = given | of_route.get(rule.endpoint, {})
        adapter = self.app.url_map.bind("127.0.0.1:8000")
        wanted = {name: values.get(name, 1) for name in rule.arguments}
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        return adapter.build(rule.endpoint, wanted, method=method)

    def addresses(self, method: str) -> Iterator[tuple[str, str]]:
        """Every endpoint that takes `method`, with its address."""
        for rule in sorted(self.app.url_map.iter_rules(), key=str):
            if method in (rule.methods or ()):
                yield rule.endpoint, self.address(rule)


def make_site(app: Flask) -> Site:
    """Fill an empty site: a pinned article, and a question with an answer and replies."""
    article = Document("Calves at night", "calves-at-night", "## Why\n\nCalves tire.", "d" * 64)
    import_document(article, utcnow(), pin=1)
    asker, helper = factories.make_member("willow"), factories.make_member("rowan")
    question = factories.ask(asker, tags=("sleep",), areas=(factories.make_area(),))
    answer = factories.answer(question, helper)
    factories.reply(answer, asker)
    factories.reply(question, helper, alias=True)
    moderator = factories.make_moderator("alder")
    administrator = factories.make_member("linden", Role.ADMINISTRATOR)
    for member in (asker, helper, moderator, administrator):
        member.password = hash_password(PASSWORD)
    db.session.commit()
    return Site(
        app=app,
        asker=asker,
        helper=helper,
        moderator=moderator,
        administrator=administrator,
        thread_id=question.thread_id,
        slug=question.thread.slug,
        question_id=question.id,
        answer_id=answer.id,
    )
