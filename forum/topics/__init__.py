"""Tags and body areas."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Serve the lists, and let templates link to topics."""
    from . import links, routes

    app.register_blueprint(routes.blueprint)
    app.jinja_env.globals["topic_link"] = links.topic_link
