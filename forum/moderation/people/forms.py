"""What moderators send about members, and what they are told when it is wrong."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from wtforms import DateField, HiddenField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from ...db import utcnow
from ...web.forms import Form, Says, tidy_line, tidy_text
from ..reasons import REASON_MAX
from .models import APPEAL_MAX, PROFESSION_MAX

MESSAGE_MAX = 500  # what fits into one line of an inbox and of the log
NOTE_MAX = 2000
FURTHEST = timedelta(days=5 * 366)


class DayField(DateField):
    """A day after today; `optional` lets it be left empty."""

    def __init__(self, label: str, *, optional: bool = False, **kwargs: Any) -> None:
        checks = [Optional()] if optional else []
        super().__init__(label, validators=[*checks, to_come], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; what is none is said in our words."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Give a day, such as 2030-12-31.") from error


def to_come(_form: Any, field: Any) -> None:
    """Refuse a day that is over, or too far away to be meant."""
    if field.errors:
        return
    day: date | None = field.data
    today = utcnow().date()
    if day is None or not today < day <= today + FURTHEST:
        raise ValidationError("Give a day after today, at most five years away.")


class MemberForm(Form):
    """About a member; `seen_state` is their `state_of` when the form was drawn.

    `back` is where it was pressed, if not on the member's page.
    """

    seen_state = HiddenField()
    back = HiddenField()


class WhyForm(MemberForm):
    """An act that needs nothing but a reason."""

    reason = StringField(
        "Why?",
        filters=[tidy_line],
        validators=[Says(3, REASON_MAX, "The reason")],
        description="The member is told this. Name nobody else and no illness.",
    )


class SuspendForm(WhyForm):
    """Until when someone is suspended."""

    until = DayField(
        "Until which day?", description="It ends by itself when that day begins (UTC)."
    )


class SilenceForm(WhyForm):
    """Until when someone is silenced, if it is to end by itself."""

    until = DayField(
        "Until which day?",
        optional=True,
        description="It ends by itself when that day begins (UTC). Without a day, when a "
        "moderator lifts it.",
    )


class AppealForm(Form):
    """Why a member's restriction should be looked at again."""

    text = TextAreaField(
        "Why should it end?",
        filters=[tidy_text],
        validators=[Says(5, APPEAL_MAX, "The text")],
        description="What we may have misunderstood, or what will be different. Only the "
        "moderators read it.",
    )


class MessageForm(MemberForm):
    """Some words to a member."""

    reason = TextAreaField(
        "Your words",
        filters=[tidy_text],
        validators=[Says(3, MESSAGE_MAX, "The message")],
        description="They come to the member’s inbox from “a moderator”, without your name. "
        "The moderators’ log keeps them: name nobody else and no illness.",
    )


class VerifyForm(MemberForm):
    """What shows that someone is a clinician."""

    profession = StringField(
        "What are they?",
        filters=[tidy_line],
        validators=[Says(3, PROFESSION_MAX, "The profession")],
        description="Shown on the member’s page, for example: physiotherapist.",
    )
    evidence = TextAreaField(
        "What did you see?",
        filters=[tidy_text],
        validators=[Says(10, NOTE_MAX, "The evidence")],
        description="For example the register, the entry and the day you looked it up. Only "
        "moderators read it.",
    )
    until = DayField(
        "Until which day does it hold?",
        description="The mark ends by itself after that day, for example when the registration "
        "must be renewed.",
    )


class MemberNoteForm(Form):
    """A note of moderators for moderators."""

    text = TextAreaField(
        "A note for the other moderators",
        filters=[tidy_text],
        validators=[Says(2, NOTE_MAX, "The note")],
        description="Only moderators read it. It goes when the member closes their account.",
    )


class LookForm(Form):
    """Why someone must look behind an alias."""

    reason = StringField(
        "Why must you know?",
        filters=[tidy_line],
        validators=[Says(10, REASON_MAX, "The reason")],
        description="The member is told that a moderator looked, and this reason. Name no illness.",
    )
