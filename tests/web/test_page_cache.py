"""Two workers on one database: each has a cache and a stamp of its own."""

from __future__ import annotations

import contextvars
import gzip
import json
import logging
import weakref
from contextlib import closing
from functools import partial
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from factories import answer, ask, make_member
from flask import Flask
from werkzeug.test import Client, EnvironBuilder, TestResponse

from forum.db import db
from forum.threads.actions import vote
from forum.threads.queries import load_post
from forum.web import limits
from forum.web.base_url import WsgiApp, with_base_url
from forum.web.headers import with_headers
from forum.web.logs import ANSWERS, ROUTE, JsonLines, with_log
from forum.web.page_cache import EVERYONES, Kept, PageCache, Store, with_page_cache
from forum.web.stamp import Stamp

ARTICLES = "/articles"


class Worker:
    """A process that serves; it answers as it would, without looking at the test's session."""

    def __init__(self, app: Flask, answer: WsgiApp | None = None) -> None:
        inner = answer or with_base_url(partial(Flask.wsgi_app, app), app.config["BASE_URL"])
        bare: Any = SimpleNamespace(wsgi_app=inner, app_context=app.app_context)
        self.cache = PageCache(bare, 20)
        self._client = Client(with_log(with_headers(self.cache, "")), use_cookies=False)

    def open(self, path: str, method: str = "GET", **headers: str) -> TestResponse:
        db.session.commit()
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return contextvars.Context().run(self._client.open, path, method=method, headers=sent)


@pytest.fixture
def workers(app):
    workers = Worker(app), Worker(app)
    yield workers
    for worker in workers:
        worker.cache.close()


@pytest.fixture
def worker(one_app):
    """One of them, on SQLite alone."""
    worker = Worker(one_app)
    yield worker
    worker.cache.close()


@pytest.fixture
def drawn(queries):
    """Say whether an answer was drawn anew: then statements ran."""

    def was_drawn(worker, path, **headers):
        with queries() as counted:
            worker.open(path, **headers)
        return len(counted) > 0

    return was_drawn


@pytest.fixture
def stays(drawn):
    """Say whether an answer is kept once it was drawn.

    Asked a few times: PostgreSQL numbers the commits of all databases of a server, and beside this
    one other tests commit in theirs.
    """

    def is_kept(worker, path, **headers):
        for _ in range(50):
            worker.open(path)
            if not drawn(worker, path, **headers):
                return True
        return False

    return is_kept


def page_of(question):
    return f"/questions/{question.thread_id}/{question.thread.slug}"


def test_the_second_visitor_gets_what_the_first_got_without_a_query(workers, stays):
    question = ask(tags=("cramp",))
    feed = f"/feeds/questions/{question.thread_id}.atom"
    for path in ("/", "/questions?sort=active", page_of(question), "/tags/cramp", feed):
        first = workers[0].open(path)
        assert stays(workers[0], path), path
        again = workers[0].open(path)
        assert (again.status, again.data) == (first.status, first.data)
        ids = [answered.headers.pop("X-Request-Id") for answered in (first, again)]
        assert ids[0] != ids[1]
        headers = [{k: v for k, v in got.headers if k != "Date"} for got in (first, again)]
        assert headers[0] == headers[1]


def test_what_is_written_shows_at_once_in_every_worker(workers):
    question = ask()
    paths = (page_of(question), "/questions", "/")
    for number in range(2):
        for worker in workers:
            for path in paths:
                worker.open(path)
        answer(load_post(question.id), body=f"Number {number} of what is quite new.")
        for worker in workers:
            assert f"Number {number} of what" in worker.open(paths[0]).text
            assert f"{number + 1} answer" in worker.open("/questions").text


def test_a_vote_shows_at_once(workers):
    question = ask()
    for worker in workers:
        assert "Useful · 1" not in worker.open(page_of(question)).text
    vote(make_member(), load_post(question.id))
    for worker in workers:
        assert "Useful · 1" in worker.open(page_of(question)).text


def test_what_a_worker_writes_itself_shows_in_it(app, workers, sign_in):
    question = ask()
    page, form = page_of(question), f"/threads/{question.thread_id}/answer"
    assert "Sit down" not in workers[0].open(page).text
    sign_in(make_member()).post(form, data={"body": "Sit down and pull your toes up."})
    assert "Sit down" in workers[0].open(page).text


def test_a_members_page_is_neither_kept_nor_taken_from_what_is_kept(workers, sign_in, drawn):
    question = ask()
    member = make_member("Wren")
    cookie = f"session={sign_in(member).get_cookie('session').value}"
    for path in ("/", page_of(question)):
        assert "Sign out" in workers[0].open(path, Cookie=cookie).text
        assert "Sign in" in workers[0].open(path).text
        own = workers[0].open(path, Cookie=cookie)
        assert "Sign out" in own.text
        assert own.cache_control.no_store
        assert "Sign out" not in workers[0].open(path).text
    assert drawn(workers[0], "/", Cookie=cookie)


