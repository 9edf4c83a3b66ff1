"""What moderators and members send about posts, and what they are told when it is wrong."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import Any

from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput

from ..db import utcnow
from ..permissions import PostKind
from ..richtext import MAX_SOURCE_LENGTH
from ..threads.forms import QuestionForm, at_most_five_tags
from ..threads.models import TITLE_MAX
from ..topics.queries import load_areas
from ..triage import Level
from ..web.forms import Form, Says, tidy_line, tidy_text
from .models import FlagReason
from .reasons import REASON_MAX

NOTE_MAX, STAFF_NOTE_MAX = 500, 2000
LEVEL_NAMES = {
    Level.NONE.value: "No notice",
    Level.ROUTINE.value: "See a doctor",
    Level.URGENT.value: "Get medical help today",
    Level.EMERGENCY.value: "Emergency: act now",
    Level.CRISIS.value: "Crisis: talk to someone now",
}
FLAG_NAMES = {
    FlagReason.DANGEROUS.value: "It gives advice that could hurt someone",
    FlagReason.AT_RISK.value: "Someone may be at risk",
    FlagReason.IDENTIFIES.value: "It shows who someone is",
    FlagReason.SELLING.value: "It sells or advertises something",
    FlagReason.SPAM.value: "It is spam",
    FlagReason.RUDE.value: "It is rude",
    FlagReason.OFF_TOPIC.value: "It is not about health",
    FlagReason.OTHER.value: "Something else",
}
KIND_NAMES = {
    kind.value: kind.capitalize() for kind in (PostKind.QUESTION, PostKind.ANSWER, PostKind.REPLY)
}


PACES = {
    0: "At any time",
    5: "Once in 5 minutes",
    15: "Once in 15 minutes",
    60: "Once an hour",
    240: "Once in 4 hours",
    1440: "Once a day",
}


# An address of a question, as a whole or from its path on, or the number alone.
THREAD_ID = re.compile(r"(?:^|/questions/)([0-9]{1,9})(?:$|[/?#])")


class HiddenNumber(IntegerField):
    """A number that the form carries and nobody types."""

    widget = HiddenInput()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validators=[Optional()], **kwargs)


def often_given() -> StringField:
    """Return the field of a reason that is chosen beside the button, where none was written."""
    return StringField(filters=[tidy_line], validators=[Says(0, REASON_MAX, "The reason")])


class ReasonForm(Form):
    """An act that needs nothing but a reason. `back` is the page that it was pressed on."""

    reason = StringField(
        "Why?",
        filters=[tidy_line],
        validators=[Says(0, REASON_MAX, "The reason")],
        description="The author is told this. Name nobody and no illness.",
    )
    often = often_given()
    back = HiddenField()


class Checkboxes(SelectMultipleField):
    """Several of some choices, each with a box of its own."""

    option_widget = CheckboxInput()


class PinForm(ReasonForm):
    """A place on the shelf, and until when; `seen_place` is the place when the form was drawn."""

    place = IntegerField(
        "Which place on the shelf?",
        validators=[Optional(), NumberRange(1, 99, "Give a whole number from 1 to 99.")],
        description="1 is the first. Without a number it goes to the end.",
    )
    until = DateField(
        "Until when?",
        validators=[Optional()],
        description="The last day on the shelf, in UTC. Without one it stays.",
    )
    seen_place = HiddenNumber()

    def validate_until(self, field: DateField) -> None:
        """Refuse a day that is over."""
        if field.data is not None and field.data < utcnow().date():
            raise ValidationError("That day is over.")

    def end(self) -> datetime | None:
        """Return the moment at which the last day ends."""
        if self.until.data is None:
            return None
        return datetime.combine(self.until.data + timedelta(days=1), time(), UTC)


class TopicsForm(ReasonForm):
    """Other tags and body areas; `seen_topics` is `topics_state` when the form was drawn."""

    tags = StringField(
        "Tags",
        filters=[tidy_line],
        validators=[Says(0, 240, "The line of tags"), at_most_five_tags],
        description="Up to five, with commas between.",
    )
    areas = Checkboxes("Body areas")
    seen_topics = HiddenField()

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.areas.choices = {area.name: area.title for area in load_areas()}


class SlowForm(ReasonForm):
    """How often a member may write; `seen_minutes` is the number when the form was drawn."""

    minutes = RadioField("How often may each member write here?", choices=PACES, coerce=int)
    seen_minutes = HiddenNumber()


class MergeForm(ReasonForm):
    """The question into which another is merged, by its address or its number."""

    into = StringField(
        "Into which question?",
        filters=[tidy_line],
        validators=[Says(1, 300, "The address")],
        description="Paste its address, or give its number. That question stays; this one's "
        "answers, replies and followers go there, and its address leads there.",
    )

    def into_id(self) -> int:
        """Return the number that was given, or the one in the address; 0 where there is none."""
        found = THREAD_ID.search(self.into.data)
        return int(found[1]) if found else 0


class SplitForm(ReasonForm):
    """The title of a new question, and what comes along with the post that becomes it."""

    title = StringField(
        "The new question in one line",
        filters=[tidy_line],
        validators=[Says(5, TITLE_MAX, "The title")],
    )
    also = Checkboxes(
        "What else comes along?",
        coerce=int,
        validate_choice=False,
        description="Replies to what comes along come by themselves.",
    )


class NoticeForm(ReasonForm):
    """What readers are told beside a post: the words are the act's reason."""

    reason = StringField(
        "What should readers know?",
        filters=[tidy_line],
        validators=[Says(2, REASON_MAX, "The notice")],
        description="It stands above the post for everyone. The author is told of it.",
    )


