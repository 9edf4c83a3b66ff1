"""The site as an application on a phone's home screen, and what it shows without a network.

The service worker keeps one page, `/offline`, which is the same for everybody, and what that page
is drawn with. It never keeps a page that someone reads or wrote.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue

from ..permissions import Verb
from .gate import gate

blueprint = Blueprint("installing", __name__)
OFFLINE_FILES = (
    *(f"css/{name}.css" for name in ("tokens", "base", "components", "pages", "contrast")),
    *(f"js/{name}.js" for name in ("main", "drafts", "shortcuts", "theme")),
    "img/favicon.svg",
    "img/icons.svg",
)


def init_app(app: Flask) -> None:
    """Serve the three addresses."""
    app.register_blueprint(blueprint)


@blueprint.get("/manifest.webmanifest")
@gate(Verb.BROWSE)
def manifest() -> ResponseReturnValue:
    """What the home screen shows (W3C Web Application Manifest)."""
    name = current_app.config["SITE_NAME"]
    icons = [_icon("icon-192", 192), _icon("icon-512", 512)]
    response = jsonify(
        id="/",
        name=name,
        short_name=name,
        description="Questions and answers about muscle spasms and everyday health.",
        start_url="/",
        display="standalone",
        background_color="#fcfbf8",
        theme_color="#fcfbf8",
        icons=[*icons, _icon("icon-maskable", 512) | {"purpose": "maskable"}],
    )
    response.mimetype = "application/manifest+json"
    return response


def _icon(name: str, size: int) -> dict[str, Any]:
    source = url_for("static", filename=f"img/{name}.png")
    return {"src": source, "sizes": f"{size}x{size}", "type": "image/png"}


@blueprint.get("/service-worker.js")
@gate(Verb.BROWSE)
def service_worker() -> ResponseReturnValue:
    """The script that shows `/offline` without a network; at the root, to reach all pages."""
    kept = [url_for("static", filename=name) for name in OFFLINE_FILES]
    kept += [url_for("bootstrap.static", filename="css/bootstrap.min.css")]
    body = render_template(
        "web/service-worker.js",
        offline=url_for("installing.offline"),
        kept=kept,
    )
    return Response(body, mimetype="text/javascript")


@blueprint.get("/offline")
@gate(Verb.BROWSE)
def offline() -> ResponseReturnValue:
    """What one sees without a network: why, and what one had begun to write."""
    return render_template("web/offline.html")
