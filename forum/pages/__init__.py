"""Pages that show several rooms together: home, lists, thread, tag, body area, member."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Serve the pages."""
    from . import asking, feeds, inbox, leaving, routes, sitemap  # noqa: F401  # some add to the routes

    for blueprint in (routes.blueprint, feeds.blueprint, sitemap.blueprint):
        app.register_blueprint(blueprint)