@pytest.mark.parametrize(
    "cookie", ["session=x", "remember=x", "other=1; theme=dark", "__Host-session="]
)
def test_whoever_brings_another_cookie_is_answered_anew(worker, drawn, cookie):
    worker.open(ARTICLES)
    assert drawn(worker, ARTICLES, Cookie=cookie)


@pytest.mark.parametrize("cookie", ["theme=\xff", "other=caf\xe9", "session=\xff\xfe"])
def test_a_cookie_that_is_no_text_breaks_nothing(worker, cookie):
    assert worker.open("/rules", Cookie=cookie).status_code == 200


def test_the_preferences_have_pages_of_their_own(workers):
    cookies = ("theme=dark", "theme=light", "theme=dark; region=US", "region=US")
    plain = workers[0].open("/").text
    pages = [workers[0].open("/", Cookie=cookie).text for cookie in cookies]
    assert [workers[0].open("/", Cookie=cookie).text for cookie in cookies] == pages
    assert workers[0].open("/").text == plain
    assert len({plain, *pages}) == 5
    assert 'data-theme="dark"' in pages[0]
    assert "911" in pages[3]
    assert "911" not in plain


def test_only_who_can_read_gzip_gets_it(workers):
    plain = workers[0].open("/")
    packed = workers[0].open("/", Accept_Encoding="gzip")
    assert workers[0].open("/").data == plain.data
    again = workers[0].open("/", Accept_Encoding="gzip")
    assert again.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(again.data) == gzip.decompress(packed.data) == plain.data


def test_who_has_the_page_is_told_that_it_is_the_same(workers, stays):
    question = ask()
    path = page_of(question)
    tag = workers[0].open(path).headers["ETag"]
    assert stays(workers[0], path, If_None_Match=tag)
    answered = workers[0].open(path, If_None_Match=tag)
    assert (answered.status_code, answered.data) == (304, b"")
    assert answered.headers["ETag"] == tag
    assert "Content-Security-Policy" in answered.headers
    assert not {"Content-Type", "Content-Length"} & set(answered.headers.keys())
    answer(load_post(question.id))
    assert workers[0].open(path, If_None_Match=tag).status_code == 200


def test_a_head_has_the_headers_alone(worker, drawn):
    assert worker.open(ARTICLES, "HEAD").data == b""
    page = worker.open(ARTICLES)
    head = worker.open(ARTICLES, "HEAD")
    assert head.data == b""
    assert head.headers["Content-Length"] == page.headers["Content-Length"]
    assert not drawn(worker, ARTICLES, method="HEAD")


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/questions/99", "GET", 404),
        ("/tags/nowhere", "GET", 404),
        ("/articles?x=%00", "GET", 400),
        ("/articles", "POST", 405),
        ("/account/bookmarks", "GET", 303),
        ("/questions/ask", "GET", 303),
    ],
)
def test_errors_redirects_and_posts_are_never_kept(worker, path, method, status):
    with mock.patch.object(Store, "put") as put:
        assert worker.open(path, method).status_code == status
    put.assert_not_called()


def test_what_is_for_machines_or_counted_is_asked_for_each_time(workers, drawn):
    for path in ("/readyz", "/search?q=nothing", "/search?q=nothing"):
        workers[0].open(path)
        assert drawn(workers[0], path), path


def test_a_route_with_a_rate_limit_is_never_kept(worker):
    path = f"/threads/{ask().thread_id}/related"
    with (
        mock.patch.object(Store, "put") as put,
        mock.patch.object(limits, "is_limited", return_value=True),
    ):
        assert worker.open(path).status_code == 200
    put.assert_not_called()


@pytest.mark.parametrize("header", [("Set-Cookie", "a=b"), ("Cache-Control", "private, no-store")])
def test_an_answer_that_says_that_it_is_for_one_is_never_kept(one_app, header):
    def for_one(environ, start_response):
        environ[EVERYONES] = True
        start_response("200 OK", [("Content-Type", "text/html"), header])
        return [b"for one"]

    with mock.patch.object(Store, "put") as put:
        assert Worker(one_app, for_one).open("/").data == b"for one"
    put.assert_not_called()


def test_an_answer_that_is_kept_is_closed_once_it_was_read(one_app):
    class Answer(list):
        is_closed = False

        def close(self):
            self.is_closed = True

    answered = Answer([b"for", b" all"])

    def for_all(environ, start_response):
        environ |= {EVERYONES: True, ROUTE: "/"}
        start_response("200 OK", [("Content-Type", "text/html")])
        return answered

    with closing(Worker(one_app, for_all).cache) as cache:
        environ = EnvironBuilder().get_environ()
        assert cache(environ, mock.Mock()) == [b"for all"]
    assert answered.is_closed


