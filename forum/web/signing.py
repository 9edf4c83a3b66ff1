"""Flask's session cookie, with a signer that is made once instead of for each request."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface


class Sessions(SecureCookieSessionInterface):
    """Keeps the signer for as long as the application has the same key."""

    _key: Any = None
    _signer: Any = None

    def get_signing_serializer(self, app: Flask) -> Any:
        """Return what signs and reads the cookie; `None` without a key."""
        if self._signer is None or self._key != app.secret_key:
            self._key, self._signer = app.secret_key, super().get_signing_serializer(app)
        return self._signer
