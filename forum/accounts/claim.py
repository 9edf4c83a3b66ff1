"""How the first administrator claims a new site: a one-time link printed on the operator's screen.

There is no default account and no default password. The link is signed and works only while nobody
has claimed the site.
"""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

MAX_AGE_SECONDS = 30 * 24 * 3600


def claim_link() -> str:
    """Return the address at which the first administrator makes their account."""
    return f"{current_app.config['BASE_URL']}/claim/{_serializer().dumps('claim')}"


def is_claim(token: str) -> bool:
    """Say whether `token` came from `claim_link` in the last thirty days."""
    try:
        return bool(_serializer().loads(token, max_age=MAX_AGE_SECONDS) == "claim")
    except BadSignature:
        return False


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="claim-the-site")
