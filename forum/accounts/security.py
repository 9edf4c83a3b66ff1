"""Flask-Security, set up for this forum: names are folded, mail goes through our own transport.

Sign-in takes a name or an e-mail address in one field. No answer says whether an account exists.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import flask
from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_principal import identity_changed  # type: ignore[import-untyped]
from flask_security import Security

from ..db import utcnow
from ..web import limits
from . import devices, forms, sessions
from .mailbox import limit_asking, limit_to_mailbox
from .signing_up import lead_on, sign_up_once
from .store import Mail, MemberStore, Passwords, Usernames, start_writing
from .wording import MESSAGES

# These begin by reading, and Argon2 takes its time; `start_writing` turns those that write.
READ_ONLY_ENDPOINTS = {"accounts.address"} | frozenset(
    f"security.{name}"
    for name in (
        "login",
        "logout",
        "register",
        "forgot_password",
        "send_confirmation",
        "reset_password",
        "change_password",
        "verify",
    )
)
LIMITS = {
    "login": limits.SIGN_IN,
    "register": limits.SIGN_UP,
    "reset_password": limits.SIGN_IN,
    "change_password": limits.SIGN_IN,
    "verify": limits.SIGN_IN,
}
ASK_FOR_MAIL = ("forgot_password", "send_confirmation")
SEND_MAIL = ("register", *ASK_FOR_MAIL)
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
    "SECURITY_POST_REGISTER_VIEW": "/sign-in",
    "SECURITY_POST_RESET_VIEW": "/sign-in",
    "SECURITY_POST_CONFIRM_VIEW": "/sign-in",
    "SECURITY_POST_CHANGE_VIEW": "/account",
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_API_ENABLED_METHODS": ["session"],  # a token in an address could not be ended
    "SECURITY_STATIC_FOLDER": None,
    "SECURITY_CLI_USERS_NAME": None,  # `flask forum member` does this
    "SECURITY_CLI_ROLES_NAME": None,
    "SECURITY_USERNAME_ENABLE": True,
    "SECURITY_USERNAME_REQUIRED": True,
    "SECURITY_USER_IDENTITY_ATTRIBUTES": [
        {"email": {"mapper": lambda identity: identity, "case_insensitive": False}},
        {"username": {"mapper": lambda identity: identity, "case_insensitive": False}},
    ],
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    # Argon2id; above the least that OWASP asks for (19 MiB, t=2, p=1), and light enough for eight
    # threads on a small machine.
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__memory_cost": 32 * 1024,
        "argon2__time_cost": 2,
        "argon2__parallelism": 1,
    },
    "SECURITY_PASSWORD_CONFIRM_REQUIRED": False,
    # For what stands in links; slow hashes there would tell by their time who has an account.
    "SECURITY_HASHING_SCHEMES": ["hex_sha256"],
    "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=1),
    "SECURITY_EMAIL_HTML": False,
    "SECURITY_EMAIL_SUBJECT_REGISTER": "Confirm your address",
    "SECURITY_JOIN_USER_ROLES": False,
    "SECURITY_DATETIME_FACTORY": utcnow,
    "SECURITY_FRESHNESS": sessions.FRESH,
    "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(0),
    "REMEMBER_COOKIE_HTTPONLY": True,
    "REMEMBER_COOKIE_SAMESITE": "Lax",
    "REMEMBER_COOKIE_DURATION": timedelta(days=30),
}


def init_app(app: Flask) -> None:
    """Set up Flask-Security and limit how fast its pages can be tried."""
    _configure(app)
    security = Security(
        app,
        MemberStore(),
        login_form=forms.SignInForm,
        register_form=forms.SignUpForm,
        confirm_register_form=None,
        forgot_password_form=forms.ForgotForm,
        send_confirmation_form=forms.ConfirmationForm,
        reset_password_form=forms.ResetForm,
        change_password_form=forms.ChangeForm,
        verify_form=forms.FreshForm,
        mail_util_cls=Mail,
        username_util_cls=Usernames,
        password_util_cls=Passwords,
        render_template=render_template,
    )
    security.want_json(lambda _request: False)
    sessions.init_app(app, security.login_manager)
    devices.init_app(app)
    _silence_principal(app, security)
    _wrap_views(app.view_functions)


def render_template(name: str, **context: Any) -> Any:
    """Draw one of Flask-Security's pages or mails; a form that was refused has status 422."""
    drawn = flask.render_template(name, **context)
    refused = any(value.errors for key, value in context.items() if key.endswith("_form"))
    return (drawn, 422) if refused and request.method == "POST" else drawn


def _configure(app: Flask) -> None:
    messages = {f"SECURITY_MSG_{name}": message for name, message in MESSAGES.items()}
    https = app.config["SESSION_COOKIE_SECURE"]
    of_this_site = {
        "SECURITY_PASSWORD_SALT": app.config["SECRET_KEY"],
        "SECURITY_EMAIL_SENDER": app.config["MAIL_FROM"],
        "REMEMBER_COOKIE_SECURE": https,
        "REMEMBER_COOKIE_NAME": "__Host-remember" if https else "remember",
    }
    for name, value in (SETTINGS | messages | of_this_site).items():
        app.config.setdefault(name, value)
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"  # has a default already, and a worse one


def _silence_principal(app: Flask, security: Any) -> None:
    """Flask-Principal would load the member for every static file, and expects other roles."""
    security.principal.identity_loaders.clear()
    identity_changed.disconnect(security.principal._on_identity_changed, app)


def _wrap_views(views: dict[str, Any]) -> None:
    views["security.register"] = sign_up_once(views["security.register"])
    views["security.confirm_email"] = _writing_at_once(views["security.confirm_email"])
    views["security.login"] = limits.limiter.limit(
        limits.SIGN_IN_ACCOUNT,
        key_func=devices.tries,
        methods=["POST"],
        deduct_when=devices.is_wrong,
    )(views["security.login"])
    for name, rate in LIMITS.items():
        limited = limits.limiter.limit(rate, methods=["POST"])
        views[f"security.{name}"] = limited(views[f"security.{name}"])
    for name in ASK_FOR_MAIL:
        views[f"security.{name}"] = limit_asking(views[f"security.{name}"])
    for name in SEND_MAIL:
        views[f"security.{name}"] = limit_to_mailbox(views[f"security.{name}"])


def _writing_at_once(view: Any) -> Any:
    """The link in a mail is opened with GET, and still it writes."""

    def wrapped(token: str) -> ResponseReturnValue:
        start_writing()
        return lead_on(token, view(token=token))

    return wrapped
