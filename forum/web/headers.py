"""Headers that every answer carries: nothing runs, frames or leaks that is not ours."""

from __future__ import annotations

from flask import Flask, Response, current_app, request, session

from .static_files import ONE_YEAR, STATIC

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


def init_app(app: Flask) -> None:
    """Add the headers to every answer of `app`, errors and static files included."""
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    """Set the security headers, and keep personal pages out of every cache."""
    present = {name for name, _ in response.headers}  # `setdefault` would raise for each
    response.headers.extend((n, value) for n, value in HEADERS.items() if n not in present)
    if current_app.config["BASE_URL"].startswith("https:"):
        response.headers.setdefault("Strict-Transport-Security", f"max-age={ONE_YEAR}")
    if response.status_code >= 400 or request.endpoint not in STATIC:  # their 404 is a page
        if "Vary" not in present:  # else another has added to it: then it has to be read
            response.headers["Vary"] = "Cookie"
        else:
            response.vary.add("Cookie")
        if session or request.method not in ("GET", "HEAD"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        else:
            response.headers.setdefault("Cache-Control", "private, no-cache")
    return response
