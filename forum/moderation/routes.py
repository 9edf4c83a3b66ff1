"""The moderators' pages."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ..permissions import Verb
from ..web.gate import gate

blueprint = Blueprint("moderation", __name__, url_prefix="/moderation")


@blueprint.get("")
@gate(Verb.MODERATE)
def worklist() -> ResponseReturnValue:
    """What waits for a moderator."""
    return render_template("moderation/worklist.html")


@blueprint.get("/log")
@gate(Verb.BROWSE)
def log() -> ResponseReturnValue:
    """The public part of the log."""
    return render_template("moderation/log.html")
