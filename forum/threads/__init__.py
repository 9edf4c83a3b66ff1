"""A thread and its posts: ask, answer, reply, edit, mark, vote, bookmark."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Serve the verbs, and let templates link to threads and posts."""
    from . import drawing, links, routes
    from .screening import usual_wait
    from .shown import is_by_asker, shown_name

    app.register_blueprint(routes.blueprint)
    app.jinja_env.globals.update(
        thread_link=links.thread_link,
        post_link=links.post_link,
        usual_wait=usual_wait,
        author_link=links.author_link,
        is_by_asker=is_by_asker,
        shown_name=shown_name,
    )
    drawing.init_app(app)
