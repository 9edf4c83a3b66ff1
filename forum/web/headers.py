"""Headers that every answer carries: nothing runs, frames or leaks that is not ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .base_url import WsgiApp
from .static_files import ONE_YEAR

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Titles are in addresses, and titles here are health data.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}


def with_headers(app: WsgiApp, base_url: str) -> WsgiApp:
    """Add the headers to every answer, errors and static files included."""
    more = list(HEADERS.items())
    if base_url.startswith("https:"):
        more.append(("Strict-Transport-Security", f"max-age={ONE_YEAR}"))

    def guarded(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        def start(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None
        ) -> Callable[[bytes], object]:
            write: Callable[[bytes], object] = start_response(status, [*headers, *more], exc_info)
            return write

        return app(environ, start)

    return guarded
