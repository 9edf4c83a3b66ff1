"""Flask-Security, set up for this forum: names are folded, mail goes through our own transport.

Sign-in takes a name or an e-mail address in one field. No answer says whether an account exists.
"""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from typing import Any, cast

from flask import Flask
from flask_security import (
    LoginForm,
    MailUtil,
    RegisterFormV2,
    RoleMixin,
    Security,
    SQLAlchemyUserDatastore,
    UsernameUtil,
)

from ..db import db, utcnow
from ..permissions import Role
from ..web import limits, mail
from .models import Member
from .names import fold, username_fault

# Sign-in only reads; without this it would hold SQLite's write lock while Argon2 works.
READ_ONLY_ENDPOINTS = frozenset({"security.login"})
LIMITS = {
    "security.login": limits.SIGN_IN,
    "security.register": limits.SIGN_UP,
    "security.forgot_password": limits.MAIL,
    "security.send_confirmation": limits.MAIL,
    "security.reset_password": limits.SIGN_IN,
    "security.change_password": limits.SIGN_IN,
    "security.verify": limits.SIGN_IN,
}
SETTINGS: dict[str, Any] = {
    "SECURITY_REGISTERABLE": True,
    "SECURITY_CONFIRMABLE": True,
    "SECURITY_RECOVERABLE": True,
    "SECURITY_CHANGEABLE": True,
    "SECURITY_LOGIN_URL": "/sign-in",
    "SECURITY_LOGOUT_URL": "/sign-out",
    "SECURITY_REGISTER_URL": "/sign-up",
    "SECURITY_RESET_URL": "/forgot-password",
    "SECURITY_CONFIRM_URL": "/confirm",
    "SECURITY_CHANGE_URL": "/account/password",
    "SECURITY_VERIFY_URL": "/account/verify",
    "SECURITY_LOGOUT_CSRF": True,
    "SECURITY_POST_REGISTER_VIEW": "/sign-in",
    "SECURITY_POST_RESET_VIEW": "/sign-in",
    "SECURITY_POST_CONFIRM_VIEW": "/sign-in",
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_USERNAME_ENABLE": True,
    "SECURITY_USERNAME_REQUIRED": True,
    "SECURITY_USER_IDENTITY_ATTRIBUTES": [
        {"email": {"mapper": lambda identity: identity, "case_insensitive": False}},
        {"username": {"mapper": lambda identity: identity, "case_insensitive": False}},
    ],
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_CONFIRM_REQUIRED": False,
    "SECURITY_PASSWORD_COMPLEXITY_CHECKER": "zxcvbn",
    "SECURITY_ZXCVBN_MINIMUM_SCORE": 2,
    "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=1),
    "SECURITY_EMAIL_HTML": False,
    "SECURITY_EMAIL_SUBJECT_REGISTER": "Confirm your address",
    "SECURITY_JOIN_USER_ROLES": False,
    "SECURITY_DATETIME_FACTORY": utcnow,
    "SECURITY_FRESHNESS": timedelta(minutes=30),
    "REMEMBER_COOKIE_HTTPONLY": True,
    "REMEMBER_COOKIE_SAMESITE": "Lax",
    "REMEMBER_COOKIE_DURATION": timedelta(days=30),
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_COOKIE_HTTPONLY": True,
}


class MemberStore(SQLAlchemyUserDatastore):
    """Finds members by folded name and lower-case address; roles live on the member itself."""

    def __init__(self) -> None:
        super().__init__(db, Member, RoleMixin)

    def find_user(self, case_insensitive: bool = False, **by: Any) -> Member | None:
        """Find the one member with the attribute given, or `None`."""
        attribute, value = by.popitem()
        if not isinstance(value, (str, int)):
            return None
        if attribute == "username":
            attribute, value = "username_key", fold(str(value))
        elif attribute == "email":
            value = str(value).lower()
        found = super().find_user(case_insensitive, **{attribute: value})
        return found if isinstance(found, Member) else None

    def create_user(self, **fields: Any) -> Member:
        """Make a member who still has to confirm the address."""
        fields["email"] = fields["email"].lower()
        fields["username_key"] = fold(fields["username"])
        roles = fields.pop("roles", ())
        member = cast(Member, super().create_user(**fields))
        member.roles = frozenset(Role(role) for role in roles)
        return member


class Usernames(UsernameUtil):
    """Judges usernames by `names`."""

    def normalize(self, username: str) -> str | None:
        """Return the name in its composed form."""
        return unicodedata.normalize("NFKC", username)

    def validate(self, username: str) -> tuple[str | None, str | None]:
        """Return what is wrong with a name (or `None`) and its composed form."""
        if not username:
            return None, None
        return username_fault(username), self.normalize(username)


class SpooledMail(MailUtil):
    """Hands each message to the spool, so that no answer waits for a mail server."""

    def send_mail(
        self,
        template: str,  # noqa: ARG002
        subject: str,
        recipient: str | tuple[str, str],
        sender: Any,  # noqa: ARG002
        body: str | None,
        html: str | None,  # noqa: ARG002
        **_context: Any,
    ) -> None:
        """Spool one plain-text message."""
        mail.send(str(recipient), str(subject), body or "")


class SignInForm(LoginForm):
    """Sign-in by name or e-mail address, typed into one field that is called `email`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown_identity = self.email.data or self.username.data or ""
        if self.email.data and "@" not in self.email.data:
            self.username.data = self.email.data
            self.email.data, self.email.raw_data = None, []


class SignUpForm(RegisterFormV2):
    """Name, address and password; `website` is a trap that people never see."""


def init_app(app: Flask) -> None:
    """Set up Flask-Security and limit how fast its pages can be tried."""
    for name, value in SETTINGS.items():
        app.config.setdefault(name, value)
    app.config.setdefault("SECURITY_PASSWORD_SALT", app.config["SECRET_KEY"])
    app.config.setdefault("SECURITY_EMAIL_SENDER", app.config["MAIL_FROM"])
    app.config.setdefault("REMEMBER_COOKIE_SECURE", app.config["SESSION_COOKIE_SECURE"])
    Security(
        app,
        MemberStore(),
        login_form=SignInForm,
        register_form=SignUpForm,
        confirm_register_form=None,
        mail_util_cls=SpooledMail,
        username_util_cls=Usernames,
    )
    for endpoint, rate in LIMITS.items():
        view: Any = app.view_functions[endpoint]
        app.view_functions[endpoint] = limits.limiter.limit(rate, methods=["POST"])(view)
