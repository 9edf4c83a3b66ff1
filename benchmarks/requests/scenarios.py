"""What is asked for: each page and each verb, by visitors and by members."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from urllib.parse import quote_plus
from uuid import uuid4

from .browsers import Answer, Request
from .places import Places

READS, WRITES, CACHED = 10, 5, 30  # requests at once
_numbers = count(1)
Next = Callable[[Answer | None], Request]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A kind of request. `next` is given the answer before, if there was one."""

    name: str
    next: Next
    member: bool = False
    cached: bool = False
    """Asked of the server that keeps visitors' pages; the others keep none."""
    at_once: int = READS


FRESH_THREAD = "thread of 6 posts, not drawn lately"
FRESH_SEARCH = "search, another word each time"


def all_scenarios(places: Places) -> list[Scenario]:
    """Return what can be asked of a forum with these places."""
    return [*_visitors(places), *_members(places), *_writers(places), *_cached(places)]


def _pages(places: Places) -> Iterator[tuple[str, list[str]]]:
    """Yield the pages that visitors and members read, and their addresses."""
    yield "home", ["/"]
    yield "list", ["/questions"]
    if places.far_page:
        yield "list, 500th page", [places.far_page]
    yield "thread of 6 posts", places.usual
    if len(places.seldom) > len(places.usual):
        yield FRESH_THREAD, places.seldom
    if places.long:
        yield "thread of 200 posts", [places.long]
    yield "tag", [f"/tags/{places.tags[0]}"]
    yield "search, common word", [_search(places.common)]


def _visitors(places: Places) -> Iterator[Scenario]:
    for name, paths in _pages(places):
        yield Scenario(name, _reading(paths))
    yield Scenario("search, rare word", _reading([_search(places.rare)]))
    yield Scenario(FRESH_SEARCH, _reading([_search(word) for word in places.words]))
    yield Scenario("search, misspelt word", _reading([_search(places.misspelt)]))
    yield Scenario("search, phrase", _reading([_search(places.phrase)]))
    packed = {"Accept-Encoding": "gzip"}
    yield Scenario("thread of 6 posts, compressed", _reading(places.usual, packed))


def _members(places: Places) -> Iterator[Scenario]:
    for name, paths in _pages(places):
        yield Scenario(f"{name}, member", _reading(paths), member=True)


def _writers(places: Places) -> Iterator[Scenario]:
    def ask(_before: Answer | None) -> Request:
        # As many tags as others have, or lists of what was asked here would be shorter than theirs.
        tags = ", ".join(places.tags)
        form = _written(places, title="How long does such a cramp last, and what helps?", tags=tags)
        return Request("/questions/ask", form, status=303)

    def answer(_before: Answer | None) -> Request:
        thread = places.questions[next(_numbers) % len(places.questions)]
        return Request(f"/threads/{thread}/answer", _written(places), status=303)

    def vote(_before: Answer | None) -> Request:
        post = places.posts[next(_numbers) % len(places.posts)]
        return Request(f"/posts/{post}/vote", {}, status=303)

    for verb in (ask, answer, vote):
        yield Scenario(verb.__name__, verb, member=True, at_once=WRITES)


def _cached(places: Places) -> Iterator[Scenario]:
    path = places.usual[0]

    def unchanged(before: Answer | None) -> Request:
        if before is None:
            return Request(path)
        return Request(path, headers={"If-None-Match": before.headers["ETag"]}, status=304)

    yield Scenario("thread of 6 posts, 304", unchanged, cached=True, at_once=CACHED)
    cached = "thread of 6 posts, asked for again"
    yield Scenario(cached, _reading([path]), cached=True, at_once=CACHED)


def _reading(paths: list[str], headers: dict[str, str] | None = None) -> Next:
    def read(_before: Answer | None) -> Request:
        return Request(paths[next(_numbers) % len(paths)], headers=headers or {})

    return read


def _search(words: str) -> str:
    return f"/search?q={quote_plus(words)}"


def _written(places: Places, **fields: str) -> dict[str, str]:
    """Return what the forum's own form sends, with a text that was not sent before."""
    return {
        "body": f"{places.text} {next(_numbers)}",
        "submit_token": uuid4().hex,
        "show_first": "1",
        "pointed_out": "",
        **fields,
    }
