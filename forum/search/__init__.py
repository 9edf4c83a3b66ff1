"""Finding past discussions: the query grammar, the indexes, the results page."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Serve the results page."""
    from . import models, routes  # noqa: F401  # the tables are known from the start

    app.register_blueprint(routes.blueprint)
