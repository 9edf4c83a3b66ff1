"""Everything that moderators press on a thread or a post, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..accounts.models import Member
from ..permissions import OPENING, PostKind, Verb, Visibility, can
from ..threads.advising import ADVISING, usual_caution
from ..threads.models import AdviceState, Post, Thread
from ..triage import Level
from ..web.actor import current_actor
from . import actions, curating, queries
from .act import Act, always, plain, quick, usual
from .forms import (
    AdviceFineForm,
    BannerForm,
    CautionForm,
    FlagsForm,
    JudgedForm,
    PinForm,
    RetitleForm,
)
from .reasons import CANNED, FOR_FLAG, for_level

# These answer what members sent, and stand beside it on the worklist.
ON_WORKLIST = (Verb.DECIDE_FLAGS, Verb.KEEP_CLOSED)


def on_thread(thread: Thread) -> list[Act]:
    """Return the acts that the actor may do to a thread as it is now."""
    return [act for act in ON_THREADS if _is_offered(act, thread)]


def on_post(post: Post) -> list[Act]:
    """Return the acts that the actor may do to a post as it is now, its flags aside."""
    return [act for act in ON_POSTS if act.fits(post) and _is_offered(act, post)]


def _is_offered(act: Act, subject: Thread | Post) -> bool:
    """Say whether the actor may do it; what is held can be restored, but is approved."""
    if act.verb is Verb.RESTORE and subject.visibility is Visibility.HELD:
        return False
    if act.verb in ON_WORKLIST:
        return False
    return can(current_actor(), act.verb, subject)


def _pin(by: Member, post: Post, form: PinForm, reason: str, now: datetime) -> None:
    seen, until = form.seen_place.data, form.end()
    actions.pin(by, post, form.place.data, reason, now, seen=seen, until=until)


def _retitle(by: Member, post: Post, form: RetitleForm, reason: str, now: datetime) -> None:
    actions.retitle(by, post, form.title.data, reason, now, seen=form.seen_title.data)


def _judge(by: Member, post: Post, form: BannerForm, reason: str, now: datetime) -> None:
    level = Level(form.level.data)
    actions.override_banner(by, post, level, reason, now, seen=form.seen_banner.data)


def _withdraw(by: Member, post: Post, form: JudgedForm, reason: str, now: datetime) -> None:
    actions.override_banner(by, post, None, reason, now, seen=form.seen_banner.data)


def _caution(by: Member, post: Post, form: CautionForm, reason: str, now: datetime) -> None:
    seen = form.seen_advice.data or ""
    actions.judge_advice(by, post, AdviceState.CAUTIONED, reason, now, seen=seen)


def _advice_fine(by: Member, post: Post, form: AdviceFineForm, reason: str, now: datetime) -> None:
    seen = form.seen_advice.data or ""
    actions.judge_advice(by, post, AdviceState.FINE, reason, now, seen=seen)


def _uphold(by: Member, post: Post, form: FlagsForm, reason: str, now: datetime) -> None:
    actions.uphold(by, post, reason, now, upto=form.upto.data or 0)


def _uphold_and_keep(by: Member, post: Post, form: FlagsForm, reason: str, now: datetime) -> None:
    actions.uphold(by, post, reason, now, upto=form.upto.data or 0, keep=True)


def _decline(by: Member, post: Post, form: FlagsForm, reason: str, now: datetime) -> None:
    actions.decline(by, post, reason, now, upto=form.upto.data or 0)


def _banner(post: Post) -> Mapping[str, Any]:
    found = post.assessment
    if found is None:
        return {}
    return {"level": found.shown_level.value, "seen_banner": actions.banner_state(found)}


def _newest_flag(post: Post) -> Mapping[str, Any]:
    return {"upto": max((flag.id for flag in queries.open_flags([post.id])), default=0)}


def _as_flagged(post: Post, _form: Any) -> str:
    flags = queries.open_flags([post.id])
    return FOR_FLAG[flags[0].reason] if flags else AGAINST


def _as_judged(post: Post, form: BannerForm) -> str:
    before = Level.NONE if post.assessment is None else post.assessment.shown_level
    return for_level(before, Level(form.level.data))


def _advice(post: Post) -> Mapping[str, Any]:
    return {"seen_advice": actions.advice_state(post)}


def _takes_caution(post: Post) -> bool:
    return post.kind in ADVISING and actions.advice_state(post) != AdviceState.CAUTIONED


def _is_judged(post: Post) -> bool:
    return post.assessment is not None and post.assessment.override is not None


WITH_CARE, ADVICE_FINE = CANNED[Verb.CAUTION]
ANSWERS_IT, SPEAKS_ASIDE = CANNED[Verb.CONVERT]
FINE, AGAINST = CANNED[Verb.DECIDE_FLAGS]

ON_THREADS: tuple[Act, ...] = (
    quick("restore", Verb.RESTORE, "Restore", "undo", "Restored.", actions.restore),
    Act("close", Verb.CLOSE, "Close", "check", "Closed to new answers.", plain(actions.close)),
    quick("reopen", Verb.REOPEN, "Reopen", "undo", "Reopened.", actions.reopen),
    Act("lock", Verb.LOCK, "Lock", "lock", "Locked.", plain(actions.lock)),
    quick("unlock", Verb.UNLOCK, "Unlock", "lock", "Unlocked.", actions.unlock),
    quick("unpin", Verb.UNPIN, "Unpin", "pin", "Taken off the shelf.", actions.unpin),
    Act("hide", Verb.HIDE, "Hide", "hidden", "Hidden.", plain(actions.hide)),
    Act(
        "pin",
        Verb.PIN,
        "Pin, or move on the shelf",
        "pin",
        "It stands on the shelf.",
        _pin,
        usual(Verb.PIN),
        PinForm,
        lambda post: {"seen_place": post.thread.pinned_position},
    ),
    Act(
        "retitle",
        Verb.RETITLE,
        "Change the title",
        "edit",
        "The title was changed.",
        _retitle,
        usual(Verb.RETITLE),
        RetitleForm,
        lambda post: {"title": post.thread.title, "seen_title": post.thread.title},
    ),
    *curating.ON_THREADS,
)
ON_POSTS: tuple[Act, ...] = (
    *curating.FIRST_ON_POSTS,
    quick(
        "restore",
        Verb.RESTORE,
        "Restore",
        "undo",
        "Restored.",
        actions.restore,
        fits=lambda post: post.kind not in OPENING,
    ),
    quick(
        "approve",
        Verb.APPROVE,
        "It is fine",
        "check",
        "Approved.",
        actions.approve,
        fits=lambda post: post.visibility in (Visibility.HELD, Visibility.RETURNED),
    ),
    quick("spam", Verb.MARK_SPAM, "It is spam", "hidden", "Hidden as spam.", actions.mark_spam),
    Act(
        "to-answer",
        Verb.CONVERT,
        "Make it an answer",
        "questions",
        "It is an answer now.",
        plain(actions.to_answer),
        always(ANSWERS_IT),
        fits=lambda post: post.kind is PostKind.REPLY,
    ),
    Act(
        "to-reply",
        Verb.CONVERT,
        "Make it a reply",
        "reply",
        "It is a reply now.",
        plain(actions.to_reply),
        always(SPEAKS_ASIDE),
        fits=lambda post: post.kind is PostKind.ANSWER,
    ),
    Act(
        "hide",
        Verb.HIDE,
        "Hide",
        "hidden",
        "Hidden.",
        plain(actions.hide),
        fits=lambda post: post.kind not in OPENING,
    ),
    Act(
        "banner",
        Verb.OVERRIDE_BANNER,
        "Judge the care notice",
        "info",
        "Your judgement of the care notice stands.",
        _judge,
        _as_judged,
        BannerForm,
        _banner,
        fits=lambda post: post.assessment is not None,
    ),
    Act(
        "withdraw",
        Verb.OVERRIDE_BANNER,
        "Withdraw the judgement",
        "undo",
        "The rules decide the notice again.",
        _withdraw,
        always("The judgement was withdrawn."),
        JudgedForm,
        _banner,
        fits=_is_judged,
    ),
    Act(
        "caution",
        Verb.CAUTION,
        "Show a caution beside it",
        "info",
        "The caution stands beside it.",
        _caution,
        lambda post, _form: usual_caution(post.advice) or WITH_CARE,
        CautionForm,
        _advice,
        fits=_takes_caution,
    ),
    Act(
        "advice-fine",
        Verb.CAUTION,
        "It needs no caution",
        "check",
        "No caution stands beside it.",
        _advice_fine,
        always(ADVICE_FINE),
        AdviceFineForm,
        _advice,
        fits=lambda post: actions.advice_state(post) in (AdviceState.OPEN, AdviceState.CAUTIONED),
    ),
    Act(
        "decline",
        Verb.DECIDE_FLAGS,
        "It is fine",
        "check",
        "The flags were answered; the post stays.",
        _decline,
        always(FINE),
        FlagsForm,
        _newest_flag,
    ),
    Act(
        "uphold-and-keep",
        Verb.DECIDE_FLAGS,
        "Flagged rightly, but keep it",
        "flag",
        "The flags were answered; the post stays.",
        _uphold_and_keep,
        _as_flagged,
        FlagsForm,
        _newest_flag,
    ),
    Act(
        "uphold",
        Verb.DECIDE_FLAGS,
        "Hide it",
        "hidden",
        "The flags were answered; the post is hidden.",
        _uphold,
        _as_flagged,
        FlagsForm,
        _newest_flag,
    ),
    *curating.ON_POSTS,
)
