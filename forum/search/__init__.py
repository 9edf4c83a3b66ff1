"""Finding past discussions: the query grammar, the indexes, the results page."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Serve the results page."""
    from . import asking, drawing, models, routes  # noqa: F401  # the tables are known from the start

    app.register_blueprint(routes.blueprint)
    drawing.init_app(app)
    app.jinja_env.globals.update(known_already=asking.known_already)
