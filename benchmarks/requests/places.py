"""Where in a filled forum to look: threads of a size, keys of pages, words of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import select

from forum.db import db
from forum.permissions import ThreadKind
from forum.search.words import STOPWORDS, tokens
from forum.threads.models import Post, Thread
from forum.threads.privacy import personal
from forum.topics.models import Topic, TopicKind
from forum.triage import Level, assess
from forum.web.paging import PAGE_SIZE

USUAL_POSTS, LONG_POSTS, FAR_PAGE = 6, 200, 500
THREADS = 50
TAGS = 3  # of a question
SELDOM = 400  # threads: more posts than the server remembers having drawn
SAMPLE = 1_000  # posts
LETTERS = 7  # of words that are searched for, at least
USUAL_LETTERS = 500  # of a post, about
WORDS = 500  # with more results than the server remembers having drawn


@dataclass(frozen=True, slots=True)
class Places:
    """What the requests name. `None` where the forum is too small to have it."""

    usual: list[str]
    """Addresses of threads of 6 posts."""
    seldom: list[str]
    """Many more of them."""
    long: str | None
    far_page: str | None
    """The 500th page of the list."""
    tags: list[str]
    """The most used, the most used first."""
    common: str
    rare: str
    misspelt: str
    phrase: str
    words: list[str]
    """Many words, of which the server remembers few results."""
    questions: list[int]
    """Threads that can be answered."""
    posts: list[int]
    """Posts that can be voted for."""
    text: str
    """What a member writes, as long in each forum, or the cost of answers could not be compared."""


def find(readers: Collection[int]) -> Places:
    """Look around in the forum of the current application, for the members who will read it."""
    others = Post.author_id.not_in(readers)  # what was posted while measuring is all the same
    newest = select(Post.text).where(others).order_by(Post.id.desc()).limit(SAMPLE)
    texts = list(db.session.scalars(newest))
    ranked = Counter(word for text in texts for word in set(tokens(text)) - STOPWORDS)
    words = sorted(ranked, key=lambda word: (-ranked[word], word))
    longer = [word for word in words if len(word) >= LETTERS]
    return Places(
        usual=[_address(row) for row in _of_size(USUAL_POSTS, THREADS)],
        seldom=[_address(row) for row in _of_size(USUAL_POSTS, SELDOM)],
        long=next((_address(row) for row in _of_size(LONG_POSTS, 1)), None),
        far_page=_far_page(),
        tags=_tags(),
        common=words[0],
        rare=longer[-1],
        misspelt=_misspell(longer[len(longer) // 20], ranked),
        phrase=next(f'"{one} {two}"' for one, two in pairwise(tokens(texts[0])) if one in ranked),
        words=longer[:WORDS],
        questions=_newest(select(Thread.id).where(Thread.kind == ThreadKind.QUESTION), Thread),
        posts=_newest(select(Post.id).where(others), Post),
        text=next(text for text in sorted(texts, key=_unusual) if _is_posted_at_once(text)),
    )


def _of_size(posts: int, most: int) -> list[tuple[int, str]]:
    """Return ids and slugs of made-up questions with an answer at least."""
    below = Thread.answers_count + Thread.replies_count
    rows = db.session.execute(
        select(Thread.id, Thread.slug)
        .where(below == posts - 1, Thread.answers_count > 0, ~Thread.is_example)
        .where(Thread.kind == ThreadKind.QUESTION)
        .limit(most)
    )
    return [(row.id, row.slug) for row in rows]


def _address(row: tuple[int, str]) -> str:
    return f"/questions/{row[0]}/{row[1]}"


def _far_page() -> str | None:
    """Return the address of the 500th page, whose key is the last row of the page before."""
    key = db.session.scalar(
        select(Thread.id)
        .where(Thread.kind == ThreadKind.QUESTION)
        .order_by(Thread.id.desc())
        .offset((FAR_PAGE - 1) * PAGE_SIZE - 1)
        .limit(1)
    )
    return f"/questions?before={key}" if key else None


def _tags() -> list[str]:
    most = select(Topic.name).where(Topic.kind == TopicKind.TAG)
    return list(db.session.scalars(most.order_by(Topic.threads_count.desc()).limit(TAGS)))


def _misspell(word: str, known: Counter[str]) -> str:
    """Return the word with two letters swapped, so that it is none."""
    for at in range(len(word) // 2, len(word) - 1):
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if swapped != word and swapped not in known:
            return swapped
    return word + "q"


def _unusual(text: str) -> int:
    """Return how much longer or shorter a text is than most."""
    return abs(len(text) - USUAL_LETTERS)


def _is_posted_at_once(text: str) -> bool:
    """Whether nothing in a post is shown to its writer first."""
    grave = max(assess("", text, kind).level for kind in ("question", "answer"))
    return grave < Level.EMERGENCY and not personal(text)


def _newest(ids: object, model: type[Thread] | type[Post]) -> list[int]:
    return list(db.session.scalars(ids.order_by(model.id.desc()).limit(SAMPLE)))  # type: ignore[attr-defined]
