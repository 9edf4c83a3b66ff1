"""The filters of a query as SQL conditions on entry `e` and thread `t`; every value is a bind."""

# ruff: noqa: S608  # the SQL is put together from constants alone

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..accounts.names import fold
from .grammar import Query, State, day

_STATES = {
    State.ANSWERED: "t.kind = 'question' AND t.answers_count > 0",
    State.UNANSWERED: "t.kind = 'question' AND t.answers_count = 0",
    State.HELPED: "e.helped",
    State.ARTICLE: "t.kind = 'article'",
    State.OPEN: "t.openness = 'open'",
    State.LOCKED: "t.openness = 'locked'",
}
_TOPIC_ID = "(SELECT id FROM topic WHERE kind = '{kind}' AND name = :{kind}{n})"
_TOPIC = """EXISTS (SELECT 1 FROM thread_topic tt
    WHERE tt.thread_id = t.id AND tt.topic_id = {topic_id})"""
_MEMBER_ID = "(SELECT id FROM member WHERE username_key = :by)"
# An entry names no author where there is an alias: who wrote under one is not found by their name.
_BY = f"e.author_id = {_MEMBER_ID}"
_OPENING = "p.kind IN ('question', 'article')"
_BY_MEMBER = (
    f"SELECT post_id FROM search_entry WHERE author_id = {_MEMBER_ID} ORDER BY post_id DESC"
)
_ABOUT_TOPIC = f"""SELECT p.id AS post_id
    FROM thread_topic tt JOIN post p ON p.thread_id = tt.thread_id AND {_OPENING}
    WHERE tt.topic_id = {{topic_id}} ORDER BY tt.thread_id DESC"""
_ALL = f"""SELECT p.id AS post_id
    FROM thread t JOIN post p ON p.thread_id = t.id AND {_OPENING} ORDER BY t.id DESC"""


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions that must all hold, and the values of their binds."""

    sql: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)


def conditions(query: Query, today: date) -> Conditions:
    """Return what the filters of `query` ask for; dates are those of the post found."""
    sql: list[str] = []
    values: dict[str, Any] = {}
    for kind, names in (("tag", query.tags), ("area", query.areas)):
        for n, name in enumerate(names):
            sql.append(_TOPIC.format(topic_id=_TOPIC_ID.format(kind=kind, n=n)))
            values[f"{kind}{n}"] = name
    sql += [_STATES[state] for state in query.states]
    if query.care is not None:
        sql.append("t.level = :care")
        values["care"] = query.care.value
    if query.by:
        sql.append(_BY)
        values["by"] = fold(query.by)
    for bind, operator in (("after", ">="), ("before", "<")):
        if found := day(getattr(query, bind), today):
            sql.append(f"e.written_at {operator} :{bind}")
            values[bind] = f"{found} 00:00:00+00:00"  # before what SQLite keeps of that second
    return Conditions(tuple(sql), values)


def without_words(query: Query) -> str:
    """Return SQL for the `post_id`s, newest first, among which a query without words looks.

    A member's posts, or else opening posts: those of the narrowest list that has an index. The
    conditions must still be asked of them.
    """
    if query.by:
        return _BY_MEMBER
    for kind, names in (("tag", query.tags), ("area", query.areas)):
        if names:
            return _ABOUT_TOPIC.format(topic_id=_TOPIC_ID.format(kind=kind, n=0))
    return _ALL
