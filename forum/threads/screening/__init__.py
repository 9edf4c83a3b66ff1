"""Reading a post before others do: whose it is, where it links, what it looks like.

Screening holds or marks a post for the moderators; it never refuses one, never deletes one, and
sends no text anywhere. Routes ask `screen` for a `Verdict` and hand it to the action that writes.
"""

from .models import Cause, PhraseAct, Screening, ScreeningState
from .screen import Verdict, screen
from .waiting import usual_wait

__all__ = [
    "Cause",
    "PhraseAct",
    "Screening",
    "ScreeningState",
    "Verdict",
    "screen",
    "usual_wait",
]
