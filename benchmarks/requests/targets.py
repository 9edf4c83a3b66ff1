"""What issue 5 asks for, and how each figure is read from what was measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from .scenarios import FRESH_SEARCH, FRESH_THREAD

Result = dict[str, Any]
SMALL, LARGE = 10_000, 1_000_000  # posts, between which growth is measured
SEARCHED = 54_000  # posts
PAGES = ("home", "list", "thread of 6 posts", "tag")
SEARCHES = ("common", "rare", "misspelt")


@dataclass(frozen=True, slots=True)
class Target:
    """A figure with its target and its stretch; `read` gives `None` where it was not measured."""

    name: str
    unit: str
    target: float
    stretch: float
    read: Callable[[Sequence[Result]], float | None]


def _in_b(scenario: str) -> Callable[[Sequence[Result]], float | None]:
    """Read a cost in units of b, from the largest forum."""
    return lambda results: _largest(results)["costs"].get(scenario, {}).get("in_b")


def _number(name: str, scale: float = 1) -> Callable[[Sequence[Result]], float | None]:
    def read(results: Sequence[Result]) -> float | None:
        found = _largest(results).get(name)
        return None if found is None else found / scale

    return read


def _size(name: str) -> Callable[[Sequence[Result]], float | None]:
    return lambda results: _largest(results)["bytes"][name] / 1_000


def _statements(*scenarios: str) -> Callable[[Sequence[Result]], float | None]:
    def read(results: Sequence[Result]) -> float | None:
        counted = _largest(results)["statements"]
        return max((counted[each] for each in scenarios if each in counted), default=None)

    return read


def _far_page(results: Sequence[Result]) -> float | None:
    costs = _largest(results)["costs"]
    if "list, 500th page" not in costs:
        return None
    return float(costs["list, 500th page"]["in_b"] / costs["list"]["in_b"])


def _search(results: Sequence[Result]) -> float | None:
    costs = next((each["costs"] for each in results if each["posts"] == SEARCHED), {})
    found = [
        costs[name]["in_b"]
        for name in (FRESH_SEARCH, *(f"search, {word} word" for word in SEARCHES))
        if name in costs
    ]
    return max(found, default=None)


def _growth(*scenarios: str) -> Callable[[Sequence[Result]], float | None]:
    """Read how many times dearer the scenario that grows most is in the larger forum."""

    def read(results: Sequence[Result]) -> float | None:
        by_size = {each["posts"]: each["costs"] for each in results}
        if SMALL not in by_size or LARGE not in by_size:
            return None
        small, large = by_size[SMALL], by_size[LARGE]
        both = [name for name in scenarios if name in small and name in large]
        return max((large[name]["in_b"] / small[name]["in_b"] for name in both), default=None)

    return read


def _largest(results: Sequence[Result]) -> Result:
    return max(results, key=lambda each: each["posts"])


TARGETS = (
    Target("visitor's thread page of 6 posts, not cached", "b", 3.5, 3, _in_b("thread of 6 posts")),
    Target("the same, none of its posts drawn lately", "b", 3.5, 3, _in_b(FRESH_THREAD)),
    Target("the same from the cache", "b", 1, 0.6, _in_b("thread of 6 posts, asked for again")),
    Target("the same with 304", "b", 1, 0.6, _in_b("thread of 6 posts, 304")),
    Target("member's thread page of 6 posts", "b", 5, 4, _in_b("thread of 6 posts, member")),
    Target("thread of 200 posts, first page", "b", 5, 4, _in_b("thread of 200 posts")),
    Target("home", "b", 4, 3, _in_b("home")),
    Target("list of 30 threads", "b", 4, 3, _in_b("list")),
    Target("500th page of a list over its first", "×", 1.1, 1.02, _far_page),
    Target("search for any word at 54,000 posts", "b", 8, 6, _search),
    Target("posting an answer", "b", 14, 10, _in_b("answer")),
    Target("growth from 10,000 to 1,000,000 posts: pages", "×", 1.1, 1.03, _growth(*PAGES)),
    Target("growth: common word", "×", 3, 2, _growth("search, common word")),
    Target("growth: rare word", "×", 1.5, 1.2, _growth("search, rare word")),
    Target("SQL statements: visitor's thread", "", 4, 3, _statements("thread of 6 posts")),
    Target("SQL statements: list", "", 4, 3, _statements("list", "home", "tag")),
    Target(
        "SQL statements: search", "", 4, 3, _statements("search, common word", "search, phrase")
    ),
    Target("SQL statements: member's thread", "", 7, 6, _statements("thread of 6 posts, member")),
    Target("SQL statements: posting an answer", "", 12, 9, _statements("answer")),
    Target("memory of a worker after 1,000 requests", "MiB", 100, 80, _number("memory, MiB")),
    Target("start to first answer", "s", 1.5, 1, _number("start, seconds")),
    Target("start, processor time", "s", 1.5, 1, _number("start, processor seconds")),
    Target("thread page of 6 posts, plain", "kB", 25, 18, _size("thread of 6 posts")),
    Target(
        "thread page of 6 posts, compressed", "kB", 6, 4.5, _size("thread of 6 posts, compressed")
    ),
    Target("style and script, compressed", "kB", 60, 35, _size("style and script, compressed")),
)
