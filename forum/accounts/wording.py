"""What the pages about signing in say, in place of Flask-Security's own messages.

None of them says whether an account exists. Each is a text and its kind, as Flask-Security has it.
"""

from __future__ import annotations

GIVE_ADDRESS = "Give your e-mail address, such as name@example.org."
OLD_LINK = "That link has been used, was replaced by a newer one, or is too old."
ADDRESS_LINK_SENT = (
    "We have sent a link to the new address. Your address changes when you open it.",
    "success",
)
ADDRESS_CHANGED = ("Your e-mail address is changed.", "success")
ADDRESS_WITHDRAWN = ("Your e-mail address stays as it is.", "success")

MESSAGES: dict[str, tuple[str, str]] = {
    "ALREADY_CONFIRMED": ("Your address is confirmed. You can sign in.", "success"),
    "ANONYMOUS_USER_REQUIRED": ("You are signed in already.", "info"),
    "CONFIRMATION_EXPIRED": (f"{OLD_LINK} We can send you a new one.", "error"),
    "CONFIRMATION_REQUEST": (
        "If that address waits to be confirmed, a new link is on its way to it.",
        "info",
    ),
    "CONFIRMATION_REQUIRED": (
        "Your address is not confirmed yet. Please open the link that we sent to it.",
        "error",
    ),
    "CONFIRM_REGISTRATION": (
        "Almost done. We have sent you a mail: please open the link in it.",
        "success",
    ),
    "DISABLED_ACCOUNT": ("This account is closed.", "error"),
    "EMAIL_CONFIRMED": ("Thank you, your address is confirmed. You can sign in now.", "success"),
    "EMAIL_NOT_PROVIDED": (GIVE_ADDRESS, "error"),
    "GENERIC_AUTHN_FAILED": ("That name or address and that password do not match.", "error"),
    "INVALID_CONFIRMATION_TOKEN": (f"{OLD_LINK} We can send you a new one.", "error"),
    "INVALID_EMAIL_ADDRESS": (GIVE_ADDRESS, "error"),
    "INVALID_PASSWORD": ("That is not your password.", "error"),
    "INVALID_REDIRECT": ("That page is not on this site.", "error"),
    "INVALID_RESET_PASSWORD_TOKEN": (f"{OLD_LINK} Ask for a new one here.", "error"),
    "PASSWORD_CHANGE": ("Your password is changed. Other devices are signed out.", "success"),
    "PASSWORD_IS_THE_SAME": ("That is the password you have now.", "error"),
    "PASSWORD_NOT_PROVIDED": ("Give your password.", "error"),
    "PASSWORD_RESET_EXPIRED": (f"{OLD_LINK} Ask for a new one here.", "error"),
    "PASSWORD_RESET_NO_LOGIN": ("Your new password works now. Please sign in.", "success"),
    "PASSWORD_RESET_REQUEST": (
        "If an account has that address, a link is on its way to it.",
        "info",
    ),
    "REAUTHENTICATION_REQUIRED": ("Please give your password once more first.", "info"),
    "REAUTHENTICATION_SUCCESSFUL": ("Thank you.", "success"),
    "RETYPE_PASSWORD_MISMATCH": ("The two are not the same.", "error"),
    "UNAUTHENTICATED": ("Please sign in first.", "info"),
    "USERNAME_NOT_PROVIDED": ("Choose a name.", "error"),
}
