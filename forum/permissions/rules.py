"""One small named rule for each verb, reading plain attributes of actor and subject.

A subject is a thread, a post (which has its `thread`), a member, or nothing. Rules never query.
`can` is the only way in; a subject that the actor cannot read refuses every other verb too. Rules
about members are in `people`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from . import people
from .actor import (
    Actor,
    Someone,
    at_once,
    is_administrator,
    is_clinical,
    is_member,
    is_moderator,
    may_press,
    may_write,
)
from .states import Openness, PostKind, ThreadKind, Visibility
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


def readable(actor: Actor, subject: Any) -> bool:
    """Published things are everyone's; the rest is its author's and the moderators'.

    So is what hangs under the rest: a reply may quote all of it.
    """
    if not hasattr(subject, "visibility") or is_moderator(actor):
        return True  # a member: that there is one is no secret
    thread = thread_of(subject)
    return (
        _seen(actor, subject)
        and (thread is subject or _seen(actor, thread))
        and _hangs_in_sight(actor, subject)
    )


def _hangs_in_sight(actor: Actor, subject: Any) -> bool:
    """Say so of what hangs under nothing as well; what one wrote oneself one can take back."""
    above = getattr(subject, "parent", None)
    return above is None or is_own(actor, subject) or _seen(actor, above)


def _seen(actor: Actor, thing: Any) -> bool:
    """Say whether a thread or a post, by itself, may be seen."""
    return thing.visibility is Visibility.PUBLISHED or is_own(actor, thing)


def thread_of(subject: Any) -> Any:
    """Return the thread of a post, or the thread itself."""
    return getattr(subject, "thread", subject)


def is_own(actor: Actor, subject: Any) -> bool:
    """Say whether the actor wrote it; an alias changes nothing here."""
    return actor.id is not None and subject.author_id == actor.id


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


def may_see_withheld(actor: Actor, post: Any) -> bool:
    """What a post said while it was out of sight stays its author's and the moderators'."""
    return is_own(actor, post) or is_moderator(actor)


def may_answer(actor: Actor, thread: Any) -> bool:
    """Members answer open questions; an article takes replies only."""
    return (
        may_write(actor)
        and thread.kind is ThreadKind.QUESTION
        and thread.visibility is Visibility.PUBLISHED
        and thread.openness is Openness.OPEN
    )


def may_reply(actor: Actor, post: Any) -> bool:
    """Members reply to what is published, until the thread is locked."""
    return may_write(actor) and _live(post)


def may_edit(actor: Actor, post: Any) -> bool:
    """Authors edit until the thread is locked or the post deleted; articles are moderators'."""
    if post.visibility is Visibility.DELETED:
        return False
    if is_moderator(actor):
        return True
    return (
        is_own(actor, post)
        and may_write(actor)
        and post.kind is not PostKind.ARTICLE
        and post.thread.openness is not Openness.LOCKED
    )


def may_delete(actor: Actor, post: Any) -> bool:
    """Authors take back what they published, locked or restricted; moderators hide instead.

    Only what is published: bringing it back must not publish what a moderator holds or hides.
    """
    return is_own(actor, post) and post.kind is not PostKind.ARTICLE and _published(post)


def may_undelete(actor: Actor, post: Any) -> bool:
    """Authors bring back what they deleted themselves."""
    return is_own(actor, post) and may_write(actor) and post.visibility is Visibility.DELETED


def may_vote(actor: Actor, post: Any) -> bool:
    """Members vote for others' published posts, until the thread is locked."""
    return may_press(actor) and not is_own(actor, post) and _live(post)


def may_mark_helped(actor: Actor, post: Any) -> bool:
    """Members mark others' answers; the asker's mark counts as the asker's."""
    return may_vote(actor, post) and post.kind is PostKind.ANSWER


def may_flag(actor: Actor, subject: Any) -> bool:
    """Members flag what others wrote."""
    return may_press(actor) and not is_own(actor, subject)


def may_dispute(actor: Actor, post: Any) -> bool:
    """Authors may dispute the banner on their own post until people have judged it."""
    found = post.assessment
    return (
        is_own(actor, post)
        and may_press(actor)
        and found is not None
        and found.override is None
        and found.shown_level != "none"
    )


def may_ask_reopening(actor: Actor, thread: Any) -> bool:
    """Members ask for a closed question to be opened again; whoever moderates just does it."""
    return (
        may_press(actor)
        and not is_moderator(actor)
        and thread.visibility is Visibility.PUBLISHED
        and thread.openness is Openness.CLOSED
    )


def may_override(actor: Actor, post: Any) -> bool:
    """Clinicians and moderators judge the care level of what members wrote; articles have none."""
    return is_clinical(actor) and post.kind is not PostKind.ARTICLE


def may_hide(actor: Actor, subject: Any) -> bool:
    """Moderators hide what is published, held or given back."""
    seen = (Visibility.PUBLISHED, Visibility.HELD, Visibility.RETURNED)
    return is_moderator(actor) and subject.visibility in seen


def may_restore(actor: Actor, subject: Any) -> bool:
    """Moderators restore what is hidden or held; what its author deleted stays the author's."""
    return is_moderator(actor) and subject.visibility in (Visibility.HIDDEN, Visibility.HELD)


def may_approve(actor: Actor, subject: Any) -> bool:
    """Moderators approve what waits, or was published before anyone has looked at it."""
    waits = (Visibility.PUBLISHED, Visibility.HELD, Visibility.RETURNED)
    return is_moderator(actor) and subject.visibility in waits


def may_mark_spam(actor: Actor, subject: Any) -> bool:
    """Moderators mark what members wrote as spam, until it is out of sight."""
    return may_hide(actor, subject) and subject.kind not in (PostKind.ARTICLE, ThreadKind.ARTICLE)


