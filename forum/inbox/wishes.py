"""The pages on which members choose how often they hear by mail of what is in their inbox."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField

from ..permissions import Verb
from ..web import limits
from ..web.actor import current_member
from ..web.forms import Form
from ..web.gate import gate
from . import actions, mailing, queries
from .models import MailPace
from .routes import blueprint

PACE_NAMES = {
    MailPace.HOURLY.value: "At most once an hour",
    MailPace.DAILY.value: "At most once a day",
    MailPace.NEVER.value: "Never",
}


class MailForm(Form):
    """How often a member wants to hear by mail that something new is there."""

    pace = RadioField("How often?", choices=PACE_NAMES)


class StopForm(Form):
    """No more of these mails; there is nothing to fill in."""


@blueprint.route("/inbox/mail", methods=["GET", "POST"])
@gate(Verb.HAVE_ACCOUNT)
def choose_mail() -> ResponseReturnValue:
    """Choose how often one gets a mail when something new is in one's inbox."""
    member = current_member()
    form = MailForm(pace=queries.mail_pace(member.id).value)
    if not form.accepted():
        return render_template("inbox/mail.html", form=form), form.status
    actions.choose_mail_pace(member.id, MailPace(form.pace.data))
    flash("Kept.", "success")
    return redirect(url_for("inbox.choose_mail"), 303)


@blueprint.route("/inbox/mail/stop/<stop_token>", methods=["GET", "POST"])
@limits.limiter.limit(limits.PRESS, methods=["POST"])
@gate(Verb.BROWSE)
def stop_mail(stop_token: str) -> ResponseReturnValue:
    """Ask whoever opened a mail's link to press a button: programs that look at mail open it, too.

    It needs no signing in, and can do nothing but end these mails.
    """
    member_id, form = mailing.member_of(stop_token), StopForm()
    if member_id is None:
        abort(404)
    done = form.accepted()
    if done:
        actions.choose_mail_pace(member_id, MailPace.NEVER)
    return render_template("inbox/stop_mail.html", form=form, done=done), form.status
