"""Addresses for machines: health, readiness, metrics, robots and where to report a weakness."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, Response, abort, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from ..db import db
from ..permissions import Verb
from .gate import gate
from .logs import ANSWERS

if TYPE_CHECKING:
    from prometheus_client import Metric

blueprint = Blueprint("machines", __name__)
# Results of a search are no pages of their own; the page that asks for words is.
KEPT_OUT = ("/search?", "/account", "/inbox", "/moderation", "/sign-", "/threads/")


def init_app(app: Flask) -> None:
    """Serve the addresses."""
    app.register_blueprint(blueprint)


@blueprint.get("/healthz")
@gate(Verb.BROWSE)
def healthz() -> ResponseReturnValue:
    """The process answers."""
    return _plain("ok\n")


@blueprint.get("/readyz")
@gate(Verb.BROWSE)
def readyz() -> ResponseReturnValue:
    """The database answers and is migrated; else 503."""
    db.session.execute(text("SELECT version_num FROM alembic_version"))
    return _plain("ready\n")


@blueprint.get("/metrics")
@gate(Verb.BROWSE)
def metrics() -> ResponseReturnValue:
    """Prometheus's text format, only where `METRICS=1` switches it on."""
    if not current_app.config["METRICS"]:
        abort(404)
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

    _offer_answers()
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)


@cache
def _offer_answers() -> None:
    """Let Prometheus's own library, which hardly any site needs, write our counts with its own."""
    from prometheus_client import REGISTRY

    REGISTRY.register(_Answers())


class _Answers:
    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import CounterMetricFamily

        counted = CounterMetricFamily(
            "forum_requests", "Answers by status class", labels=["status"]
        )
        for status, number in sorted(ANSWERS.items()):
            counted.add_metric([status], number)
        yield counted


@blueprint.get("/robots.txt")
@gate(Verb.BROWSE)
def robots() -> ResponseReturnValue:
    """What crawlers should leave alone, and where the sitemap is."""
    base = current_app.config["BASE_URL"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in KEPT_OUT)]
    return _plain("\n".join([*lines, f"Sitemap: {base}/sitemap.xml", ""]))


@blueprint.get("/.well-known/security.txt")
@gate(Verb.BROWSE)
def security_txt() -> ResponseReturnValue:
    """Where to report a weakness (RFC 9116)."""
    base = current_app.config["BASE_URL"]
    expires = (datetime.now(UTC) + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    contact = current_app.config["MAIL_FROM"].replace("no-reply@", "security@")
    return _plain(
        f"Contact: mailto:{contact}\nExpires: {expires}\n"
        f"Canonical: {base}/.well-known/security.txt\n"
    )


def _plain(body: str) -> Response:
    return Response(body, mimetype="text/plain")
