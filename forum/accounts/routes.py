"""One's own account, and claiming a new site. Sign-in and sign-up are Flask-Security's."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import login_user

from ..db import utcnow
from ..permissions import Verb
from ..web import limits
from ..web.gate import gate
from ..web.preferences import local_path
from . import actions, queries, sessions
from .claim import is_claim
from .forms import AccountForm, ClaimForm
from .models import Member

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/account", methods=["GET", "POST"])
@gate(Verb.HAVE_ACCOUNT)
def account() -> ResponseReturnValue:
    """Show and change one's own settings."""
    form = AccountForm(about=current_user.about, care_region=current_user.care_region or "")
    if not form.accepted():
        muted = queries.muted_by(current_user)
        return render_template("accounts/account.html", form=form, muted=muted), form.status
    actions.change_profile(current_user, form.about.data, form.care_region.data)
    flash("Saved.", "success")
    return redirect(url_for("accounts.account"), 303)


@blueprint.get("/account/sessions", endpoint="sessions")
@gate(Verb.HAVE_ACCOUNT)
def list_sessions() -> ResponseReturnValue:
    """Where one is signed in."""
    return render_template(
        "accounts/sessions.html",
        sign_ins=queries.sign_ins_of(current_user, utcnow()),
        this_one=sessions.current_sign_in_id(),
    )


@blueprint.post("/account/sessions/<int:sign_in_id>/end")
@gate(Verb.HAVE_ACCOUNT)
def end_session(sign_in_id: int) -> ResponseReturnValue:
    """Sign one of one's own devices out; a stranger's is nobody's here."""
    actions.end_sign_in(current_user, sign_in_id)
    flash("That device is signed out.", "success")
    return redirect(url_for("accounts.sessions"), 303)


@blueprint.post("/account/sessions/end")
@gate(Verb.HAVE_ACCOUNT)
def end_other_sessions() -> ResponseReturnValue:
    """Sign every device out but this one."""
    actions.end_other_sign_ins(current_user, sessions.current_sign_in_id())
    flash("Every other device is signed out.", "success")
    return redirect(url_for("accounts.sessions"), 303)


@blueprint.post("/members/<username>/mute")
@limits.limiter.limit(limits.PRESS)
@gate(Verb.MUTE, queries.load_member)
def mute(other: Member) -> ResponseReturnValue:
    """Read and hear no more of a member."""
    actions.mute(current_user, other)
    flash(f"You have muted {other.username}. You can change that in your account.", "success")
    return redirect(url_for("pages.member", username=other.username), 303)


@blueprint.post("/members/<username>/unmute")
@limits.limiter.limit(limits.PRESS)
@gate(Verb.MUTE, queries.load_member)
def unmute(other: Member) -> ResponseReturnValue:
    """Read and hear of a member again."""
    actions.unmute(current_user, other)
    flash(f"{other.username} is muted no longer.", "success")
    back = local_path(request.form.get("back", ""))
    return redirect(back or url_for("accounts.account", _anchor="muted"), 303)


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
