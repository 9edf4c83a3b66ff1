"""Searching as the results page does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from journeys.conftest import chromium

from forum.search.actions import learn_words
from forum.search.facts import load_facts
from forum.search.grammar import parse
from forum.search.queries import Results, find

__all__ = ["chromium"]

TODAY = date(2026, 3, 2)


@pytest.fixture
def search() -> Callable[..., Results]:
    """`search("calf cramp")` gives the results, with the words of the site counted."""

    def found(text: str, *, as_typed: bool = False, after: str = "") -> Results:
        learn_words()
        query = parse(text)
        return find(query, load_facts(query), TODAY, as_typed=as_typed, after=after)

    return found


@pytest.fixture
def titles(search: Callable[..., Results]) -> Callable[..., list[str]]:
    """`titles("calf cramp")` gives the titles of the threads found, in order."""
    return lambda text, **how: [hit.thread.title for hit in search(text, **how).hits]
