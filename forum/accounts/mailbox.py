"""Which mailbox a request would send to, as a key for limits: nobody's is to be flooded.

Whatever kind of mail is asked for, those to one mailbox are counted together, and so are those for
which one client asks. Signing up has limits of its own for a client: a whole school may do it.
"""

from __future__ import annotations

from hashlib import sha256

from flask import request

from ..web import limits
from .store import one_spelling

ADDRESS_MAX = 320  # characters of what was typed


def mailbox() -> str:
    """Return the hash of the address in the form, however spelt, whether or not it has an account.

    The domain can be written in many ways that mean the same, and most providers deliver what is
    sent to `name+anything` to `name`; each of these would have a count of its own.
    """
    typed = request.form.get("email", "").strip()[:ADDRESS_MAX]
    try:
        name, _, domain = one_spelling(typed).partition("@")
        address = f"{name.partition('+')[0] or name}@{domain}"
    except ValueError:  # nothing is sent there
        address = typed
    return f"mailbox {sha256(address.encode('utf-8', 'replace')).hexdigest()}"


limit_to_mailbox = limits.limiter.shared_limit(
    limits.MAILBOX, scope="mailbox", key_func=mailbox, methods=["POST"]
)
limit_asking = limits.limiter.shared_limit(limits.MAIL, scope="mail", methods=["POST"])
