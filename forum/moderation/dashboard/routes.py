"""The dashboard's page."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ...db import utcnow
from ...permissions import Verb
from ...web.gate import gate
from .figures import load_figures
from .panels import headline, panels

PERIODS = (7, 28, 90)  # days
USUAL = 28


def register(blueprint: Blueprint) -> None:
    """Add the page."""
    blueprint.add_url_rule("/moderation/dashboard", "dashboard", dashboard)


@gate(Verb.MODERATE)
def dashboard() -> ResponseReturnValue:
    """Activity, waiting times and the precision of triage over the last days."""
    days = request.args.get("days", USUAL, type=int)
    days = days if days in PERIODS else USUAL
    figures = load_figures(utcnow(), days)
    return render_template(
        "moderation/dashboard.html",
        days=days,
        periods=PERIODS,
        headline=headline(figures),
        panels=panels(figures),
    )
