"""One's own account, and claiming a new site. Sign-in and sign-up are Flask-Security's."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import login_user

from ..db import utcnow
from ..permissions import Verb
from ..web import limits
from ..web.gate import gate
from . import actions, queries
from .claim import is_claim
from .forms import AccountForm, ClaimForm

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/account", methods=["GET", "POST"])
@gate(Verb.HAVE_ACCOUNT)
def account() -> ResponseReturnValue:
    """Show and change one's own settings."""
    form = AccountForm(about=current_user.about, care_region=current_user.care_region or "")
    if not form.accepted():
        return render_template("accounts/account.html", form=form), form.status
    actions.change_profile(current_user, form.about.data, form.care_region.data)
    flash("Saved.", "success")
    return redirect(url_for("accounts.account"), 303)


@blueprint.route("/claim/<token>", methods=["GET", "POST"])
@limits.limiter.limit(limits.SIGN_UP, methods=["POST"])
@gate(Verb.BROWSE)
def claim(token: str) -> ResponseReturnValue:
    """Let whoever holds the printed link become the first administrator."""
    if not is_claim(token) or queries.is_claimed():
        abort(404)
    form = ClaimForm()
    if not form.validate_on_submit():
        return render_template("accounts/claim.html", form=form), 422 if form.errors else 200
    try:
        member = actions.claim_site(
            form.username.data, form.email.data, form.password.data, utcnow()
        )
    except actions.CannotMakeMember as error:
        form.form_errors.append(str(error))
        return render_template("accounts/claim.html", form=form), 409
    login_user(member)
    flash("The site is yours. You are its first administrator.", "success")
    return redirect(url_for("pages.home"), 303)
