"""Canned reasons, which moderators can edit: a page with a box for each verb, a reason a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import HiddenField, TextAreaField
from wtforms.validators import ValidationError

from ..db import db, utcnow
from ..permissions import Verb
from ..web import limits
from ..web.actor import current_member
from ..web.forms import Form, Says, tidy_line, tidy_text
from ..web.gate import gate
from . import actions
from .models import CannedReasons
from .reasons import ABOUT_MEMBERS, CANNED, REASON_MAX
from .routes import blueprint

LINES_MAX = 20


class ReasonsForm(Form):
    """The reasons for one verb, a line each; none brings those back that came with the site."""

    verb = HiddenField()
    lines = TextAreaField(
        "One reason a line",
        filters=[tidy_text],
        validators=[Says(0, LINES_MAX * REASON_MAX, "The list")],
    )

    def validate_verb(self, field: HiddenField) -> None:
        """Refuse a verb that needs no reason."""
        if field.data not in CANNED:
            raise ValidationError("There are no reasons for that.")

    def validate_lines(self, field: TextAreaField) -> None:
        """Refuse too many lines, and lines that are too long for a reason."""
        lines = _lines(field.data)
        if len(lines) > LINES_MAX:
            raise ValidationError(f"At most {LINES_MAX} lines fit. Take some away.")
        if any(len(line) > REASON_MAX for line in lines):
            raise ValidationError(f"A reason has at most {REASON_MAX} characters.")


@blueprint.get("/moderation/reasons")
@gate(Verb.EDIT_LISTS)
def reasons() -> ResponseReturnValue:
    """The reasons that are offered, by verb."""
    return _page(None)


@blueprint.post("/moderation/reasons")
@limits.limiter.limit(limits.PRESS)
@gate(Verb.EDIT_LISTS)
def edit_reasons() -> ResponseReturnValue:
    """Change the reasons for one verb."""
    form = ReasonsForm()
    if not form.accepted():
        return _page(form)
    lines = _lines(form.lines.data)
    actions.edit_reasons(current_member(), Verb(form.verb.data), lines, utcnow())
    flash("The reasons were changed.", "success")
    return redirect(url_for("moderation.reasons"), 303)


def canned(*verbs: Verb) -> list[str]:
    """Return the reasons often given for some verbs (without any: all about posts), each once."""
    offered = _offered()
    chosen = verbs or tuple(verb for verb in CANNED if verb not in ABOUT_MEMBERS)
    return list(dict.fromkeys(reason for verb in chosen for reason in offered.get(verb, ())))


def _offered() -> Mapping[Verb, tuple[str, ...]]:
    """Return the reasons by verb; the database is asked once in a request."""
    if "canned_reasons" not in g:
        edited = db.session.scalars(select(CannedReasons)).all()
        g.canned_reasons = {**CANNED, **{row.verb: tuple(_lines(row.lines)) for row in edited}}
    return cast(Mapping[Verb, tuple[str, ...]], g.canned_reasons)


def _page(sent: ReasonsForm | None) -> ResponseReturnValue:
    forms: dict[Verb, Any] = {
        verb: ReasonsForm(formdata=None, verb=verb.value, lines="\n".join(_offered()[verb]))
        for verb in CANNED
    }
    if sent is not None and sent.verb.data in CANNED:
        forms[Verb(sent.verb.data)] = sent
    status = 200 if sent is None else sent.status
    return render_template("moderation/reasons.html", forms=forms, sent=sent), status


def _lines(text: str) -> list[str]:
    return [line for written in text.splitlines() if (line := tidy_line(written))]
