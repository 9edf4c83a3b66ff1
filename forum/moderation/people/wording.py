"""What members are told about their account."""

from __future__ import annotations

from datetime import date

UPHELD = "Moderators looked at it again, and it stays as it is."
WAITS_AGAIN = "Your appeal waits again to be looked at."
FREE_AGAIN = "You may write again."
NOT_VERIFIED = "You are no longer marked as a clinician."


def verified(until: date | None) -> str:
    """Return in one sentence until when a member is marked as a clinician."""
    end = "" if until is None else f" until {until.day} {until:%B %Y}"
    return f"You are marked as a clinician{end}."
