"""Passwords: any characters, long ones welcome, none that is on everybody's list.

The list and the estimate are zxcvbn's and offline; nothing is sent anywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

PASSWORD_MIN, PASSWORD_MAX = 8, 200
JUDGED = 40  # characters; zxcvbn's time grows steeply, and what it finds safe here is safe
SAFE_SCORE = 2  # of 4: more than a million guesses


def password_fault(password: str, about: Iterable[str] = ()) -> str | None:
    """Return one line that says what is wrong with a new password, or `None`.

    `about` is what others may know of its owner: name, address.
    """
    if not PASSWORD_MIN <= len(password) <= PASSWORD_MAX:
        return f"A password has {PASSWORD_MIN} to {PASSWORD_MAX} characters."
    # Its word lists are 13 MB, which a process need not hold until somebody chooses a password.
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]

    judged = zxcvbn(password[:JUDGED], user_inputs=[part for part in about if part])
    if judged["score"] >= SAFE_SCORE:
        return None
    why = judged["feedback"]["warning"] or "It would be guessed quickly"
    return f"{why.rstrip('.')}. Four words that have nothing to do with each other are better."


def composed(password: str) -> str:
    """Return a password as it is hashed: devices that write é in two ways agree."""
    return unicodedata.normalize("NFC", password)
