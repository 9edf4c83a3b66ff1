from __future__ import annotations

import pytest
from flask import Flask
from web.whole_site import Site, make_site


@pytest.fixture
def site(app: Flask) -> Site:
    """A site with something of everything on it, on each database."""
    return make_site(app)


@pytest.fixture
def one_site(one_app: Flask) -> Site:
    """The same on SQLite alone."""
    return make_site(one_app)
