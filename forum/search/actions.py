"""What search writes: the words of the site, the searches in vain, the index made anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select, text, update

from ..db import db, insert_into, writing
from ..writes import insert_once
from .index import current_index
from .models import MISS_MAX, SearchMiss, SearchProgress, SearchWord
from .words import root, tells, tokens

LEARNT_AT_ONCE = 500  # posts, so that the search that is waiting waits little
REFILLED_AT_ONCE = 500  # posts; writers wait for one batch, and searches never
_NEXT_TEXTS = text(
    "SELECT post_id, title, text FROM search_source WHERE post_id > :after "
    "ORDER BY post_id LIMIT :limit"
)
_TEXTS = text("SELECT title, text FROM search_source WHERE post_id BETWEEN :first AND :last")


def learn_words() -> None:
    """Count the words of the posts that came since the last time, a bounded number of them.

    Reads like a search, so it may be called in the middle of one; whatever it reads afterwards is
    a new transaction.
    """
    db.session.rollback()  # what was a reader's transaction cannot become a writer's
    with writing():
        learnt = db.session.scalar(select(func.max(SearchProgress.learnt_post_id)))
        posts = db.session.execute(
            _NEXT_TEXTS, {"after": learnt or 0, "limit": LEARNT_AT_ONCE}
        ).all()
        if posts and _claim(learnt, posts[-1].post_id):
            _add_words(_counted(posts))
        db.session.commit()


def merge_index() -> None:
    """Join some of the pieces of the index: the fewer there are, the sooner a search is done."""
    for statement in current_index().merging():
        db.session.execute(text(statement))
    db.session.commit()


def count_miss(words: Iterable[str], today: date) -> None:
    """Count a search that found nothing: its words, never who searched.

    Words with digits in them are left out; they are more likely to be someone's than anyone's.
    """
    kept = " ".join(word for word in words if word.isalpha())[:MISS_MAX]
    if not kept:
        return
    db.session.rollback()
    with writing():
        missed = insert_into(SearchMiss).values(words=kept, times=1, last_on=today)
        db.session.execute(
            missed.on_conflict_do_update(
                index_elements=["words"], set_={"times": SearchMiss.times + 1, "last_on": today}
            )
        )
        db.session.commit()


def last_post_id() -> int:
    """Return the id of the newest post, of whatever visibility."""
    return db.session.scalar(text("SELECT coalesce(max(id), 0) FROM post")) or 0


def count_entries() -> int:
    """Return how many posts are in the index."""
    return db.session.scalar(text("SELECT count(*) FROM search_entry")) or 0


def reindex(last: int) -> Iterator[int]:
    """Make the index of the posts up to `last` anew, and all counted words; give each id reached.

    Every batch is a transaction of its own, and in between everything is found: the site stays up.
    """
    words: Counter[str] = Counter()
    for first in range(1, last + 1, REFILLED_AT_ONCE):
        stop = min(first + REFILLED_AT_ONCE - 1, last)
        for statement in current_index().refill():
            db.session.execute(text(statement), {"first": first, "last": stop})
        posts = db.session.execute(_TEXTS, {"first": first, "last": stop}).all()
        words.update(_counted(posts))
        db.session.commit()
        yield stop
    db.session.execute(delete(SearchWord))
    db.session.execute(delete(SearchProgress))
    db.session.add(SearchProgress(learnt_post_id=last))
    _add_words(words)
    db.session.commit()


def _claim(before: int | None, now: int) -> bool:
    """Note how far the words are counted; say whether nobody else did so in the meantime."""
    if before is None:
        return insert_once(SearchProgress, id=1, learnt_post_id=now)
    return _changed(
        update(SearchProgress)
        .where(SearchProgress.learnt_post_id == before)
        .values(learnt_post_id=now)
        .execution_options(synchronize_session=False)
    )


def _counted(posts: Iterable[Any]) -> Counter[str]:
    """Return in how many of `posts` (rows of `search_source`) each word is."""
    counted: Counter[str] = Counter()
    for post in posts:
        counted.update({word for word in tokens(f"{post.title} {post.text}") if _is_counted(word)})
    return counted


def _is_counted(word: str) -> bool:
    return tells(word) and word.isalpha()


def _add_words(words: Mapping[str, int]) -> None:
    """Add to the counts; in one order everywhere, so that two writers wait and never lock up."""
    if not words:
        return
    counted = insert_into(SearchWord)
    total = SearchWord.posts + counted.excluded.posts
    db.session.execute(
        counted.on_conflict_do_update(index_elements=["word"], set_={"posts": total}),
        [
            {"word": word, "root": root(word), "letters": len(word), "posts": posts}
            for word, posts in sorted(words.items())
        ],
    )


def _changed(statement: Any) -> bool:
    return bool(db.session.execute(statement).rowcount)  # type: ignore[attr-defined]
