"""An article from a file becomes a thread, with its readers' comments as replies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from ... import richtext
from ...db import db
from ...permissions import PostKind, ThreadKind
from ...threads.advising import review
from ...threads.aliases import new_alias
from ...threads.assessing import assess, opening_excerpt, set_source
from ...threads.counters import count_in_thread
from ...threads.models import TITLE_MAX, Post, Thread
from ...topics.actions import count_thread, tags_named
from ...topics.models import TopicKind
from ...topics.naming import tag_name
from ...topics.queries import load_named
from ..documents import Comment, Document, NotAnArticle
from ..models import Article
from ..queries import load_by_digest, slug_taken

BYLINE = "Reference library"
PROVENANCE = (
    *("summary", "author", "editor", "reviewer", "source", "source_url", "licence"),
    *("written", "edited", "reviewed", "review_due"),
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the article, and whether it is new (an old one was left as it was)."""

    article: Article
    is_new: bool
    comments: int


def import_document(document: Document, now: datetime, *, pin: int | None = None) -> Imported:
    """Store an article with its comments; the same file a second time changes nothing.

    Raises `NotAnArticle` for one that is longer than the renderer takes.
    """
    _refuse_overlong(document)
    known = load_by_digest(document.digest)
    if known is not None:
        return Imported(known, False, 0)
    thread = _thread(document, now, pin)
    opening = Post(
        thread=thread,
        kind=PostKind.ARTICLE,
        alias=BYLINE,
        created_at=thread.created_at,
    )
    set_source(opening, document.body)
    thread.excerpt = document.summary or opening_excerpt(opening)
    thread.excerpt = richtext.excerpt(thread.excerpt)
    article = Article(
        thread=thread,
        slug=thread.slug,
        digest=document.digest,
        sources=[{"title": source.title, "url": source.url} for source in document.sources],
        **{name: getattr(document, name) for name in PROVENANCE},
    )
    db.session.add_all([thread, opening, article])
    db.session.flush()
    _add_comments(thread, opening, document.comments, now)
    count_thread(thread.topics, 1)
    db.session.commit()
    return Imported(article, True, len(document.comments))


def _refuse_overlong(document: Document) -> None:
    most = richtext.MAX_SOURCE_LENGTH
    bodies = [document.body, *(comment.body for comment in document.comments)]
    if max(map(len, bodies)) > most:
        raise NotAnArticle(
            f"“{document.title}” has a text of more than {most:,} characters: divide it in two"
        )


def _thread(document: Document, now: datetime, pin: int | None) -> Thread:
    made = datetime.combine(document.written, time(), UTC) if document.written else now
    names = filter(None, map(tag_name, document.tags))
    tags = tags_named(list(dict.fromkeys(names)))
    return Thread(
        kind=ThreadKind.ARTICLE,
        title=document.title[:TITLE_MAX],
        slug=_free_slug(document.slug),
        alias=BYLINE,
        created_at=min(made, now),
        active_at=min(made, now),
        pinned_position=pin,
        topics=[*tags, *load_named(TopicKind.AREA, document.areas)],
    )


def _free_slug(wanted: str) -> str:
    """Return the slug, with a number behind it if another article has it."""
    slug, number = wanted, 2
    while slug_taken(slug):
        slug, number = f"{wanted[:74]}-{number}", number + 1
    return slug


def _add_comments(
    thread: Thread, opening: Post, comments: tuple[Comment, ...], now: datetime
) -> None:
    """Add readers' comments as replies, in order; each reader gets an alias in place of a name."""
    posts: list[Post] = []
    aliases: dict[str, str] = {}
    moment = thread.created_at
    for comment in comments:
        # A comment without a date of its own comes right after the one before it.
        moment = min(now, max(moment, comment.written or moment) + timedelta(microseconds=1))
        replied_to = opening if comment.parent is None else posts[comment.parent]
        post = Post(
            thread=thread,
            kind=PostKind.REPLY,
            parent_id=opening.id,
            reply_to_id=replied_to.id,
            alias=_alias(comment.author, aliases),
            created_at=comment.written or moment,
        )
        set_source(post, comment.body)
        post.assessment = assess(post, "", now)
        review(post, thread.level, now)
        db.session.add(post)
        db.session.flush()
        count_in_thread(thread, post, 1)
        posts.append(post)


def _alias(author: str | None, aliases: dict[str, str]) -> str:
    if author is None:
        alias = new_alias(aliases.values())
        aliases[f"nameless {len(aliases)}"] = alias
        return alias
    if author not in aliases:
        aliases[author] = new_alias(aliases.values())
    return aliases[author]
