"""Signed cookies and tokens, as Flask and Flask-WTF have them, with less work for each.

Their signer is made anew for each cookie and derives its key again; the key of a secret is always
the same, so it is kept. What is signed is verified each time.

Whose session has not changed is not asked about: that every page depends on the cookie is said by
`transfer`.
"""

from __future__ import annotations

import hmac
from functools import lru_cache
from typing import Any

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode
from itsdangerous.signer import SigningAlgorithm


class _Hmac(SigningAlgorithm):
    """The usual signature, made in one step."""

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        """Return the signature of a value."""
        return hmac.digest(key, value, "sha1")


class _Signer(TimestampSigner):
    """Keeps the key that it derives of each secret."""

    def __init__(self, secrets: Any, **options: Any) -> None:
        super().__init__(secrets, algorithm=_Hmac(), **options)
        self.derive_key = lru_cache(super().derive_key)  # type: ignore[method-assign]


class _Serializer(URLSafeTimedSerializer):
    """Keeps its signer."""

    def __init__(self, secrets: Any, **options: Any) -> None:
        super().__init__(secrets, signer=_Signer, **options)
        self.make_signer = lru_cache(super().make_signer)  # type: ignore[method-assign]


class _Tokens(_Serializer):
    """Signs what is too short to be made shorter."""

    def dump_payload(self, obj: Any) -> bytes:
        """Return it as it is signed."""
        return base64_encode(self.serializer.dumps(obj))


@lru_cache(maxsize=4)  # an application has one
def form_tokens(secret: str) -> URLSafeTimedSerializer:
    """Return what signs tokens of forms, as Flask-WTF verifies them."""
    return _Tokens(secret, salt="wtf-csrf-token")


class Sessions(SecureCookieSessionInterface):
    """Keeps what signs for as long as the application has the same key."""

    _key: Any = None
    _serializer: Any = None

    def get_signing_serializer(self, app: Flask) -> Any:
        """Return what signs and reads the cookie; `None` without a key."""
        if self._serializer is None or self._key != app.secret_key:
            self._key, usual = app.secret_key, super().get_signing_serializer(app)
            self._serializer = usual and _Serializer(
                usual.secret_keys,
                salt=usual.salt,
                serializer=usual.serializer,
                signer_kwargs=usual.signer_kwargs,
            )
        return self._serializer

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie of a session that has changed, or that lasts longer each time."""
        if session.modified or session.permanent:
            super().save_session(app, session, response)
