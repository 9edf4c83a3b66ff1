"""One real site for all pages: something of everything on it, and three people who look at it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import factories
import pytest
from browser.pages import ASKERS, PAGES, SILENCED
from clients import Browser
from flask import Flask
from flask_migrate import upgrade
from journeys.conftest import chromium, free_port
from playwright.sync_api import expect
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from forum import create_app
from forum.accounts.actions import ask_for_address
from forum.accounts.models import Member
from forum.accounts.sessions import token_hash
from forum.db import db, utcnow, writing
from forum.inbox.actions import tell
from forum.inbox.mailing import stop_link
from forum.inbox.models import NotificationKind
from forum.library.actions import load_starter
from forum.moderation.actions.flags import FlagDraft, flag
from forum.moderation.models import FlagReason
from forum.moderation.people.actions import silence, state_of
from forum.permissions import ThreadKind
from forum.threads.actions import bookmark, mark_helped, vote
from forum.threads.models import Post, Thread
from forum.topics.models import Topic, TopicKind

__all__ = ["chromium"]

expect.set_options(timeout=20_000)  # other workers are busy meanwhile

TOKEN = "token-of-the-link"
LONG = "A word about shoes. " * 12 + "https://example.org/" + "a-very-long-address-" * 8


@dataclass(frozen=True)
class Forum:
    """A running forum, the cookies of who is signed in, and the path of each of its pages."""

    address: str
    cookies: dict[str, str]
    paths: dict[str, str]


@pytest.fixture(scope="session")
def forum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forum]:
    """The forum, served from here: `tests/journeys` starts it as `make run` does."""
    data_dir, port = tmp_path_factory.mktemp("forum"), free_port()
    app = create_app({"DATA_DIR": str(data_dir), "PORT": port, "LOG_LEVEL": "ERROR"})
    app.test_client_class = Browser
    filled = fill(app, f"http://127.0.0.1:{port}")
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Silent)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield filled
    server.shutdown()
    serving.join()
    server.server_close()


class Silent(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


def fill(app: Flask, address: str) -> Forum:
    """Write the starter library, a question with all that can hang under it, and flags."""
    with app.app_context(), writing():
        upgrade()
        load_starter(utcnow())
        asker, helper = factories.make_member("willow"), factories.make_member("rowan")
        keeper = factories.make_moderator("alder")
        question, answer, reply = write(asker, helper)
        draft = FlagDraft(FlagReason.DANGEROUS, LONG)
        for member in (asker, keeper):
            flag(member, reply, draft, utcnow(), hold_at=99)
        silenced = restrict(keeper, factories.make_member("hazel"))
        change_address(asker)
        people = {"member": asker, "moderator": keeper, SILENCED: silenced}
        cookies = {role: cookie_of(app, member) for role, member in people.items()}
        filled = Forum(address, cookies, paths_of(app, question, answer, reply))
        db.session.remove()
        db.engine.dispose()
    return filled


def write(asker: Member, helper: Member) -> tuple[Post, Post, Post]:
    """Return a question with long words, its answer, and a reply under an alias."""
    question = factories.ask(
        asker,
        title="A calf that cramps in the night, and a question about Donaudampfschifffahrtsschuhe",
        body=LONG,
        tags=("sleep",),
        areas=(first_area(),),
        now=utcnow(),
    )
    answer = factories.answer(question, helper, body=f"{LONG}\n\n> quoted\n\n- a list")
    factories.reply(answer, asker)
    reply = factories.reply(question, helper, alias=True, body="Stop taking your blood thinner.")
    # What no thread can say: it stays unread, though others read the thread.
    about = {"thread_id": question.thread_id, "post_id": question.id}
    tell(asker.id, NotificationKind.MESSAGE, **about, actor_name="A moderator", detail=LONG)
    vote(asker, answer)
    mark_helped(asker, answer)
    bookmark(asker, question.thread)
    return question, answer, reply


def restrict(keeper: Member, member: Member) -> Member:
    """Silence a member, who may appeal against it."""
    silence(keeper, member, None, LONG, utcnow(), seen=state_of(member))
    return member


def change_address(member: Member) -> None:
    """Let a member wish for a long address, which they have still to confirm."""
    email = f"{'willow-by-the-water-' * 3}@{'a-long-name-' * 4}x.example.org"
    ask_for_address(member, email, token_hash(TOKEN), utcnow())


def first_area() -> Topic:
    """One of the body areas."""
    areas = select(Topic).where(Topic.kind == TopicKind.AREA).order_by(Topic.id).limit(1)
    return db.session.scalars(areas).one()


def cookie_of(app: Flask, member: Member) -> str:
    """Sign a member in, and return the cookie."""
    browser = app.test_client(user=member)
    with browser.session_transaction() as session:
        session["fs_paa"] = time.time()  # the password was given just now
    cookie = browser.get_cookie("session")
    assert cookie is not None
    return cookie.value


def paths_of(app: Flask, question: Post, answer: Post, reply: Post) -> dict[str, str]:
    """Return the path of every page that is looked at, with arguments that exist."""
    article = db.session.scalars(select(Thread).where(Thread.kind == ThreadKind.ARTICLE)).first()
    assert article is not None
    given = {
        "thread_id": answer.thread_id,
        "post_id": answer.id,
        "slug": answer.thread.slug,
        "username": "rowan",
        "name": "sleep",
        "token": TOKEN,
        "stop_token": stop_link(question.author_id).rpartition("/")[2],
    }
    of_page: dict[str, dict[str, str | int]] = {
        "pages.article": {"slug": article.slug},
        "pages.area": {"name": first_area().name},
        "moderation.look_behind": {"post_id": reply.id},
        **{page: {"post_id": question.id} for page in ASKERS},
    }
    urls = app.url_map.bind("127.0.0.1")
    names = {rule.endpoint: rule.arguments for rule in app.url_map.iter_rules()}
    return {
        page: urls.build(
            page, {n: (given | of_page.get(page, {}))[n] for n in names[page]}, method="GET"
        )
        for page in PAGES
    }
