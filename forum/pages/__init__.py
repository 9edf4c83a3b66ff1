"""Pages that show several rooms together: home, lists, thread, tag, body area, member."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Serve the pages."""
    from . import routes

    app.register_blueprint(routes.blueprint)
