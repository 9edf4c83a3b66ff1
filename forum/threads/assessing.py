"""Triage and rendering of a post, as it is written: once, and never at the cost of the post."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from threading import Timer

from .. import richtext, triage
from ..permissions import OPENING, PostKind
from ..triage.advice import families
from ..web.logs import log
from .models import EXCERPT_MAX, Assessment, Post, Thread

ARTICLE_HEADING_BASE = 2
FOUND_BY_TRIAGE = ("level", "findings", "set_aside", "rules_version", "failed", "assessed_at")
UNKNOWN_VERSION = "none"  # what assessed a post that no rules could read
FIRST_PAGE_SECONDS = 1.0
RENDERED_LATELY = 8


def read_rules_aside() -> None:
    """Soon load what reads posts: it takes a second, which the first page need not share."""
    timer = Timer(FIRST_PAGE_SECONDS, _load_readers)
    timer.daemon = True
    timer.start()


def _load_readers() -> None:
    richtext.render("")
    triage.rules_version()
    families()  # of unsafe advice: else whoever answers first waits for their phrases


def set_source(post: Post, source: str) -> None:
    """Give a post its source, HTML and text."""
    if post.kind is PostKind.ARTICLE:
        drawn = richtext.render(source, heading_base=ARTICLE_HEADING_BASE, anchors=True)
    else:
        drawn = rendered(source)
    post.source = source
    post.html, post.text = drawn.html, drawn.text
    post.render_version = drawn.version


@lru_cache(maxsize=RENDERED_LATELY)
def rendered(source: str) -> richtext.Rendered:
    """Render what a member writes; its preview, screening and saving come one after another."""
    return richtext.render(source)


def assess(post: Post, title: str, now: datetime) -> Assessment:
    """Return what triage finds in a post; a failure of triage is kept as one, and logged."""
    try:
        found = triage.assess(title, post.source, post.kind.value)
    except Exception as error:  # noqa: BLE001  # whatever breaks in triage, the post is saved
        log.error("triage failed", exc_info=error)
        return Assessment(
            level=triage.Level.NONE,
            rules_version=UNKNOWN_VERSION,
            failed=True,
            assessed_at=now,
            findings=[],
            set_aside=[],
        )
    return Assessment(
        level=found.level,
        findings=[finding.to_json() for finding in found.findings],
        set_aside=[item.to_json() for item in found.set_aside],
        rules_version=found.rules_version,
        failed=False,
        assessed_at=now,
    )


def reassess(post: Post, thread: Thread, assessment: Assessment, now: datetime) -> None:
    """Read a changed text again; an override ends with the text that it was made for."""
    assessment.override = assessment.override_at = assessment.override_by_id = None
    assessment.override_reason = ""
    assessment.disputed_at = assessment.checked_at = None
    renew(post, thread, assessment, now)


def renew(post: Post, thread: Thread, assessment: Assessment, now: datetime) -> None:
    """Read the same text by the rules of today; what people decided stands."""
    fresh = assess(post, title_of(post, thread), now)
    for name in FOUND_BY_TRIAGE:
        setattr(assessment, name, getattr(fresh, name))
    show_level(post, thread, assessment)


def show_level(post: Post, thread: Thread, assessment: Assessment) -> None:
    """Keep on the thread the level that its question shows, for the lists."""
    if post.kind is PostKind.QUESTION:
        thread.level = assessment.shown_level


def title_of(post: Post, thread: Thread) -> str:
    """Return the title that belongs to a post: an opening post has the thread's, others none."""
    return thread.title if post.kind in OPENING else ""


def opening_excerpt(post: Post) -> str:
    """Return one line of an opening post for the lists."""
    return richtext.own_words(post.text, EXCERPT_MAX)
