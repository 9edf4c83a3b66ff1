"""Limber: a community question-and-answer forum about muscle spasms and everyday health.

Nothing is imported here until `create_app` is called, so that the pure rooms (`triage`,
`richtext`, `permissions`) can be used on their own without Flask or a database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(config: dict[str, Any] | None = None) -> Flask:
    """Wire the rooms into one Flask application.

    `config` overrides settings by name (those of `config.Settings`, and any Flask key).
    Raises `config.BadSetting` with one clear line when a setting cannot be used.
    """
    from .wiring import build

    return build(config or {})


__all__ = ["create_app"]
