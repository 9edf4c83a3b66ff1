"""The hosts that a text links to, and whether a list allows them. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urlsplit

_HREF = re.compile(r'\bhref="([^"]*)"')
_NAME = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")


def linked_hosts(html: str) -> tuple[str, ...]:
    """Return the hosts that rendered HTML links to, each once; links inside the site have none."""
    found = (_host(href) for href in _HREF.findall(html))
    return tuple(dict.fromkeys(host for host in found if host))


def host_name(written: str) -> str | None:
    """Return the host that a moderator means by a name or an address, or `None`."""
    written = written.strip().lower()
    if "//" not in written:
        written = f"//{written}"
    try:
        name = urlsplit(written).hostname or ""
        name = name.encode("idna").decode("ascii")
    except (UnicodeError, ValueError):
        return None
    name = name.removeprefix("www.").rstrip(".")
    return name if _NAME.fullmatch(name) else None


def candidates(host: str) -> list[str]:
    """Return the names under which a list may allow a host: its own, and those above it."""
    labels = host.split(".")
    return [".".join(labels[first:]) for first in range(max(1, len(labels) - 1))]


def unknown(hosts: Collection[str], allowed: Collection[str]) -> tuple[str, ...]:
    """Return the hosts that no name of the list covers; `attacker-who.int` is not `who.int`."""
    return tuple(host for host in hosts if not set(candidates(host)) & set(allowed))


def _host(href: str) -> str:
    """Return the host of a link, in small letters; a mail address counts by its own host."""
    href = href.replace("&amp;", "&")
    if href.lower().startswith("mailto:"):
        return href.rpartition("@")[2].lower()
    try:
        host = urlsplit(href).hostname or ""
    except ValueError:
        return href.lower()
    return host.rstrip(".").removeprefix("www.")
