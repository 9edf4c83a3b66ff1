"""The filters of a query as fields, for those who type none. Pure.

The form is sent with GET and compiled into `q`, so that every page of results has one address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .grammar import Query, Sort, parse, write

FIELDS = ("is", "area", "tag", "after", "sort")


@dataclass(frozen=True, slots=True)
class Fields:
    """What the form shows for a query: the words (with filters that have no field), and fields."""

    q: str
    state: str
    area: str
    tag: str
    after: str
    sort: str

    @property
    def narrowed(self) -> bool:
        """Whether any filter is chosen."""
        return bool(self.state or self.area or self.tag or self.after)


def to_fields(query: Query) -> Fields:
    """Return the fields that `query` fills in."""
    shown = replace(
        query,
        states=query.states[1:],
        areas=query.areas[1:],
        tags=query.tags[1:],
        after="",
        sort=Sort.RELEVANCE,
    )
    return Fields(
        q=write(shown),
        state=next(iter(query.states), ""),
        area=next(iter(query.areas), ""),
        tag=next(iter(query.tags), ""),
        after=query.after,
        sort="" if query.sort is Sort.RELEVANCE else query.sort.value,
    )


def from_fields(sent: Mapping[str, str]) -> Query:
    """Return the query that a sent form means; a field that cannot be read is left out."""
    query = parse(sent.get("q", ""))
    chosen = parse(" ".join(f'{key}:"{value}"' for key in FIELDS if (value := _value(sent, key))))
    return replace(
        query,
        states=_joined(query.states, chosen.states),
        areas=_joined(query.areas, chosen.areas),
        tags=_joined(query.tags, chosen.tags),
        after=chosen.after or query.after,
        sort=query.sort if chosen.sort is Sort.RELEVANCE else chosen.sort,
    )


def _value(sent: Mapping[str, str], key: str) -> str:
    return sent.get(key, "").replace('"', " ").strip()


def _joined(some: tuple[Any, ...], others: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*some, *others)))
