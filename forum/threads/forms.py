"""What members may send about threads, and what they are told when it is wrong."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import NumberRange, Optional, ValidationError

from ..richtext import MAX_SOURCE_LENGTH
from ..topics.naming import TAGS_MAX, tag_names
from ..triage import Facts
from ..web.forms import Form, Says, SubmitOnceForm, tidy_line, tidy_text
from .models import EDIT_REASON_MAX, TITLE_MAX
from .privacy import PointedOut, marks, personal

FACT_MAX = 200
WORDS = ("title", "body", "where", "since", "tried")  # the fields that everyone will read


def at_most_five_tags(_form: Any, field: Any) -> None:
    """Refuse a sixth tag."""
    if len(tag_names(field.data or "")) > TAGS_MAX:
        raise ValidationError(f"At most {TAGS_MAX} tags fit. Take some away.")


class AliasField(BooleanField):
    """Whether the post is shown under an alias that this thread knows its writer by."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            "Post under an alias",
            description="Your name is not shown. You keep the same alias in this thread.",
            **kwargs,
        )


class PointingForm(Form):
    """A text in which is pointed out, once, what may tell who its writer is.

    `pointed_out` carries the marks of what the writer has been shown. A request without the field
    did not come from our forms, and is not stopped to show anything.
    """

    pointed_out = HiddenField(filters=[tidy_line])

    def personal(self) -> tuple[PointedOut, ...]:
        """Return what in the text may tell who its writer is."""
        return personal(*(field.data or "" for field in self if field.name in WORDS))

    def shows_first(self, found: tuple[PointedOut, ...]) -> bool:
        """Say whether something was found that the writer has not been shown."""
        seen = (self.pointed_out.data or "").split()
        return bool(self.pointed_out.raw_data) and any(item.mark not in seen for item in found)

    def remember(self, found: tuple[PointedOut, ...]) -> None:
        """Let the form that is drawn now carry that these were shown with it."""
        self.pointed_out.data = marks(found)


class QuestionForm(PointingForm):
    """Title, text and tags of a question, as asked or edited."""

    title = StringField(
        "Your question in one line",
        filters=[tidy_line],
        validators=[Says(5, TITLE_MAX, "The question in one line")],
    )
    body = TextAreaField(
        "What is happening?",
        filters=[tidy_text],
        validators=[Says(10, MAX_SOURCE_LENGTH, "The text")],
        description="In your own words. What you feel, when it comes, what worries you.",
    )
    tags = StringField(
        "Tags",
        filters=[tidy_line],
        validators=[Says(0, 240, "The line of tags"), at_most_five_tags],
        description="Up to five words that others may look for, with commas between.",
    )


class AskForm(QuestionForm, SubmitOnceForm):
    """A new question, with four optional facts that help others to answer and triage to read."""

    where = StringField(
        "Where is it?",
        filters=[tidy_line],
        validators=[Says(0, FACT_MAX, "Where it is")],
        description="For example: left calf.",
    )
    since = StringField(
        "Since when?",
        filters=[tidy_line],
        validators=[Says(0, FACT_MAX, "Since when")],
        description="For example: three weeks, on and off.",
    )
    severity = IntegerField(
        "How bad is it now, from 0 to 10?",
        validators=[Optional(), NumberRange(0, 10, "Give a whole number from 0 to 10.")],
        description="0 is nothing, 10 the worst you can imagine.",
    )
    tried = StringField(
        "What have you tried?",
        filters=[tidy_line],
        validators=[Says(0, FACT_MAX, "What you tried")],
        description="For example: stretching, heat, ibuprofen.",
    )
    alias = AliasField()

    def facts(self) -> Facts:
        """Return the four optional fields as triage takes them."""
        return Facts(
            where=self.where.data or "",
            since=self.since.data or "",
            severity=self.severity.data,
            tried=self.tried.data or "",
        )


class PostForm(PointingForm, SubmitOnceForm):
    """A new answer or reply."""

    body = TextAreaField(
        "Your text",
        filters=[tidy_text],
        validators=[Says(2, MAX_SOURCE_LENGTH, "The text")],
    )
    alias = AliasField()


class EditForm(PointingForm):
    """A changed answer, reply or article."""

    body = PostForm.body
    reason = StringField(
        "What did you change?",
        filters=[tidy_line],
        validators=[Says(0, EDIT_REASON_MAX, "The note")],
        description="Optional. It stands in the history of the post.",
    )


class EditQuestionForm(QuestionForm, EditForm):
    """A changed question."""

    body = QuestionForm.body
