"""What members may say about themselves."""

from __future__ import annotations

from typing import Any

from flask_security.forms import RegisterFormV2
from wtforms import SelectField, TextAreaField

from ..triage import care
from ..web.forms import Form, Says, tidy_text

ABOUT_MAX = 600


class AccountForm(Form):
    """The profile: a few words, and the country whose numbers are shown."""

    about = TextAreaField(
        "About you",
        filters=[tidy_text],
        validators=[Says(0, ABOUT_MAX, "The text about you")],
        description="Shown on your page. Leave out your full name, address and telephone number.",
    )
    care_region = SelectField(
        "Your country",
        choices=lambda: [("", "As the site says"), *_countries()],
        description="Whose emergency numbers and crisis lines are shown to you.",
    )


class ClaimForm(RegisterFormV2):
    """The first administrator's name, address and password."""


def _countries() -> list[tuple[str, Any]]:
    return [(place.code, place.name) for place in care.regions()]
