"""Rate limits: for each member, or for each address where nobody is signed in.

A whole IPv6 /64 counts as one address, since one household or attacker has all of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, request
from flask_limiter import Limiter

from ..permissions.actor import is_moderator
from .actor import current_actor
from .rates import SCHEME


def client() -> str:
    """Return the key that a request's rate is counted under."""
    member_id = current_actor().id
    return f"member {member_id}" if member_id is not None else address_block(request.remote_addr)


@lru_cache(maxsize=1_000)  # a client asks more than once
def address_block(address: str | None) -> str:
    """Return the address, or its /64 for IPv6; `unknown` where there is none."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return "unknown"
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:  # as IPv4 looks to a server that listens on both
        return str(parsed.ipv4_mapped)
    return str(ip_network((int(parsed), 64), strict=False))


View = TypeVar("View", bound=Callable[..., Any])


class _Limiter(Limiter):
    """Looks for limits only where a route has one: to find none took as long as a query."""

    def init_app(self, app: Flask) -> None:
        """Let what it does after each view be done only after one that has a limit."""
        places = app.after_request_funcs[None], app.teardown_request_funcs[None]
        before = [len(hooks) for hooks in places]
        super().init_app(app)
        for hooks, first in zip(places, before, strict=True):
            hooks[first:] = map(_if_limited, hooks[first:])

    def limit(self, *rate: Any, **how: Any) -> Callable[[View], View]:  # type: ignore[override]
        """Return a decorator that limits a route, and marks it."""
        return _marking(super().limit(*rate, **how))

    def shared_limit(self, *rate: Any, **how: Any) -> Callable[[View], View]:  # type: ignore[override]
        """Return a decorator for several routes that are counted together; it marks them."""
        return _marking(super().shared_limit(*rate, **how))

    def _check_request_limit(
        self, callable_name: str | None = None, in_middleware: bool = True
    ) -> None:
        if not in_middleware:  # before any view there could only be limits for all routes
            g.limits_asked = True
            super()._check_request_limit(callable_name, in_middleware)


def _if_limited(hook: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda answer: hook(answer) if "limits_asked" in g else answer


def _marking(limited: Callable[[Any], Any]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        marked = cast(View, limited(view))
        marked.is_limited = True  # type: ignore[attr-defined]  # `functools.wraps` hands it on
        return marked

    return decorate


def is_limited(endpoint: str | None) -> bool:
    """Say whether a route has a rate limit."""
    view = current_app.view_functions.get(endpoint or "")
    return getattr(view, "is_limited", False)


limiter = _Limiter(key_func=client, headers_enabled=True)

# Generous for a person, tight for a script.
SIGN_IN = "10 per minute; 60 per hour"
SIGN_IN_ACCOUNT = "100 per hour"  # wrong passwords for one account, from unknown browsers
SIGN_UP = "5 per minute; 20 per hour"
MAIL = "3 per minute; 10 per hour"
MAILBOX = "5 per hour"  # mails to one address, whoever asks
POST_NEW = "6 per minute; 40 per hour"  # visitors, and members who are new
POST = "10 per minute; 100 per hour"
POST_STAFF = "30 per minute; 400 per hour"
PRESS = "60 per minute"  # votes, marks, bookmarks, follows, flags
SEARCH = "60 per minute"
PREVIEW = "60 per minute"


def posting() -> str:
    """Return how fast the actor may post: the longer they are trusted, the faster."""
    actor = current_actor()
    if is_moderator(actor):
        return POST_STAFF
    return POST_NEW if getattr(actor, "is_new", True) else POST


# Questions, answers, replies, comments and edits are counted together, whatever route they take.
limit_posting = limiter.shared_limit(posting, scope="posting", methods=["POST"])


def minutes_to_wait() -> int:
    """Return after how many minutes, at least one, the limit that a request has reached is over."""
    reached = limiter.current_limit
    if reached is None:
        return 1
    seconds = reached.reset_at - time.time() - 1  # it is rounded up to a whole one
    return max(1, ceil(seconds / 60))


def init_app(app: Flask) -> None:
    """Keep the counts in memory, or in Redis where several processes share them."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", app.config["REDIS_URL"] or f"{SCHEME}://")
    # With Redis gone the limits fall back to this process; they are never off.
    app.config.setdefault("RATELIMIT_IN_MEMORY_FALLBACK_ENABLED", bool(app.config["REDIS_URL"]))
    limiter.init_app(app)
