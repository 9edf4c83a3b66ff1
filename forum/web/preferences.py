"""What a visitor can choose without an account: the theme, and whose numbers are shown.

Both are kept in a cookie of their own that says nothing about who they are. The form stands on a
page of its own, so that no other page needs a token, and a visitor who only reads gets no cookie.
"""

from __future__ import annotations

from flask import Blueprint, Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField, SelectField

from ..permissions import Verb
from ..triage import care
from .forms import Form
from .gate import gate
from .globals import care_region, theme

blueprint = Blueprint("web", __name__)
ONE_YEAR = 365 * 24 * 3600
THEME_NAMES = {
    "auto": "As my device says",
    "light": "Light",
    "dark": "Dark",
    "contrast": "High contrast",
}


class PreferencesForm(Form):
    """The look of the pages, and the country of the telephone numbers."""

    theme = RadioField("Colours", choices=THEME_NAMES)
    region = SelectField(
        "Your country",
        choices=lambda: {place.code: place.name for place in care.regions()},
        description="Whose emergency numbers and crisis lines are shown.",
    )


def init_app(app: Flask) -> None:
    """Serve the page of preferences."""
    app.register_blueprint(blueprint)


@blueprint.route("/preferences", methods=["GET", "POST"])
@gate(Verb.BROWSE)
def preferences() -> ResponseReturnValue:
    """Show the two choices, or keep them and go back to where the visitor was."""
    form = PreferencesForm(theme=theme(), region=care_region())
    came_from = local_path(request.args.get("next", ""))
    if not form.accepted():
        return render_template("web/preferences.html", form=form, next=came_from), form.status
    response = redirect(came_from or url_for("pages.home"), 303)
    for name, value in (("theme", form.theme.data), ("region", form.region.data)):
        response.set_cookie(
            name,
            value,
            max_age=ONE_YEAR,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=name != "theme",  # the switch in the page writes the theme itself
            samesite="Lax",
        )
    return response


def local_path(target: str) -> str:
    """Return `target` if it is a path on this site, else an empty string."""
    is_path = target.startswith("/") and not target.startswith("//")
    return target if is_path and "\\" not in target and target.isprintable() else ""
