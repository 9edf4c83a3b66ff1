"""Flask's session cookie, with a signer that is made once instead of for each request.

Whoever has no session is not asked about: that every page depends on the cookie is said by
`transfer`.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin


class Sessions(SecureCookieSessionInterface):
    """Keeps the signer for as long as the application has the same key."""

    _key: Any = None
    _signer: Any = None

    def get_signing_serializer(self, app: Flask) -> Any:
        """Return what signs and reads the cookie; `None` without a key."""
        if self._signer is None or self._key != app.secret_key:
            self._key, self._signer = app.secret_key, super().get_signing_serializer(app)
        return self._signer

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie of whoever has a session, or had one until now."""
        if session or session.modified:
            super().save_session(app, session, response)