def test_a_kept_answer_is_counted_and_logged_like_any_other(worker):
    worker.open("/tags")
    before = ANSWERS["2xx"]
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(json.loads(JsonLines().format(record)))
    log = logging.getLogger("forum")
    with (
        mock.patch.object(log, "handlers", [handler]),
        mock.patch.object(log, "level", logging.INFO),
    ):
        log.manager._clear_cache()
        answered = worker.open("/tags", X_Request_Id="0123456789abcdef")
    log.manager._clear_cache()
    assert answered.headers["X-Request-Id"] == "0123456789abcdef"
    assert ANSWERS["2xx"] == before + 1
    (line,) = lines
    assert (line["route"], line["status"], line["request"]) == ("/tags", 200, "0123456789abcdef")


def test_a_stamp_changes_with_a_commit_and_with_nothing_else(app):
    db.session.rollback()
    with closing(Stamp(db.engine)) as stamp, closing(Stamp(db.engine)) as other:
        before = stamp.read()
        assert other.read()
        make_member()
        assert stamp.read() != before
        # Several times, since other tests commit on the same PostgreSQL.
        assert any(stamp.read() == stamp.read() for _ in range(50))


def test_without_a_stamp_every_page_is_drawn(workers, drawn):
    workers[0].open(ARTICLES)
    with mock.patch.object(Stamp, "read", return_value=None):
        assert drawn(workers[0], ARTICLES)
        assert drawn(workers[0], ARTICLES)


def test_a_database_that_went_away_gives_no_stamp_and_then_another(one_app):
    with closing(Stamp(db.engine)) as stamp:
        assert stamp.read()
        stamp._connection.close()
        assert stamp.read() is None
        assert stamp.read()


def kept(body=b"", until=10.0**12):
    return Kept("/", [], body, until)


def test_a_store_forgets_what_was_drawn_before_a_commit():
    store = Store()
    assert store.get(("a",), "1") is None
    store.put(("a",), "1", kept())
    assert store.get(("a",), "1")
    assert store.get(("a",), "2") is None
    store.put(("a",), "1", kept())  # it was being drawn when the commit came
    assert store.get(("a",), "2") is None
    assert store.get(("a",), "1") is None


def test_a_store_keeps_nothing_for_too_long():
    store = Store()
    store.get(("a",), "1")
    store.put(("a",), "1", kept(until=0.0))
    assert store.get(("a",), "1") is None


def test_an_outdated_answer_takes_no_memory_once_another_is_kept():
    class Headers(list[tuple[str, str]]):
        """A part of an answer whose end can be seen."""

    headers = Headers()
    last_seen = weakref.ref(headers)
    store = Store()
    store.get(("a",), "1")
    store.put(("a",), "1", Kept("/", headers, b"", until=0.0))
    del headers
    assert last_seen() is not None
    store.put(("b",), "1", kept())
    assert last_seen() is None
    assert store.get(("b",), "1")


def test_a_full_store_drops_what_was_unused_for_longest():
    store = Store(most=250)
    store.get(("a",), "1")
    for name in ("a", "b"):
        store.put((name,), "1", kept(b"x" * 100))
    assert store.get(("a",), "1")
    store.put(("c",), "1", kept(b"x" * 100))
    assert store.get(("b",), "1") is None
    assert store.get(("a",), "1")
    assert store.get(("c",), "1")


def test_the_setting_takes_it_away(one_app):
    assert with_page_cache(one_app, 0) == one_app.wsgi_app
    assert isinstance(with_page_cache(one_app, 20), PageCache)


OF_A_STRANGER = [
    {"Host": "evil.example"},
    {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/e"},
    {"Forwarded": "host=evil.example;proto=https", "X-Original-URL": "/evil"},
    {"X-Rewrite-URL": "/evil", "X-HTTP-Method-Override": "POST"},
    {"X-Request-Id": "0123456789abcdef"},
    {"Accept": "application/json", "Accept-Language": "xx", "Accept-Charset": "utf-7"},
    {"Content-Type": "application/json", "Content-Length": "2"},
    {"Range": "bytes=0-5", "If-Range": "x"},
    {"Origin": "https://evil.example", "Referer": "https://evil.example/"},
    {"Authorization": "Bearer evil", "Authentication-Token": "evil"},
    {"Cookie": "theme=evil; region=evil"},
    {"Cookie": "theme=dark; theme=light"},
    {"Cookie": "=evil"},
    {"If-None-Match": "*"},
    {"User-Agent": "evil", "Purpose": "prefetch", "Sec-Fetch-Mode": "navigate"},
]


@pytest.mark.parametrize("sent", OF_A_STRANGER)
def test_what_a_stranger_sends_along_is_in_nobody_elses_page(one_app, sent) -> None:
    ask()
    asked_by_one = Worker(one_app), Worker(one_app)
    for path in ("/", "/questions", "/questions?sort=newest", ARTICLES):
        met, alone = (worker.open for worker in asked_by_one)
        for method in ("HEAD", "GET"):
            met(path, method=method, **sent)
        answers = [open_(path) for open_ in (met, alone)]
        first, second = ([*answer.headers.items(), answer.text] for answer in answers)
        different = {name for name in first if name not in second}
        assert all(item[0] == "X-Request-Id" for item in different), different
        assert "evil" not in answers[0].text
    for worker in asked_by_one:
        worker.cache.close()
