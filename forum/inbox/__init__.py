"""Subscriptions and notifications."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Serve the room's pages."""
    from . import routes, wishes  # noqa: F401  # `wishes` adds to the routes

    app.register_blueprint(routes.blueprint)