class RetitleForm(ReasonForm):
    """Another title; `seen_title` is the title when the form was drawn."""

    title = QuestionForm.title
    seen_title = HiddenField()


class JudgedForm(ReasonForm):
    """About a banner; `seen_banner` is its `banner_state` when the form was drawn."""

    seen_banner = HiddenField()


class BannerForm(JudgedForm):
    """A care level."""

    level = RadioField(
        "Which care notice should it show?",
        choices=LEVEL_NAMES,
        validators=[InputRequired("Choose a care notice.")],
    )


class CautionForm(ReasonForm):
    """A caution beside advice; `seen_advice` is its `advice_state` when the form was drawn."""

    reason = StringField(
        "What should the caution say?",
        filters=[tidy_line],
        validators=[Says(0, REASON_MAX, "The caution")],
        description="Everyone reads it beside the post, and the author is told. "
        "Left empty, the usual words are shown.",
    )
    seen_advice = HiddenField()


class AdviceFineForm(ReasonForm):
    """Advice needs no caution; `seen_advice` as in `CautionForm`."""

    seen_advice = HiddenField()


class FlagsForm(ReasonForm):
    """A decision on flags; `upto` is the newest of them when the form was drawn."""

    upto = HiddenNumber()


class FlagForm(Form):
    """A member points a post out."""

    reason = RadioField(
        "What is wrong with it?",
        choices=FLAG_NAMES,
        validators=[InputRequired("Choose what is wrong with it.")],
    )
    note = TextAreaField(
        "Anything the moderators should know?",
        filters=[tidy_text],
        validators=[Says(0, NOTE_MAX, "The note")],
        description="Only the moderators read it.",
    )


class DisputeForm(Form):
    """An author says that a banner does not fit; there is nothing to fill in."""


class NoteForm(Form):
    """A note of moderators for moderators."""

    text = TextAreaField(
        "A note for the other moderators",
        filters=[tidy_text],
        validators=[Says(2, STAFF_NOTE_MAX, "The note")],
        description="Only moderators read it.",
    )


class BenchForm(Form):
    """A text for the triage bench."""

    title = StringField("Title", filters=[tidy_line], validators=[Says(0, TITLE_MAX, "The title")])
    body = TextAreaField(
        "Text",
        filters=[tidy_text],
        validators=[Says(1, MAX_SOURCE_LENGTH, "The text")],
        description="It is read once and kept nowhere.",
    )
    kind = RadioField(
        "Read it as",
        choices=KIND_NAMES,
        default=PostKind.QUESTION.value,
    )