def may_ask_changes(actor: Actor, subject: Any) -> bool:
    """Moderators give back to its author what is published or held; articles are their own."""
    return (
        is_moderator(actor)
        and subject.author_id is not None
        and subject.kind != PostKind.ARTICLE
        and subject.visibility in (Visibility.PUBLISHED, Visibility.HELD)
    )


def may_lock(actor: Actor, thread: Any) -> bool:
    """Moderators lock what is not locked."""
    return is_moderator(actor) and thread.openness is not Openness.LOCKED


def may_unlock(actor: Actor, thread: Any) -> bool:
    """Moderators unlock what is locked."""
    return is_moderator(actor) and thread.openness is Openness.LOCKED


def may_close(actor: Actor, thread: Any) -> bool:
    """Moderators close open questions."""
    return (
        is_moderator(actor)
        and thread.kind is ThreadKind.QUESTION
        and thread.openness is Openness.OPEN
    )


def may_reopen(actor: Actor, thread: Any) -> bool:
    """Moderators reopen what is closed."""
    return is_moderator(actor) and thread.openness is Openness.CLOSED


def may_pin(actor: Actor, thread: Any) -> bool:
    """Moderators pin what is published, and move what is pinned."""
    return is_moderator(actor) and thread.visibility is Visibility.PUBLISHED


def may_unpin(actor: Actor, thread: Any) -> bool:
    """Moderators unpin what is pinned."""
    return is_moderator(actor) and thread.pinned_position is not None


def may_unlist(actor: Actor, thread: Any) -> bool:
    """Moderators keep threads out of search engines."""
    return is_moderator(actor) and not thread.noindex


def may_list(actor: Actor, thread: Any) -> bool:
    """Moderators take back that a thread is kept out of search engines."""
    return is_moderator(actor) and thread.noindex


def may_convert(actor: Actor, post: Any) -> bool:
    """Moderators turn answers and replies of a question into one another."""
    return (
        is_moderator(actor)
        and post.kind in (PostKind.ANSWER, PostKind.REPLY)
        and post.thread.kind is ThreadKind.QUESTION
    )


def may_caution(actor: Actor, post: Any) -> bool:
    """Moderators set a caution beside what advises: answers and replies."""
    return is_moderator(actor) and post.kind in (PostKind.ANSWER, PostKind.REPLY)


def may_split(actor: Actor, post: Any) -> bool:
    """Moderators make a question of its own out of what is published under another."""
    return may_convert(actor, post) and _published(post)


def may_merge(actor: Actor, thread: Any) -> bool:
    """Moderators merge questions that everyone can see."""
    return (
        is_moderator(actor)
        and thread.kind is ThreadKind.QUESTION
        and thread.visibility is Visibility.PUBLISHED
    )


def may_feature(actor: Actor, post: Any) -> bool:
    """Moderators feature published answers."""
    return (
        is_moderator(actor)
        and post.kind is PostKind.ANSWER
        and post.featured_at is None
        and _published(post)
    )


def may_unfeature(actor: Actor, post: Any) -> bool:
    """Moderators take back that an answer is featured."""
    return is_moderator(actor) and post.featured_at is not None


def may_take_notice(actor: Actor, post: Any) -> bool:
    """Moderators take away the notice that stands on a post."""
    return is_moderator(actor) and bool(post.notice)


def _published(post: Any) -> bool:
    return (
        post.visibility is Visibility.PUBLISHED and post.thread.visibility is Visibility.PUBLISHED
    )


def _live(post: Any) -> bool:
    return _published(post) and post.thread.openness is not Openness.LOCKED


RULES: dict[Verb, Rule] = {
    Verb.BROWSE: anyone,
    Verb.READ: readable,
    Verb.SEE_REVISIONS: anyone,
    Verb.SEE_WITHHELD: may_see_withheld,
    Verb.SEE_EVIDENCE: clinical,
    Verb.HAVE_ACCOUNT: member,
    Verb.MUTE: people.may_mute,
    Verb.ASK: writer,
    Verb.ANSWER: may_answer,
    Verb.REPLY: may_reply,
    Verb.EDIT: may_edit,
    Verb.DELETE: may_delete,
    Verb.UNDELETE: may_undelete,
    Verb.VOTE: may_vote,
    Verb.MARK_HELPED: may_mark_helped,
    Verb.FLAG: may_flag,
    Verb.DISPUTE_BANNER: may_dispute,
    Verb.ASK_REOPENING: may_ask_reopening,
    Verb.APPEAL: people.may_appeal,
    Verb.MODERATE: moderator,
    Verb.HIDE: may_hide,
    Verb.RESTORE: may_restore,
    Verb.APPROVE: may_approve,
    Verb.MARK_SPAM: may_mark_spam,
    Verb.LOCK: may_lock,
    Verb.UNLOCK: may_unlock,
    Verb.CLOSE: may_close,
    Verb.REOPEN: may_reopen,
    Verb.PIN: may_pin,
    Verb.UNPIN: may_unpin,
    Verb.RETITLE: moderator,
    Verb.CONVERT: may_convert,
    Verb.ASK_CHANGES: may_ask_changes,
    Verb.RETAG: moderator,
    Verb.SLOW: moderator,
    Verb.UNLIST: may_unlist,
    Verb.LIST: may_list,
    Verb.FEATURE: may_feature,
    Verb.UNFEATURE: may_unfeature,
    Verb.NOTICE: moderator,
    Verb.UNNOTICE: may_take_notice,
    Verb.MERGE: may_merge,
    Verb.UNMERGE: moderator,
    Verb.SPLIT: may_split,
    Verb.KEEP_CLOSED: may_reopen,
    Verb.OVERRIDE_BANNER: may_override,
    Verb.CAUTION: may_caution,
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
