"""A member's e-mail address changes once its link was opened, and no answer says whose it is.

Whether or not the new address has an account already, the pages say the same and two mails go out.
The link works for the member alone: who got it because an address was mistyped can do nothing.
"""

from __future__ import annotations

import secrets
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import send_mail

from ..db import utcnow
from ..permissions import Verb
from ..web import limits
from ..web.actor import current_member
from ..web.gate import gate
from . import actions, queries
from .forms import AddressForm
from .mailbox import limit_asking, limit_to_mailbox
from .models import Member
from .routes import blueprint
from .sessions import token_hash
from .store import start_writing
from .wording import ADDRESS_CHANGED, ADDRESS_LINK_SENT, ADDRESS_WITHDRAWN, OLD_LINK


@blueprint.route("/account/address", methods=["GET", "POST"])
@gate(Verb.HAVE_ACCOUNT)  # first: who may not ask takes nothing of a mailbox's limit
@limit_asking
@limit_to_mailbox
def address() -> ResponseReturnValue:
    """Ask for another address, and say which one waits to be confirmed."""
    member, form = current_member(), AddressForm()
    if not form.accepted():
        waiting = queries.waiting_address(member, utcnow())
        page = render_template("accounts/address.html", form=form, waiting=waiting)
        return page, form.status
    start_writing()
    token = secrets.token_urlsafe(32)
    actions.ask_for_address(member, form.email.data, token_hash(token), utcnow())
    _tell(member, form.email.data, token)
    flash(*ADDRESS_LINK_SENT)
    return redirect(url_for("accounts.address"), 303)


@blueprint.route("/account/address/confirm/<token>", methods=["GET", "POST"])
@limits.limiter.limit(limits.SIGN_IN, methods=["POST"])
@gate(Verb.HAVE_ACCOUNT)
def confirm_address(token: str) -> ResponseReturnValue:
    """Ask whoever opened the link to press a button: programs that look at mail open links, too."""
    member, kept = current_member(), token_hash(token)
    waiting = queries.waiting_address(member, utcnow())
    if waiting is None or waiting.token_hash != kept:
        return _too_late()
    if request.method != "POST":
        return render_template("accounts/confirm_address.html", waiting=waiting)
    if not actions.change_address(member, kept, utcnow()):
        return _too_late()
    flash(*ADDRESS_CHANGED)
    return redirect(url_for("accounts.account"), 303)


@blueprint.post("/account/address/withdraw")
@gate(Verb.HAVE_ACCOUNT)
def withdraw_address() -> ResponseReturnValue:
    """Keep the address that one has; the link in the mail works no more."""
    actions.withdraw_address(current_member())
    flash(*ADDRESS_WITHDRAWN)
    return redirect(url_for("accounts.address"), 303)


def _too_late() -> ResponseReturnValue:
    flash(f"{OLD_LINK} Your address has not changed.", "error")
    return redirect(url_for("accounts.address"), 303)


def _tell(member: Member, email: str, token: str) -> None:
    """Send two mails in any case: to the address that is wanted, and to the one that there is."""
    if queries.is_taken(email):
        _send("An account has this address", email, "address_taken", user=member)
    else:
        link = url_for("accounts.confirm_address", token=token, _external=True)
        _send("Confirm your new address", email, "address_link", user=member, link=link)
    _send("Your address is to change", member.email, "address_notice", user=member)


def _send(subject: str, email: str, template: str, **about: Any) -> None:
    send_mail(subject, email, f"security/email/{template}", **about)
