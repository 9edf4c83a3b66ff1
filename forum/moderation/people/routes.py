"""The moderators' pages about members, the look behind an alias, and one's own standing."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...accounts.models import Member
from ...accounts.queries import load_member
from ...db import utcnow
from ...permissions import Verb, can
from ...threads.models import Post
from ...threads.queries import load_post
from ...web import limits
from ...web.actor import current_actor, current_member
from ...web.gate import View, gate
from ...web.paging import load_page
from ...web.preferences import local_path
from ..models import ModerationAct
from ..presses import offer_undo, undone
from . import actions, queries
from .acts import ON_MEMBERS, MemberAct
from .forms import AppealForm, LookForm, MemberForm, MemberNoteForm

APPEALED = "Thank you. A moderator will look at it again, and you will be told."
APPEALED_BEFORE = "You have asked for another look at this already."


def register(blueprint: Blueprint) -> None:
    """Add the pages to the moderators' blueprint."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/moderation/members", "members", members)
    one = "/moderation/members/<username>"
    blueprint.add_url_rule(one, "member", member, methods=both)
    for act in ON_MEMBERS:
        blueprint.add_url_rule(f"{one}/{act.path}", act.endpoint, _page(act), methods=both)
    look = "/moderation/posts/<int:post_id>/alias"
    blueprint.add_url_rule(look, "look_behind", look_behind, methods=both)
    blueprint.add_url_rule("/account/standing", "standing", standing)
    blueprint.add_url_rule("/account/appeal", "appeal", appeal, methods=both)


@gate(Verb.MODERATE)
def members() -> ResponseReturnValue:
    """Who is restricted and who is verified; `?name=` leads to a member's page."""
    name, now = request.args.get("name", "").strip(), utcnow()
    found = load_member(name) if name and "\0" not in name else None
    if found is not None:
        return redirect(url_for("moderation.member", username=found.username), 303)
    return render_template(
        "moderation/members.html",
        name=name,
        restricted=queries.restricted(now),
        verified=queries.verified(now.date()),
    )


@limits.limiter.limit(limits.PRESS, methods=["POST"])
@gate(Verb.MODERATE, load_member)
def member(subject: Member) -> ResponseReturnValue:
    """What moderators did about a member and noted of them."""
    form = MemberNoteForm()
    if form.accepted():
        actions.note_on_member(current_member(), subject, form.text.data, utcnow())
        return redirect(request.path, 303)
    return render_template(
        "moderation/member.html",
        form=form,
        member=subject,
        notes=queries.notes_about(subject),
        verifications=queries.verifications_of(subject),
        page=load_page(queries.history_of(subject), (ModerationAct.id,)),
    ), form.status


def _page(act: MemberAct) -> View:
    @limits.limiter.limit(limits.PRESS, methods=["POST"])
    @gate(actions.power_for(act.verb), load_member)
    def page(subject: Member) -> ResponseReturnValue:
        back = request.args.get("back", "")
        form = act.form(seen_state=actions.state_of(subject), back=back)
        if form.accepted():
            return _do(act, subject, form)
        if not can(current_actor(), act.verb, subject):
            abort(409)
        page = render_template("moderation/member_act.html", act=act, form=form, member=subject)
        return page, form.status

    return page


def _do(act: MemberAct, subject: Member, form: MemberForm) -> ResponseReturnValue:
    by, now = current_member(), utcnow()
    act.run(by, subject, form, now)
    flash(act.done, "success")
    if act.verb in actions.UNDO:
        offer_undo(by, now)
    back = local_path(form.back.data or "")
    return redirect(back or url_for("moderation.member", username=subject.username), 303)


def undo(act: ModerationAct) -> ResponseReturnValue:
    """Take one's own act on a member back; the caller's gate let the actor in."""
    subject = queries.load_acts_member(act)
    if subject is None:
        abort(404)
    actions.undo_on_member(current_member(), act, subject, utcnow())
    return undone(url_for("moderation.member", username=subject.username))


@limits.limiter.limit(limits.PRESS, methods=["POST"])
@gate(Verb.LOOK_BEHIND, load_post)
def look_behind(post: Post) -> ResponseReturnValue:
    """Say who wrote a post under an alias; the answer to the form is the only place for it."""
    form = LookForm()
    if not form.accepted():
        return render_template("moderation/look.html", form=form, post=post), form.status
    author = actions.look_behind(current_member(), post, form.reason.data, utcnow())
    return render_template("moderation/looked.html", post=post, author=author)


@gate(Verb.HAVE_ACCOUNT)
def standing() -> ResponseReturnValue:
    """What moderators decided about whoever asks, and about what they wrote."""
    member = current_member()
    page = load_page(queries.told_to(member), (ModerationAct.id,))
    return render_template(
        "moderation/standing.html",
        page=page,
        verification=queries.current_verification(member, utcnow().date()),
        may_appeal=queries.open_to_appeal(member) is not None,
        appeal_waits=queries.has_waiting_appeal(member),
    )


@limits.limiter.limit(limits.PRESS, methods=["POST"])
@gate(Verb.APPEAL)
def appeal() -> ResponseReturnValue:
    """Ask the moderators to look at one's own restriction again."""
    member, form = current_member(), AppealForm()
    if queries.open_to_appeal(member) is None:
        flash(APPEALED_BEFORE, "info")
    elif not form.accepted():
        return render_template("moderation/appeal.html", form=form), form.status
    else:
        is_new = actions.appeal(member, form.text.data, utcnow())
        flash(*((APPEALED, "success") if is_new else (APPEALED_BEFORE, "info")))
    return redirect(url_for("moderation.standing"), 303)
