"""Icons: 24 × 24, drawn for this site in one stroke width, all in `static/img/icons.svg`.

They are decoration and always stand beside words, so they are hidden from screen readers. A browser
fetches their shapes once for all pages.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from flask import Flask, url_for
from markupsafe import Markup

from .safe_html import own

FILE = "img/icons.svg"
_NAME = re.compile(r'<symbol id="i-([a-z-]+)"')


def init_app(app: Flask) -> None:
    """Let the templates of `app` show icons."""
    shapes = Path(app.static_folder or "", FILE).read_text(encoding="utf-8")
    names = frozenset(_NAME.findall(shapes))

    @cache
    def icon(name: str, css_class: str = "") -> Markup:
        """Return the place where an icon is shown; `KeyError` for a name that has no shape."""
        if name not in names:
            raise KeyError(f"no icon is called {name!r}")
        classes = f"icon {css_class}" if css_class else "icon"
        shape = f"{url_for('static', filename=FILE, _external=False)}#i-{name}"
        return own(f'<svg class="{classes}" aria-hidden="true"><use href="{shape}"/></svg>')

    app.jinja_env.filters["icon"] = icon
