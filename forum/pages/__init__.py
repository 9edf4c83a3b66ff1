"""Pages that show several rooms together: home, lists, thread, tag, body area, member."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Serve the pages."""
    from . import (  # noqa: F401  # some add to the routes
        asking,
        feeds,
        inbox,
        leaving,
        related,
        routes,
        sitemap,
    )

    for blueprint in (routes.blueprint, feeds.blueprint, sitemap.blueprint):
        app.register_blueprint(blueprint)
