"""Taking one's own last act back at once: a slip of the finger leaves no mark but in the log.

Undoing is an act like any other: the rules are asked, the log keeps it, the author is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from ...accounts.models import Member
from ...db import db
from ...permissions import PostKind, Verb, Visibility
from ...threads.models import AdviceState, Post, ThreadMerge
from ...threads.moving import Place
from ...threads.queries import load_post
from ...threads.screening.lessons import unlearn
from ...threads.screening.queries import lesson_of
from ...topics.queries import load_topics
from ...triage import Level
from .. import queries
from ..models import FlagState, ModerationAct
from .advice import NO_REVIEW, judge_advice
from .answering import open_flags_again
from .banners import banner_state, override_banner
from .converting import to_answer, to_reply
from .deciding import AlreadyChanged, begin, record
from .featuring import feature, put_notice, take_notice, unfeature
from .hiding import show
from .listing import relist, unlist
from .merging import merge, unmerge
from .openness import close, lock, reopen, unlock
from .pace import slow
from .reopening import ask_again, unkeep
from .settling import unsettle, why_held
from .shelf import pin, unpin
from .splitting import unsplit
from .titles import retitle
from .topics import retag, topics_state

UNDO_FOR = timedelta(seconds=30)  # to see the slip and to find the button
UNDONE = "It was done by mistake and undone at once."
Way = TypeVar("Way")

OPPOSITE: Mapping[Verb, Verb] = {
    Verb.HIDE: Verb.RESTORE,
    Verb.RESTORE: Verb.HIDE,
    Verb.APPROVE: Verb.HIDE,
    Verb.ASK_CHANGES: Verb.APPROVE,
    Verb.MARK_SPAM: Verb.RESTORE,
}


def undo(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    """Undo an act on `post`, if it is the actor's own, fresh, and the newest about it.

    What was seen behind an alias cannot be taken back. Raises `AlreadyChanged`.
    """
    way_back(UNDO, by, act, queries.newest_act_about(act), now)(by, act, post, now)


def way_back(
    ways: Mapping[Verb, Way],
    by: Member,
    act: ModerationAct,
    newest: ModerationAct | None,
    now: datetime,
) -> Way:
    """Return the way to undo an act, which must be the actor's own, fresh, and the `newest`.

    Raises `AlreadyChanged` if it is not, or if there is none.
    """
    is_newest = newest is not None and newest.id == act.id
    is_fresh = now - act.created_at <= UNDO_FOR
    if not is_newest or not is_fresh or act.actor_id != by.id or act.verb not in ways:
        raise AlreadyChanged
    return ways[act.verb]


def _visibility(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    _show_as_before(by, act, post, now)
    db.session.commit()


def _show_as_before(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    visibility = Visibility(act.before["visibility"])
    verb = OPPOSITE[act.verb]
    if act.verb is Verb.APPROVE and visibility is Visibility.RETURNED:
        verb = Verb.ASK_CHANGES
    begin(by, verb, post)
    _unsettle(by, act, post, now)
    was_shown = visibility is Visibility.PUBLISHED
    reason = UNDONE if was_shown else act.before.get("why") or why_held(post) or UNDONE
    show(by, verb, post, visibility, reason, now)


def _unsettle(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    """Undo what followed from deciding about a flagged or screened post."""
    if answered := open_flags_again(post, act.created_at):
        before, after = {"flags": answered}, {"flags": FlagState.OPEN}
        record(by, Verb.DECIDE_FLAGS, post, UNDONE, now, before, after)
    for other in unsettle(post, act.created_at):
        show(by, Verb.HIDE, other.post, Visibility.HELD, other.reason, now)


def _approval(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    if "visibility" in act.before:
        _show_as_before(by, act, post, now)
    else:
        begin(by, Verb.APPROVE, post)
        _unsettle(by, act, post, now)
        record(by, Verb.APPROVE, post, UNDONE, now, act.after, act.before)
    db.session.commit()


def _unlock(by: Member, _act: ModerationAct, post: Post, now: datetime) -> None:
    unlock(by, post, UNDONE, now)


def _lock(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    lock(by, post, _reason_before(act, Verb.LOCK), now)


def _reopen(by: Member, _act: ModerationAct, post: Post, now: datetime) -> None:
    reopen(by, post, UNDONE, now)


def _close(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    ask_again(post, act.created_at)
    close(by, post, _reason_before(act, Verb.CLOSE), now)


def _unkeep(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    unkeep(by, post, act.created_at, UNDONE, now)


def _shelf(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    place, until = act.before["place"], act.before.get("until")
    if place is None:
        unpin(by, post, UNDONE, now)
    else:
        end = datetime.fromisoformat(until) if until else None
        pin(by, post, place, UNDONE, now, seen=act.after["place"], until=end)


def _title(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    before = queries.load_revision(post.id, act.after["revision"])
    retitle(by, post, before.title, UNDONE, now, seen=post.thread.title)


def _topics(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    before, after = load_topics(act.before["topics"]), load_topics(act.after["topics"])
    retag(by, post, before, UNDONE, now, seen=topics_state(after))


def _pace(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    slow(by, post, act.before["minutes"], UNDONE, now, seen=act.after["minutes"])


def _listing(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    (unlist if act.before["noindex"] else relist)(by, post, UNDONE, now)


def _feature(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    (feature if act.before["featured"] else unfeature)(by, post, UNDONE, now)


def _notice(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    if act.before["notice"]:
        put_notice(by, post, _reason_before(act, Verb.NOTICE), now)
    else:
        take_notice(by, post, UNDONE, now)


def _merge(by: Member, act: ModerationAct, _post: Post, now: datetime) -> None:
    found = db.session.get(ThreadMerge, act.before["thread"])
    merged = load_post(found.post_id) if found and found.post_id else None
    if merged is None:
        raise AlreadyChanged
    unmerge(by, merged, UNDONE, now, place=act.before["place"])


def _unmerge(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    merge(by, post, act.before["thread"], UNDONE, now)


def _split(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    unsplit(by, act, post, UNDONE, now)


def _kind(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    if act.after["kind"] == PostKind.ANSWER:
        place = Place(post.id, PostKind.REPLY, act.before["parent"], act.before["to"])
        to_reply(by, post, UNDONE, now, place=place)
    else:
        to_answer(by, post, UNDONE, now)


def _banner(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    before, found = act.before["override"], post.assessment
    if found is None:
        raise AlreadyChanged
    level = None if before is None else Level(before)
    reason = UNDONE if level is None else _reason_before(act, Verb.OVERRIDE_BANNER)
    override_banner(by, post, level, reason, now, seen=banner_state(found), was=act.before)


def _advice(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    before = act.before["advice"]
    state = None if before == NO_REVIEW else AdviceState(before)
    was_shown = state is AdviceState.CAUTIONED
    reason = _reason_before(act, Verb.CAUTION) if was_shown else UNDONE
    judge_advice(by, post, state, reason, now, seen=act.after["advice"])


def _flags(by: Member, act: ModerationAct, post: Post, now: datetime) -> None:
    """Open the flags again, and show the post as it was before they were decided."""
    begin(by, Verb.DECIDE_FLAGS, post)
    open_flags_again(post, act.created_at)
    shown = queries.act_before(act)
    if shown is not None and (shown.actor_id, shown.created_at) == (by.id, act.created_at):
        _show_as_before(by, shown, post, now)
    lesson = lesson_of(post.id)
    if lesson is not None and lesson.created_at == act.created_at:
        unlearn(post.id)
    record(by, Verb.DECIDE_FLAGS, post, UNDONE, now, act.after, {"flags": FlagState.OPEN})
    db.session.commit()


def _reason_before(act: ModerationAct, verb: Verb) -> str:
    """Return why the state was set that an act ended."""
    earlier = queries.act_before(act, verb)
    return earlier.reason if earlier else UNDONE


UNDO: Mapping[Verb, Callable[[Member, ModerationAct, Post, datetime], None]] = {
    Verb.HIDE: _visibility,
    Verb.RESTORE: _visibility,
    Verb.APPROVE: _approval,
    Verb.MARK_SPAM: _visibility,
    Verb.LOCK: _unlock,
    Verb.UNLOCK: _lock,
    Verb.CLOSE: _reopen,
    Verb.REOPEN: _close,
    Verb.KEEP_CLOSED: _unkeep,
    Verb.PIN: _shelf,
    Verb.UNPIN: _shelf,
    Verb.RETITLE: _title,
    Verb.ASK_CHANGES: _visibility,
    Verb.RETAG: _topics,
    Verb.MERGE: _merge,
    Verb.UNMERGE: _unmerge,
    Verb.SPLIT: _split,
    Verb.SLOW: _pace,
    Verb.UNLIST: _listing,
    Verb.LIST: _listing,
    Verb.FEATURE: _feature,
    Verb.UNFEATURE: _feature,
    Verb.NOTICE: _notice,
    Verb.UNNOTICE: _notice,
    Verb.CONVERT: _kind,
    Verb.OVERRIDE_BANNER: _banner,
    Verb.CAUTION: _advice,
    Verb.DECIDE_FLAGS: _flags,
}
