"""Which mailbox a request would send to, as a key for limits: nobody's is to be flooded."""

from __future__ import annotations

from hashlib import sha256

from flask import request


def mailbox() -> str:
    """Return the hash of the address in the form, whether or not it has an account."""
    address = request.form.get("email", "").strip().casefold()
    return f"mailbox {sha256(address.encode()).hexdigest()}"
