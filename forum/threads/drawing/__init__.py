"""Posts, and threads in lists, as HTML that is drawn once for all who see the same.

A post looks the same to every visitor of a country, until a word of it, its votes or "2 hours ago"
changes. Its HTML is remembered under all that it is drawn from, so that nothing out of date can be
found there.
"""

from flask import Flask

from ...web.forms import new_submit_token
from .acts import drawn_acts
from .posts import blank_post, drawn_entries, drawn_on, drawn_post
from .rows import drawn_lines, drawn_rows, drawn_topics


def init_app(app: Flask) -> None:
    """Let the templates of `app` draw posts and rows."""
    app.jinja_env.filters.update(
        drawn_entries=drawn_entries,
        drawn_lines=drawn_lines,
        drawn_on=drawn_on,
        drawn_rows=drawn_rows,
        drawn_topics=drawn_topics,
    )
    app.jinja_env.globals.update(
        drawn_post=drawn_post,
        drawn_acts=drawn_acts,
        blank_post=blank_post,
        new_submit_token=new_submit_token,
    )
