"""Wires the rooms into one application, and nothing else."""

from __future__ import annotations

import mimetypes
import sys
from collections.abc import Callable
from typing import Any

import flask
from flask import Flask, request
from flask_bootstrap import Bootstrap5
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import MapAdapter

from . import accounts, cli, inbox, library, moderation, pages, search, threads, topics
from .accounts.security import READ_ONLY_ENDPOINTS
from .config import ROOT, Settings
from .db import db, engine_options, set_writing
from .web import (
    addresses,
    bodies,
    chrome,
    errors,
    exchange,
    icons,
    installing,
    limits,
    logs,
    machines,
    origin,
    pieces,
    preferences,
    readable,
    static_files,
    transfer,
)
from .web import globals as template_globals
from .web.base_url import with_base_url
from .web.headers import with_headers
from .web.origin import SAFE_METHODS
from .web.page_cache import with_page_cache
from .web.signing import Sessions
from .web.templating import Templates

MAX_REQUEST_BYTES = 512 * 1024
ROOMS = (accounts, topics, inbox, threads, library, moderation, search, pages)


class Forum(Flask):
    """Flask, without its search for asynchronous functions: there are none."""

    request_class = exchange.Request
    response_class = exchange.Response
    session_interface = Sessions()
    url_rule_class = addresses.LateRule

    def create_url_adapter(self, request: flask.Request | None) -> MapAdapter | None:
        """Return what finds a request's route."""
        if request is None:
            return super().create_url_adapter(request)
        return exchange.adapter(self.url_map, request)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, which is asked for about thirty times in each request."""
        return func


def build(overrides: dict[str, Any]) -> Flask:
    """Return the application; `overrides` win over the environment."""
    app = Forum("forum", template_folder=ROOT / "templates", static_folder=ROOT / "static")
    app.config.from_mapping(
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_REQUEST_BYTES,
        MAX_FORM_PARTS=200,
        WTF_CSRF_TIME_LIMIT=None,  # a form may stay open for as long as its writer is signed in
        BOOTSTRAP_SERVE_LOCAL=True,
        **Settings.read(overrides).flask(),
    )
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(app.config["SQLALCHEMY_DATABASE_URI"])
    app.config.update({k: v for k, v in overrides.items() if k not in Settings.__slots__})
    app.jinja_environment = Templates
    mimetypes.add_type("text/javascript", ".js")
    cli.init_app(app, add_migrations)
    _add_parts(app)
    _add_rooms(app)
    return app


def _add_parts(app: Flask) -> None:
    """Add what every page needs, in the order in which a request passes through it."""
    addresses.init_app(app)
    logs.init_app(app)
    bodies.init_app(app)
    transfer.init_app(app)
    app.before_request(_open_transaction_for_method)
    db.init_app(app)
    if "flask_migrate" in sys.modules:  # the tests migrate, and import it first
        add_migrations(app)
    Bootstrap5(app)
    static_files.init_app(app)
    origin.init_app(app)
    readable.init_app(app)
    origin.Tokens(app)
    limits.init_app(app)
    errors.init_app(app)
    template_globals.init_app(app)
    icons.init_app(app)
    pieces.init_app(app)
    chrome.init_app(app)
    preferences.init_app(app)
    machines.init_app(app)
    installing.init_app(app)


def add_migrations(app: Flask) -> None:
    """Add `flask db`; only for those who migrate, since Alembic costs a server 8 MB and 0.2 s."""
    from flask_migrate import Migrate

    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)


def _add_rooms(app: Flask) -> None:
    for room in ROOMS:
        room.init_app(app)
    # What other parts would add to each template, none of ours reads.
    flasks_own = app.template_context_processors[None][0]
    app.template_context_processors[None] = [flasks_own, template_globals.for_this_request]
    proxies = app.config["TRUSTED_PROXIES"]
    base_url = app.config["BASE_URL"]
    cached = with_page_cache(app, app.config["PAGE_CACHE_SECONDS"])
    logged = logs.with_log(with_headers(with_base_url(cached, base_url), base_url))
    inner = bodies.Bodies(logged, MAX_REQUEST_BYTES)
    app.wsgi_app = ProxyFix(inner, x_for=proxies) if proxies else inner  # type: ignore[method-assign]


def _open_transaction_for_method() -> None:
    """Requests that may write start SQLite's transactions as writers (see `db`)."""
    set_writing(request.method not in SAFE_METHODS and request.endpoint not in READ_ONLY_ENDPOINTS)
