"""Taking one's data along, and closing one's account; both ask for the password once more."""

from __future__ import annotations

import json

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import logout_user

from ..accounts.actions import LastAdministrator
from ..accounts.forms import CloseForm
from ..accounts.sessions import fresh
from ..permissions import Verb
from ..web.actor import current_member
from ..web.gate import gate
from . import actions
from .member_data import member_data
from .routes import blueprint


@blueprint.route("/account/export", methods=["GET", "POST"])
@gate(Verb.HAVE_ACCOUNT)
@fresh
def export() -> ResponseReturnValue:
    """Say what the file holds, or hand it over."""
    if request.method != "POST":
        return render_template("pages/export.html")
    body = json.dumps(member_data(current_member()), indent=2, ensure_ascii=False)
    answer = Response(body, mimetype="application/json")
    answer.headers.set("Content-Disposition", "attachment", filename="my-data.json")
    return answer


@blueprint.route("/account/close", methods=["GET", "POST"])
@gate(Verb.HAVE_ACCOUNT)
@fresh
def close() -> ResponseReturnValue:
    """Ask what becomes of one's posts, and close the account."""
    form = CloseForm()
    if not form.accepted():
        return render_template("pages/close.html", form=form), form.status
    member = current_member()
    try:
        actions.leave(member, take_posts_back=form.posts.data == "take back")
    except LastAdministrator as error:
        form.form_errors.append(str(error))
        return render_template("pages/close.html", form=form), 409
    logout_user()
    flash("Your account is closed. Take care of yourself.", "success")
    return redirect(url_for("pages.home"), 303)
