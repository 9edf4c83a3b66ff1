"""Deciding whether a post goes out at once: whose it is, where it links, what it looks like.

A post that is held is kept whole, and its author sees it in its place with the reason. Nothing here
refuses a post, and no word does: blood, breasts and suicide are what people come here to write of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from ...accounts.models import Member
from ...web.logs import log
from ..assessing import rendered
from . import bayes, queries, signs
from .hosts import linked_hosts, unknown
from .models import REASON_MAX, Cause, PhraseAct
from .phrases import found_in
from .selling import of_selling

# So often the same text may stand among the newest posts before one more is suspected.
SAME_FROM_NEW, SAME_FROM_KNOWN = 2, 4
HOSTS_NAMED = 3
KNOWN_AFTER = 3  # posts that stand: whatever is done with the first ones, links wait so long
TO_AUTHOR = {
    Cause.SELLING: "It looks like an offer to sell prescription medicine, which nobody may do "
    "here. Our filter may well be wrong: you may ask about such medicine, and warn of sellers. "
    "A moderator reads it before others do.",
    Cause.SPAM: "It looks like advertising to our filter, which may well be wrong. "
    "A moderator reads it before others do.",
    Cause.LINK: "It links to a place that is not on our list ({}). "
    "A moderator looks at a new member's links before others do.",
    Cause.PHRASE: "A moderator reads posts about this before others do. You may write about it.",
    Cause.FIRST: "It is one of your first posts, and a moderator reads those before others do. "
    "Once one is approved, yours appear at once.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that speaks for a moderator's look; `detail` is for moderators."""

    cause: Cause
    detail: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What screening found in a draft. Without findings it goes out as it always did.

    `tags` are those that its thread gets by listed phrases. `establishes` says that with this post
    its author is new no longer.
    """

    findings: tuple[Finding, ...] = ()
    reason: str = ""
    tags: tuple[str, ...] = ()
    establishes: bool = False

    @property
    def holds(self) -> bool:
        """Whether a moderator reads it before others do."""
        return any(finding.holds for finding in self.findings)

    @property
    def notifies(self) -> bool:
        """Whether the moderators are told of it, though it is published."""
        return not self.holds and any(f.cause is Cause.PHRASE for f in self.findings)

    @property
    def cause(self) -> Cause:
        """The gravest cause among those that hold, else among all. Needs findings."""
        deciding = [f.cause for f in self.findings if f.holds] or [f.cause for f in self.findings]
        return min(deciding, key=list(Cause).index)


NOTHING = Verdict()


def screen(
    author: Member, title: str, source: str, now: datetime, *, edited: int | None = None
) -> Verdict:
    """Read a draft; `edited` is the id of the post that it changes. Asks six queries at most.

    Whatever breaks in here but the database, the draft is posted.
    """
    if author.roles:
        return NOTHING  # moderators, and clinicians whom they have verified
    try:
        return _screen(author, title, source, now, edited)
    except SQLAlchemyError:
        raise
    except Exception as error:  # noqa: BLE001  # a broken sign must not stop anyone from posting
        log.error("screening failed", exc_info=error)
        return NOTHING


def _screen(author: Member, title: str, source: str, now: datetime, edited: int | None) -> Verdict:
    drawn = rendered(source)
    mode, number = current_app.config["FIRST_POSTS"]
    standing = queries.count_published(author.id) if author.is_new else 0
    hosts = linked_hosts(drawn.html)
    unlisted = unknown(hosts, queries.allowed_among(hosts) | {_own_host()})
    phrases, tags = _phrases(f"{title}\n{drawn.text}")
    findings = [
        *_spam(author, f"{title}\n{source}", drawn.text, unlisted, now, edited),
        *(_offers(f"{title}\n{drawn.text}") if author.is_new else ()),
        *(_links(unlisted) if author.is_new else ()),
        *phrases,
    ]
    if author.is_new and standing < number and edited is None:
        findings.append(
            Finding(Cause.FIRST, f"post {standing + 1} of a new member", mode == "hold")
        )
    verdict = Verdict(tuple(findings), tags=tags)
    if verdict.holds:
        shown = ", ".join(unlisted[:HOSTS_NAMED])
        return Verdict(verdict.findings, TO_AUTHOR[verdict.cause].format(shown)[:REASON_MAX], tags)
    becomes_known = author.is_new and edited is None and standing + 1 >= max(number, KNOWN_AFTER)
    return Verdict(verdict.findings, "", tags, establishes=becomes_known)


def _own_host() -> str:
    return urlsplit(current_app.config["BASE_URL"]).hostname or ""


def _spam(
    author: Member,
    written: str,
    text: str,
    unlisted: tuple[str, ...],
    now: datetime,
    edited: int | None,
) -> Iterable[Finding]:
    same = queries.count_same(text, now, edited) if len(text) >= signs.SAME_TEXT_MIN else 0
    few = SAME_FROM_NEW if author.is_new else SAME_FROM_KNOWN
    found = signs.of_repetition(text, same if same >= few else 0)
    if author.is_new:
        found += signs.of_links(text, unlisted)
    features = bayes.features(written)
    like = bayes.likeness(features, queries.counts_of(features))
    if like.is_suspected:
        words = ", ".join(like.telling[:5])
        found.append(f"{like.probability:.0%} like earlier spam, by: {words}")
    return [Finding(Cause.SPAM, sign, holds=True) for sign in found]


def _offers(text: str) -> Iterable[Finding]:
    return [Finding(Cause.SELLING, sign, holds=True) for sign in of_selling(text)]


def _links(unlisted: tuple[str, ...]) -> Iterable[Finding]:
    return [Finding(Cause.LINK, f"links to {host}", holds=True) for host in unlisted]


def _phrases(text: str) -> tuple[list[Finding], tuple[str, ...]]:
    listed = {phrase.words: phrase for phrase in queries.watched()}
    found = [listed[words] for words in found_in(text, listed)]
    findings = [
        Finding(Cause.PHRASE, f"“{phrase.words}”", holds=phrase.act is PhraseAct.HOLD)
        for phrase in found
        if phrase.act is not PhraseAct.TAG
    ]
    tags = (phrase.tag for phrase in found if phrase.act is PhraseAct.TAG)
    return findings, tuple(dict.fromkeys(tags))
