"""Being refused for nothing but a restriction, and what a restriction is called."""

from __future__ import annotations

from datetime import datetime

from werkzeug.exceptions import Forbidden

from ..permissions import Restriction
from .times import exact


class Restricted(Forbidden):
    """Nothing but a restriction keeps the actor from what they asked for.

    Its page is drawn by `moderation.people.refusal`, which knows where the decision can be read.
    """


def in_words(kind: Restriction, until: datetime | None) -> str:
    """Return in one sentence what a member is, and until when."""
    end = "until a moderator lifts it" if until is None else f"until {exact(until)}"
    return f"You are {kind} {end}."
