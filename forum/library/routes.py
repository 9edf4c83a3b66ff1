"""The list of reference articles; an article itself is a page of `pages`."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ..permissions import Verb
from ..web.gate import gate
from ..web.page_cache import may_be_kept
from .queries import load_articles

blueprint = Blueprint("library", __name__)
blueprint.after_request(may_be_kept)


@blueprint.get("/articles")
@gate(Verb.BROWSE)
def articles() -> ResponseReturnValue:
    """Every article, the pinned ones first."""
    return render_template("library/articles.html", articles=load_articles())
