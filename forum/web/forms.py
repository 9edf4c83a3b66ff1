"""The base of every form, and what several forms share."""

from __future__ import annotations

import unicodedata
from itertools import islice
from typing import Any
from uuid import uuid4

from flask import request
from flask_wtf import FlaskForm
from flask_wtf.csrf import _FlaskFormCSRF
from wtforms import HiddenField, ValidationError
from wtforms.csrf.core import CSRFTokenField
from wtforms.fields.core import Field

from ..richtext.characters import clean

UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


class _TokenField(CSRFTokenField):
    """Makes its token when it is drawn: most forms that are sent are not drawn again."""

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Read what was sent."""
        HiddenField.process(self, *args, **kwargs)

    def _value(self) -> str:
        token: str = self.csrf_impl.generate_csrf_token(self)
        return token


class _Csrf(_FlaskFormCSRF):
    field_class = _TokenField


class Form(FlaskForm):
    """A form that says whether it was sent and is right; errors come back with status 422."""

    class Meta(FlaskForm.Meta):
        """How every form is protected."""

        csrf_class = _Csrf

    def accepted(self) -> bool:
        """Return whether this request sent the form and everything in it is right."""
        return bool(request.method == "POST" and self.validate())

    @property
    def status(self) -> int:
        """Return the status of the page that shows this form."""
        return 422 if self.errors else 200


def new_submit_token() -> str:
    """Return a token that no form has carried."""
    return uuid4().hex


class SubmitOnceForm(Form):
    """A form whose retried submit finds what the first one made, by the token it carries."""

    submit_token = HiddenField(default=new_submit_token)


def tidy_line(value: str | None) -> str:
    """Filter: one line without controls, what misleads a reader, runs of blanks or blank ends."""
    printable = "".join(
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") else c for c in value or ""
    )
    return " ".join(clean(printable).split())


def tidy_text(value: str | None) -> str:
    """Filter: plain line ends; no NUL, no lone surrogates, nothing that misleads, no blank ends."""
    text = (value or "").replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    return clean(text).strip()


class Says:
    """Validator: at least `least` visible characters, at most `most` in all."""

    def __init__(self, least: int, most: int, what: str) -> None:
        self.least, self.most, self.what = least, most, what
        self.field_flags = {"required": True, "maxlength": most} if least else {"maxlength": most}

    def __call__(self, _form: Any, field: Field) -> None:
        """Raise `ValidationError` with one line that says what to change."""
        text = field.data or ""
        if len(text) > self.most:
            over = len(text) - self.most
            raise ValidationError(
                f"{self.what} is {over:,} characters too long: at most {self.most:,} fit."
            )
        visible = (c for c in text if not c.isspace() and c not in UNSEEN)
        if sum(1 for _ in islice(visible, self.least)) < self.least:
            raise ValidationError(f"{self.what} needs at least {self.least} characters.")
