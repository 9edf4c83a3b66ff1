"""What members are told about their account."""

from __future__ import annotations

from datetime import date

FREE_AGAIN = "You may write again."
NOT_VERIFIED = "You are no longer marked as a clinician."


def verified(until: date | None) -> str:
    """Return in one sentence until when a member is marked as a clinician."""
    end = "" if until is None else f" until {until.day} {until:%B %Y}"
    return f"You are marked as a clinician{end}."
