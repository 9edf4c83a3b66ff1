"""The results page."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ..permissions import Verb
from ..web.gate import gate

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
@gate(Verb.BROWSE)
def search() -> ResponseReturnValue:
    """Show what the query finds."""
    return render_template("search/search.html")
