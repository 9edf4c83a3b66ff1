"""Flags, the worklist, decisions, the log."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Serve the moderators' pages."""
    from . import models, routes  # noqa: F401

    app.register_blueprint(routes.blueprint)
