"""Static files under addresses that change with their content, so that browsers may keep them.

One version covers the whole tree, and stands in the path: a script that imports its neighbour by a
relative address then asks for the same version. Addresses without a version, or with an old one,
still lead to the present file, which is then asked about each time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flask import Flask, Response

STATIC = ("static", "bootstrap.static")
ONE_YEAR = 365 * 24 * 3600
_VERSION = re.compile(r"v-[0-9a-f]{12}/")


def init_app(app: Flask) -> None:
    """Give every static address of `app` a version; call it when all static routes are there."""
    prefix = f"v-{content_hash(Path(app.static_folder or ''), version('bootstrap-flask'))}/"

    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint in STATIC and not app.debug:
            values["filename"] = prefix + values["filename"]

    app.url_defaults(add_version)
    for endpoint in STATIC:
        app.view_functions[endpoint] = _versioned(app.view_functions[endpoint], prefix)


def content_hash(folder: Path, parts: str) -> str:
    """Return 12 hexadecimal digits that change with the name or content of any file.

    `parts` is the version of what is served beside them: 20 MB of themes that nobody changes here.
    """
    digest = sha256(parts.encode())
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _versioned(view: Callable[..., Any], prefix: str) -> Callable[..., Response]:
    @wraps(view)
    def serve(filename: str) -> Response:
        named = _VERSION.match(filename)
        response: Response = view(filename=filename[named.end() :] if named else filename)
        if named and named[0] == prefix:
            response.cache_control.no_cache = None
            response.cache_control.public = True
            response.cache_control.max_age = ONE_YEAR
            response.cache_control.immutable = True
        return response

    return serve
