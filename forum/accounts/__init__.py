"""Members, roles, sign-in, profiles, privacy."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Set up sign-in, and serve the account pages."""
    from . import new_address, routes, security  # noqa: F401  # the first adds to the routes

    security.init_app(app)
    app.register_blueprint(routes.blueprint)
