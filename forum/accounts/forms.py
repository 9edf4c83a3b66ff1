"""What members may send about themselves, and Flask-Security's forms as this forum has them.

Every form of Flask-Security's whose success writes ends with `start_writing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from flask_security import hash_password, verify_password
from flask_security.forms import (
    ChangePasswordForm,
    ForgotPasswordForm,
    LoginForm,
    RegisterFormV2,
    ResetPasswordForm,
    SendConfirmationForm,
    VerifyForm,
    password_required,
)
from wtforms import (
    BooleanField,
    EmailField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, StopValidation, ValidationError

from ..triage import care
from ..web.actor import current_member
from ..web.forms import Form, Says, tidy_text
from ..web.restricted import in_words
from . import actions, queries
from .models import Member
from .passwords import PASSWORD_MAX, composed
from .store import one_spelling, start_writing
from .wording import GIVE_ADDRESS, MESSAGES, OLD_LINK

ABOUT_MAX = 600


def no_longer_than_any(_form: Any, field: Any) -> None:
    """Refuse what can be nobody's password before it is hashed."""
    if len(field.data or "") > PASSWORD_MAX:
        raise StopValidation(MESSAGES["INVALID_PASSWORD"][0])


class OldPasswordField(PasswordField):
    """The password that someone has."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("Password", validators=[password_required, no_longer_than_any], **kwargs)


class SignInForm(LoginForm):
    """Sign-in by name or e-mail address, typed into one field that is called `email`."""

    password = OldPasswordField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.description = ""  # Flask-Security's is a link
        self.shown_identity = self.email.data or self.username.data or ""
        if self.email.data and "@" not in self.email.data:
            self.username.data = self.email.data
            self.email.data, self.email.raw_data = None, []

    def validate(self, **kwargs: Any) -> bool:
        """Check name and password; only to who knows the password say what else is wrong."""
        accepted = bool(super().validate(**kwargs))
        if self.user_authenticated and not accepted and self.ifield is not None:
            self.form_errors.extend(self.ifield.errors)
            self.ifield.errors = []
        return accepted


class SignUpForm(RegisterFormV2):
    """Name, address and password; `website` is a trap that people never see (see `signing_up`)."""

    website = StringField("Leave this empty")

    def __iter__(self) -> Iterator[Any]:
        """Return the fields as they stand on the page, so that errors are listed in that order."""
        return iter(sorted(super().__iter__(), key=lambda field: field.name != "username"))

    def validate(self, **kwargs: Any) -> bool:
        """Check everything; who already has the address is sent fresh links."""
        accepted = bool(super().validate(**kwargs))
        if isinstance(self.existing_email_user, Member):
            start_writing()
            actions.renew_links(self.existing_email_user)
        return accepted


class ForgotForm(ForgotPasswordForm):
    """The address to send a link to; only the newest link works."""

    def validate(self, **kwargs: Any) -> bool:
        """Find the member, with as much work as it takes not to find one."""
        if not super().validate(**kwargs) or not isinstance(self.user, Member):
            return False
        hash_password("not-a-password")  # Flask-Security does so where there is nobody
        start_writing()
        actions.renew_links(self.user)
        return True


class ConfirmationForm(SendConfirmationForm):
    """The address to send another confirmation to."""

    def validate(self, **kwargs: Any) -> bool:
        """Find the member; Argon2's time hides whether there is one."""
        hash_password("not-a-password")
        return bool(super().validate(**kwargs))


class ResetForm(ResetPasswordForm):
    """A new password in place of a forgotten one."""

    def validate(self, **kwargs: Any) -> bool:
        """Check the new password, and that the link was not used while that was done."""
        member = cast(Member, self.user)
        sent_to = member.fs_uniquifier
        accepted = bool(super().validate(**kwargs))
        start_writing()
        queries.hold_member(member)
        if member.fs_uniquifier != sent_to:
            self.form_errors.append(OLD_LINK)
            return False
        return accepted


class ChangeForm(ChangePasswordForm):
    """The old password and a new one."""

    password = OldPasswordField()

    def validate(self, **kwargs: Any) -> bool:
        """Check both."""
        accepted = bool(super().validate(**kwargs))
        start_writing()
        return accepted


class FreshForm(VerifyForm):
    """The password once more, before something that cannot be undone."""

    password = OldPasswordField()


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
        choices=lambda: {"": "As the site says"} | _countries(),
        description="Whose emergency numbers and crisis lines are shown to you.",
    )

    def validate_about(self, field: Any) -> None:
        """Refuse new words of whom moderators let write nothing; to take them away is theirs."""
        member = current_member()
        if member.restriction is not None and field.data not in ("", member.about):
            is_so = in_words(member.restriction, member.restricted_until)
            raise ValidationError(f"{is_so} This text can be emptied, but not changed.")


class ClaimForm(SignUpForm):
    """The first administrator's name, address and password."""


class AddressForm(Form):
    """The address that a member wants, and the password that they have."""

    email = EmailField("New e-mail address")
    password = OldPasswordField()

    def validate_email(self, field: Any) -> None:
        """Take an address, in one spelling, that is not the member's already."""
        try:
            field.data = one_spelling(field.data or "")
        except ValueError as error:
            raise ValidationError(GIVE_ADDRESS) from error
        if field.data == current_member().email:
            raise ValidationError("That is the address you have now.")

    def validate_password(self, field: Any) -> None:
        """Refuse a wrong password."""
        if not verify_password(composed(field.data), current_member().password):
            raise ValidationError(MESSAGES["INVALID_PASSWORD"][0])


class CloseForm(Form):
    """What becomes of one's posts when one leaves."""

    posts = RadioField(
        "What you wrote",
        choices={
            "keep": "stays, under “former member”: answers to others go on helping",
            "take back": "is taken back: nobody but the moderators sees it any more",
        },
        default="keep",
    )
    sure = BooleanField(
        "I know that this cannot be undone",
        validators=[InputRequired("Tick that you know that this cannot be undone.")],
    )


def _countries() -> dict[str, str]:
    return {place.code: place.name for place in care.regions()}
