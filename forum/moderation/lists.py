"""The page of the moderators' lists: allowed hosts, and phrases to watch for."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import ValidationError

from ..db import utcnow
from ..permissions import Verb
from ..threads.screening import PhraseAct, bayes, queries
from ..threads.screening.hosts import host_name
from ..threads.screening.models import HOST_MAX, PHRASE_MAX
from ..threads.screening.phrases import folded
from ..topics.naming import tag_name
from ..web import limits
from ..web.actor import current_member
from ..web.forms import Form, Says, tidy_line
from ..web.gate import gate
from . import actions
from .routes import blueprint


def names_a_host(_form: Any, field: Any) -> None:
    """Refuse what is no host's name."""
    if host_name(field.data or "") is None:
        raise ValidationError("Give a name such as nhs.uk, or an address such as https://nhs.uk/.")


def has_words(_form: Any, field: Any) -> None:
    """Refuse what has no letter and no digit to look for, or grows too long when it is folded."""
    if not 2 <= len(folded(field.data or "")) <= PHRASE_MAX:
        raise ValidationError(f"Give a word or a few, with 2 to {PHRASE_MAX} letters.")


class HostForm(Form):
    """A host that new members may link to."""

    host = StringField(
        "Host",
        filters=[tidy_line],
        validators=[Says(4, HOST_MAX, "The host"), names_a_host],
        description="For example nhs.uk. The names below it are allowed with it.",
    )


class PhraseForm(Form):
    """Words to watch for, and what to do."""

    words = StringField(
        "Words",
        filters=[tidy_line],
        validators=[Says(2, PHRASE_MAX, "The phrase"), has_words],
        description="Whole words, in this order; capitals and accents do not count.",
    )
    act = RadioField(
        "What happens to a post that has them?",
        choices={
            PhraseAct.NOTIFY.value: "It is published, and the moderators are told",
            PhraseAct.HOLD.value: "A moderator reads it before others do",
            PhraseAct.TAG.value: "Its question gets a tag",
        },
        default=PhraseAct.NOTIFY.value,
    )
    tag = StringField("Tag", filters=[tidy_line], validators=[Says(0, 40, "The tag")])

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Ask for the tag where one is to be given."""
        right = bool(super().validate(*args, **kwargs))
        if self.act.data == PhraseAct.TAG and not tag_name(self.tag.data or ""):
            self.tag.errors = ["Which tag should it get?"]
            return False
        return right


class RemoveForm(Form):
    """A line that is taken off its list."""

    line = HiddenField(filters=[tidy_line])


@blueprint.get("/moderation/lists")
@gate(Verb.EDIT_LISTS)
def lists() -> ResponseReturnValue:
    """Both lists, with what the spam filter has learned so far."""
    return _page(HostForm(formdata=None), PhraseForm(formdata=None))


@blueprint.post("/moderation/lists/hosts")
@limits.limiter.limit(limits.PRESS)
@gate(Verb.EDIT_LISTS)
def allow_host() -> ResponseReturnValue:
    """Put a host on the list."""
    form = HostForm()
    if not form.accepted():
        return _page(form, PhraseForm(formdata=None))
    actions.allow_host(current_member(), host_name(form.host.data) or "", utcnow())
    return _changed()


@blueprint.post("/moderation/lists/phrases")
@limits.limiter.limit(limits.PRESS)
@gate(Verb.EDIT_LISTS)
def watch_phrase() -> ResponseReturnValue:
    """Put a phrase on the list, or change what it does."""
    form = PhraseForm()
    if not form.accepted():
        return _page(HostForm(formdata=None), form)
    act = PhraseAct(form.act.data)
    tag = tag_name(form.tag.data) if act is PhraseAct.TAG else ""
    actions.watch_phrase(current_member(), folded(form.words.data), act, tag, utcnow())
    return _changed()


@blueprint.post("/moderation/lists/hosts/remove")
@limits.limiter.limit(limits.PRESS)
@gate(Verb.EDIT_LISTS)
def forbid_host() -> ResponseReturnValue:
    """Take a host off the list."""
    actions.forbid_host(current_member(), RemoveForm().line.data or "", utcnow())
    return _changed()


@blueprint.post("/moderation/lists/phrases/remove")
@limits.limiter.limit(limits.PRESS)
@gate(Verb.EDIT_LISTS)
def forget_phrase() -> ResponseReturnValue:
    """Take a phrase off the list."""
    actions.forget_phrase(current_member(), folded(RemoveForm().line.data or ""), utcnow())
    return _changed()


def _page(host_form: HostForm, phrase_form: PhraseForm) -> ResponseReturnValue:
    spam, fine = queries.counts_of(()).get(bayes.TOTAL, (0, 0))
    return render_template(
        "moderation/lists.html",
        host_form=host_form,
        phrase_form=phrase_form,
        hosts=queries.allowed_hosts(),
        phrases=queries.phrases(),
        spam=spam,
        fine=fine,
        needed=bayes.LESSONS_NEEDED,
    ), max(host_form.status, phrase_form.status)


def _changed() -> ResponseReturnValue:
    flash("The list was changed.", "success")
    return redirect(url_for("moderation.lists"), 303)
