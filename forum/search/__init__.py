"""Finding past discussions: the query grammar, the indexes, the results page."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Serve the results page."""
    from . import routes

    app.register_blueprint(routes.blueprint)
