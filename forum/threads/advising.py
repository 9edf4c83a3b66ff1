"""Unsafe advice in answers and replies, as it is written: kept for moderators, never on the post.

People have the last word: what a moderator decided stands until the text changes, and a caution
stands even then while anything unsafe is left in the text.
"""

from __future__ import annotations

from datetime import datetime

from ..permissions import PostKind
from ..triage import Level
from ..triage.advice import families, review_advice
from ..triage.model import Finding
from ..web.logs import log
from .models import AdviceReview, AdviceState, Post

ADVISING = (PostKind.ANSWER, PostKind.REPLY)


def review(post: Post, under: Level, now: datetime) -> None:
    """Read a new answer or reply, beneath a question of level `under`; other posts give none."""
    if findings := _found(post, under):
        post.advice = _row(findings, now)


def review_changed(post: Post, under: Level, now: datetime) -> None:
    """Read a changed text: what a moderator found fine is open again, a caution stays."""
    before = post.advice
    findings = _found(post, under)
    if before is None or not findings:
        post.advice = _row(findings, now) if findings else None
        return
    same = _said(before.findings) == _said([finding.to_json() for finding in findings])
    _write(before, findings)
    if before.state is AdviceState.FINE and not same:
        before.state, before.found_at = AdviceState.OPEN, now
        before.decided_by_id = before.decided_at = None


def renew_review(post: Post, under: Level, now: datetime) -> None:
    """Read the same text by the rules of today; what a moderator decided stands."""
    before = post.advice
    findings = _found(post, under)
    if before is not None and (findings or before.state is not AdviceState.OPEN):
        _write(before, findings)
    else:
        post.advice = _row(findings, now) if findings else None


def usual_caution(found: AdviceReview | None) -> str:
    """Return the caution that goes with the gravest finding; empty where nothing was found."""
    if found is None or not found.findings:
        return ""
    gravest = max(found.findings, key=lambda finding: Level(finding["level"]).rank)
    family = families().get(gravest["rule"])
    return family.caution if family else ""


def _found(post: Post, under: Level) -> tuple[Finding, ...]:
    if post.kind not in ADVISING:
        return ()
    try:
        return review_advice(post.source, under)
    except Exception as error:  # noqa: BLE001  # whatever breaks in the rules, the post is saved
        log.error("reading advice failed", exc_info=error)
        return ()


def _row(findings: tuple[Finding, ...], now: datetime) -> AdviceReview:
    row = AdviceReview(state=AdviceState.OPEN, found_at=now)
    _write(row, findings)
    return row


def _write(row: AdviceReview, findings: tuple[Finding, ...]) -> None:
    row.findings = [finding.to_json() for finding in findings]
    row.level = max((finding.level for finding in findings), default=Level.NONE)


def _said(findings: list[dict[str, object]]) -> set[tuple[object, object]]:
    return {(finding["rule"], finding["quote"]) for finding in findings}
