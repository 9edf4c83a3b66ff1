"""One small named rule for each verb, reading plain attributes of actor and subject.

A subject is a thread, a post (which has its `thread`), a member, or nothing. Rules never query.
`can` is the only way in; a subject that the actor cannot read refuses every other verb too. What
needs more than to be somebody is in `posting`, `curating` and `people`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from . import curating, people, posting
from .actor import (
    Actor,
    Someone,
    at_once,
    is_administrator,
    is_clinical,
    is_member,
    is_moderator,
    may_write,
)
from .subjects import readable
from .verbs import Verb

Rule = Callable[[Actor, Any], bool]


def can(actor: Actor, verb: Verb, subject: Any = None) -> bool:
    """Say whether `actor` may do `verb` to `subject` (a thread, a post, a member or `None`)."""
    if subject is not None and verb is not Verb.READ and not readable(actor, subject):
        return False
    return RULES[verb](actor, subject)


def allowed(actor: Actor, verbs: Iterable[Verb], subject: Any) -> tuple[Verb, ...]:
    """Return those verbs that `actor` may do to `subject`, as `can` says of each."""
    now = at_once(actor)
    if not readable(now, subject):
        return ()
    return tuple([verb for verb in verbs if RULES[verb](now, subject)])


def only_restricted(actor: Actor, verb: Verb, subject: Any = None) -> bool:
    """Say whether nothing but a restriction keeps `actor` from doing `verb`."""
    if actor.restriction is None or can(actor, verb, subject):
        return False
    return can(Someone(actor.id, actor.roles), verb, subject)


def anyone(_actor: Actor, _subject: Any) -> bool:
    """Everyone, visitors too."""
    return True


def member(actor: Actor, _subject: Any) -> bool:
    """Whoever has signed in."""
    return is_member(actor)


def writer(actor: Actor, _subject: Any) -> bool:
    """Members whom nobody has restricted."""
    return may_write(actor)


def moderator(actor: Actor, _subject: Any) -> bool:
    """Moderators and administrators."""
    return is_moderator(actor)


def administrator(actor: Actor, _subject: Any) -> bool:
    """Administrators."""
    return is_administrator(actor)


def clinical(actor: Actor, _subject: Any) -> bool:
    """Clinicians and moderators."""
    return is_clinical(actor)


RULES: dict[Verb, Rule] = {
    Verb.BROWSE: anyone,
    Verb.READ: readable,
    Verb.SEE_REVISIONS: anyone,
    Verb.SEE_WITHHELD: posting.may_see_withheld,
    Verb.SEE_EVIDENCE: clinical,
    Verb.HAVE_ACCOUNT: member,
    Verb.MUTE: people.may_mute,
    Verb.ASK: writer,
    Verb.ANSWER: posting.may_answer,
    Verb.REPLY: posting.may_reply,
    Verb.EDIT: posting.may_edit,
    Verb.DELETE: posting.may_delete,
    Verb.UNDELETE: posting.may_undelete,
    Verb.VOTE: posting.may_vote,
    Verb.MARK_HELPED: posting.may_mark_helped,
    Verb.FLAG: posting.may_flag,
    Verb.DISPUTE_BANNER: posting.may_dispute,
    Verb.ASK_REOPENING: posting.may_ask_reopening,
    Verb.APPEAL: people.may_appeal,
    Verb.MODERATE: moderator,
    Verb.HIDE: curating.may_hide,
    Verb.RESTORE: curating.may_restore,
    Verb.APPROVE: curating.may_approve,
    Verb.MARK_SPAM: curating.may_mark_spam,
    Verb.LOCK: curating.may_lock,
    Verb.UNLOCK: curating.may_unlock,
    Verb.CLOSE: curating.may_close,
    Verb.REOPEN: curating.may_reopen,
    Verb.PIN: curating.may_pin,
    Verb.UNPIN: curating.may_unpin,
    Verb.RETITLE: moderator,
    Verb.CONVERT: curating.may_convert,
    Verb.ASK_CHANGES: curating.may_ask_changes,
    Verb.RETAG: moderator,
    Verb.SLOW: moderator,
    Verb.UNLIST: curating.may_unlist,
    Verb.LIST: curating.may_list,
    Verb.FEATURE: curating.may_feature,
    Verb.UNFEATURE: curating.may_unfeature,
    Verb.NOTICE: moderator,
    Verb.UNNOTICE: curating.may_take_notice,
    Verb.MERGE: curating.may_merge,
    Verb.UNMERGE: moderator,
    Verb.SPLIT: curating.may_split,
    Verb.KEEP_CLOSED: curating.may_reopen,
    Verb.OVERRIDE_BANNER: curating.may_override,
    Verb.CAUTION: curating.may_caution,
    Verb.DECIDE_FLAGS: moderator,
    Verb.EDIT_LISTS: moderator,
    Verb.SUSPEND: people.may_restrict,
    Verb.SILENCE: people.may_restrict,
    Verb.LIFT: people.may_lift,
    Verb.UPHOLD: people.may_lift,
    Verb.MESSAGE: people.may_address,
    Verb.WARN: people.may_address,
    Verb.VERIFY: people.may_verify,
    Verb.END_VERIFICATION: people.may_end_verification,
    Verb.LOOK_BEHIND: people.may_look_behind,
    Verb.GRANT_ROLES: administrator,
}
