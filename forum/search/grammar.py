"""What a query means. Pure; every text is a query, and none is an error.

    calf cramp            both words            "calf cramp"     in a row, as written
    ice OR heat           either                -surgery         without
    tag:night-cramps      with a tag            area:neck        about a body area
    is:answered           see `State`           care:urgent      with a care level
    by:ada                written by            sort:newest      see `Sort`
    after:2025-03 before:2w                     dates, or an age in d, w, m or y

What cannot be read as a filter (`by:` alone, `is:blue`, `12:30`) is searched as words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from ..triage import Level
from .words import WORD

QUERY_MAX = 300
TERMS_MAX = 12
PHRASE_MAX = 12
_TOKEN = re.compile(r'(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"?|(\S+))')
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_AGE = re.compile(r"(\d{1,3})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_NAME = re.compile(r"[\w.-]{1,64}")


class State(StrEnum):
    """What `is:` asks of a thread."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    HELPED = "helped"
    ARTICLE = "article"
    OPEN = "open"
    LOCKED = "locked"


class Sort(StrEnum):
    """In which order results stand."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    VOTES = "votes"
    ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must occur: in a row unless `apart`; `quoted` ones are taken as they are."""

    words: tuple[str, ...]
    quoted: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was read. Every clause must match, by any of its terms.

    `after` and `before` are kept as they were written (see `day`), so that "2w" in a bookmark
    stays two weeks.
    """

    clauses: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    tags: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    by: str = ""
    after: str = ""
    before: str = ""
    care: Level | None = None
    sort: Sort = Sort.RELEVANCE

    @property
    def filtered(self) -> bool:
        """Whether anything but words narrows the search."""
        one = self.by or self.after or self.before or self.care is not None
        return bool(self.tags or self.areas or self.states or one)

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.clauses or self.excluded) or self.filtered

    def words_only(self) -> Query:
        """Return the query without its filters."""
        return Query(clauses=self.clauses, excluded=self.excluded)


def parse(text: str) -> Query:
    """Read a query; what is beyond `QUERY_MAX` characters or `TERMS_MAX` terms is left out."""
    filters: dict[str, Any] = {}
    clauses: list[list[Term]] = []
    excluded: list[Term] = []
    either = False
    for minus, key, quoted, bare in _TOKEN.findall(unicodedata.normalize("NFKC", text)[:QUERY_MAX]):
        if not minus and key and _set_filter(filters, key.lower(), quoted or bare):
            continue
        if (bare in ("OR", "|") and not key and not minus) and clauses:
            either = True
            continue
        term = _term(f"{key} {quoted} {bare}", quoted=bool(quoted))
        if not term.words or sum(map(len, clauses)) + len(excluded) >= TERMS_MAX:
            continue
        if minus:
            excluded.append(term)
        elif either:
            clauses[-1].append(term)
        else:
            clauses.append([term])
        either = False
    return Query(tuple(tuple(clause) for clause in clauses), tuple(excluded), **filters)


def write(query: Query) -> str:
    """Return the text of a query: `parse(write(query)) == query`.

    Where it would be longer than `QUERY_MAX` its last words are left out, never a filter.
    """
    words = [" OR ".join(map(_written, clause)) for clause in query.clauses]
    without = [f"-{_written(term)}" for term in query.excluded]
    filters = "".join(f" {key}:{value}" for key, value in filters_of(query))
    room = max(QUERY_MAX - len(filters), 0)
    return (" ".join([*words, *without])[:room] + filters).lstrip()


def filters_of(query: Query) -> list[tuple[str, str]]:
    """Return the filters of a query as (key, value), in the order in which they are written."""
    many = (("tag", query.tags), ("area", query.areas), ("is", query.states))
    filters = [(key, str(value)) for key, values in many for value in values]
    one = (("by", query.by), ("after", query.after), ("before", query.before), ("care", query.care))
    filters += [(key, str(value)) for key, value in one if value]
    return filters + ([("sort", query.sort.value)] if query.sort is not Sort.RELEVANCE else [])


def without_filter(query: Query, key: str, value: str) -> Query:
    """Return the query with one of its filters dropped."""
    kept = [(k, v) for k, v in filters_of(query) if (k, v) != (key, value)]
    return parse(" ".join([write(query.words_only()), *(f"{k}:{v}" for k, v in kept)]))


def day(written: str, today: date) -> date | None:
    """Return the day that `after:` or `before:` names, or `None`: a date, or an age before today.

    A year or a month alone means its first day; an age beyond the calendar its beginning.
    """
    if age := _AGE.fullmatch(written):
        days = int(age[1]) * _DAYS[age[2]]
        return today - timedelta(days=min(days, (today - date.min).days))
    if not (numbers := _DATE.fullmatch(written)):
        return None
    try:
        return date(*(int(number or 1) for number in numbers.groups()))
    except ValueError:
        return None


def _set_filter(filters: dict[str, Any], key: str, written: str) -> bool:
    """Add a filter; say whether there is one of that name and the value can be read."""
    if key not in _FILTERS:
        return False
    field, read = _FILTERS[key]
    value = read(written)
    if not value:
        return False
    if key in ("tag", "area", "is"):
        value = tuple(dict.fromkeys([*filters.get(field, ()), value]))
    filters[field] = value
    return True


def _slug(written: str) -> str:
    return "-".join(WORD.findall(written.lower()))


def _name(written: str) -> str:
    return written if _NAME.fullmatch(written) and WORD.search(written) else ""


def _when(written: str) -> str:
    written = written.lower()
    return written if day(written, date.max) else ""


def _one_of(kind: Callable[[str], Any], values: Iterable[str]) -> Callable[[str], Any]:
    allowed = frozenset(values)
    return lambda written: kind(written.lower()) if written.lower() in allowed else None


_FILTERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "tag": ("tags", _slug),
    "area": ("areas", _slug),
    "is": ("states", _one_of(State, State)),
    "by": ("by", _name),
    "after": ("after", _when),
    "before": ("before", _when),
    "care": ("care", _one_of(Level, Level)),
    "sort": ("sort", _one_of(Sort, Sort)),
}


def _term(written: str, *, quoted: bool) -> Term:
    words = tuple(WORD.findall(written.lower())[:PHRASE_MAX])
    return Term(words, quoted=quoted)


def _written(term: Term) -> str:
    return f'"{" ".join(term.words)}"' if term.quoted else "-".join(term.words)
