"""The two applications that the forum is measured against, under the same server.

`constant` is Flask and nothing else: 30 kB that never change. `thread` is the least that a page of
a thread can cost in Flask: one raw query and one small template.
"""

from __future__ import annotations

import os
import sqlite3
from threading import local
from typing import Any

from flask import Flask
from jinja2 import DictLoader, Environment

POSTS = 6
BODY = "It began three weeks ago & comes back at night, mostly after I have stood all day. " * 6
TEMPLATE = """<!doctype html><html lang="en"><head><title>{{ posts[0].title }}</title></head><body>
<h1>{{ posts[0].title }}</h1>
{% for post in posts %}<article id="post-{{ post.id }}"><h2>{{ post.author }}</h2>
<time>{{ post.created_at }}</time>{{ post.html | safe }}<p>{{ post.score }} votes</p></article>
{% endfor %}</body></html>"""
QUERY = """SELECT p.id, p.html, p.created_at, p.score, t.title, m.username AS author
FROM post p JOIN thread t ON t.id = p.thread_id JOIN member m ON m.id = p.author_id
WHERE p.thread_id = ? ORDER BY p.id"""

constant = Flask("constant")
constant.add_url_rule("/", view_func=lambda: PAGE)
PAGE = "x" * 30_000

thread = Flask("thread")
_template = Environment(autoescape=True, loader=DictLoader({"": TEMPLATE})).get_template("")
_kept = local()


@thread.get("/")
def show() -> str:
    """Show a thread of six posts."""
    return _template.render(posts=_connection().execute(QUERY, [1]).fetchall())


def _connection() -> Any:
    """Return this thread's connection, opened once."""
    if not hasattr(_kept, "connection"):
        _kept.connection = sqlite3.connect(os.environ["REFERENCE_DATABASE"])
        _kept.connection.row_factory = sqlite3.Row
    return _kept.connection


def make_database(path: str) -> None:
    """Write what `thread` shows."""
    connection = sqlite3.connect(path)
    connection.executescript("""
        CREATE TABLE member (id INTEGER PRIMARY KEY, username TEXT);
        CREATE TABLE thread (id INTEGER PRIMARY KEY, title TEXT);
        CREATE TABLE post (id INTEGER PRIMARY KEY, thread_id INTEGER, author_id INTEGER, html TEXT,
            created_at TEXT, score INTEGER);
        CREATE INDEX post_of_thread ON post (thread_id, id);
        INSERT INTO thread VALUES (1, 'Why does my calf cramp at night?');""")
    for number in range(1, POSTS + 1):
        connection.execute("INSERT INTO member VALUES (?, ?)", [number, f"Calm-Otter-{number}"])
        connection.execute(
            "INSERT INTO post VALUES (?, 1, ?, ?, '2026-01-31 12:00:00', ?)",
            [number, number, f"<p>{BODY.replace('&', '&amp;')}</p>", number],
        )
    connection.commit()
    connection.close()
