"""The lists of tags and body areas, and following one of them."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ..permissions import Verb
from ..web.gate import gate
from ..web.page_cache import may_be_kept
from .queries import load_areas, load_tags

blueprint = Blueprint("topics", __name__)
blueprint.after_request(may_be_kept)


@blueprint.get("/tags")
@gate(Verb.BROWSE)
def tags() -> ResponseReturnValue:
    """Every tag in use."""
    return render_template("topics/tags.html", tags=load_tags())


@blueprint.get("/body")
@gate(Verb.BROWSE)
def body() -> ResponseReturnValue:
    """Every body area, as a list and as a drawing."""
    return render_template("topics/body.html", areas=load_areas())
