"""Reads of members."""

from __future__ import annotations

from sqlalchemy import select

from ..db import db
from .models import Member, SiteClaim
from .names import fold


def load_member(username: str) -> Member | None:
    """Find a member by name; spelling that folds alike finds the same member."""
    found: Member | None = db.session.scalar(
        select(Member).where(Member.username_key == fold(username), Member.active)
    )
    return found


def is_claimed() -> bool:
    """Say whether the site has had its first administrator."""
    return db.session.get(SiteClaim, 1) is not None
