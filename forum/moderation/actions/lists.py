"""The moderators' two lists: the hosts that new members may link to, and phrases to watch for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ...accounts.models import Member
from ...db import db
from ...permissions import Verb, can
from ...threads.screening import PhraseAct
from ...threads.screening.models import AllowedHost, Phrase
from ..models import CannedReasons, ModerationAct
from .deciding import NotAllowed


def edit_reasons(by: Member, verb: Verb, lines: list[str], now: datetime) -> None:
    """Offer other reasons for a verb; without any, those that came with the site again."""
    _begin(by)
    known = db.session.get(CannedReasons, verb)
    before = len(known.lines.splitlines()) if known else None
    if lines:
        db.session.merge(CannedReasons(verb=verb, lines="\n".join(lines)))
    elif known is not None:
        db.session.delete(known)
    _finish(by, f"reasons: {verb.value}", before, len(lines) or None, now)


def allow_host(by: Member, host: str, now: datetime) -> None:
    """Let new members link to a host, and to those below it, at once."""
    _begin(by)
    if db.session.get(AllowedHost, host) is None:
        db.session.add(AllowedHost(host=host, created_at=now))
        _finish(by, "host", None, host, now)


def forbid_host(by: Member, host: str, now: datetime) -> None:
    """Hold new members' links to a host again."""
    _begin(by)
    found = db.session.get(AllowedHost, host)
    if found is not None:
        db.session.delete(found)
        _finish(by, "host", host, None, now)


def watch_phrase(by: Member, words: str, act: PhraseAct, tag: str, now: datetime) -> None:
    """Watch for a phrase, given folded; one that is listed already gets another act."""
    _begin(by)
    known = db.session.get(Phrase, words)
    before = None if known is None else _told(known)
    phrase = db.session.merge(Phrase(words=words, act=act, tag=tag, created_at=now))
    if before != _told(phrase):
        _finish(by, "phrase", before, _told(phrase), now)


def forget_phrase(by: Member, words: str, now: datetime) -> None:
    """Watch for a phrase no longer."""
    _begin(by)
    known = db.session.get(Phrase, words)
    if known is not None:
        db.session.delete(known)
        _finish(by, "phrase", _told(known), None, now)


def _told(phrase: Phrase) -> str:
    return f"“{phrase.words}”: {phrase.act}{f' {phrase.tag}' if phrase.tag else ''}"


def _begin(by: Member) -> None:
    db.session.refresh(by)
    if not can(by, Verb.EDIT_LISTS):
        raise NotAllowed


def _finish(by: Member, name: str, before: Any, after: Any, now: datetime) -> None:
    db.session.add(
        ModerationAct(
            actor_id=by.id,
            verb=Verb.EDIT_LISTS,
            before={name: before},
            after={name: after},
            created_at=now,
        )
    )
    db.session.commit()
