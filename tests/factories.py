"""Makes members, threads and posts by the same actions that the site uses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from forum.accounts.models import Member
from forum.accounts.names import fold
from forum.db import db
from forum.permissions import Role
from forum.threads import actions
from forum.threads.actions import PostDraft, QuestionDraft
from forum.threads.models import Post
from forum.topics.models import Topic, TopicKind

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
numbers = count(1)


def make_member(username: str = "", *roles: Role, **fields: Any) -> Member:
    """Add a confirmed, established member without a usable password unless one is given, hashed."""
    fields.setdefault("established_at", NOON)
    number = next(numbers)
    username = username or f"member{number}"
    member = Member(
        username=username,
        username_key=fold(username),
        email=f"{fold(username)}{number}@example.org",
        password="!",
        active=True,
        fs_uniquifier=f"uniquifier-{number}",
        confirmed_at=NOON,
        roles=frozenset(roles),
        **fields,
    )
    db.session.add(member)
    db.session.commit()
    return member


def make_moderator(username: str = "") -> Member:
    """Add a moderator."""
    return make_member(username, Role.MODERATOR)


def make_area(name: str = "calf-shin", title: str = "Calf and shin") -> Topic:
    """Add a body area."""
    area = Topic(kind=TopicKind.AREA, name=name, title=title, side="both", words="calf, shin")
    db.session.add(area)
    db.session.commit()
    return area


def ask(
    author: Member | None = None,
    title: str = "How much water is sensible on a long walk?",
    body: str = "I am planning a walk along the canal and wonder how much to carry.",
    *,
    now: datetime | None = None,
    **draft: Any,
) -> Post:
    """Ask a question; each is a minute younger than the one before."""
    moment = now or NOON + timedelta(minutes=next(numbers))
    return actions.ask(author or make_member(), QuestionDraft(title, body, **draft), moment)


def answer(
    question: Post,
    author: Member | None = None,
    body: str = "A litre for every two hours.",
    **d: Any,
) -> Post:
    """Answer a question."""
    moment = NOON + timedelta(minutes=next(numbers))
    return actions.answer(author or make_member(), question.thread, PostDraft(body, **d), moment)


def reply(
    to: Post, author: Member | None = None, body: str = "Thank you, that helps.", **d: Any
) -> Post:
    """Reply to a post."""
    moment = NOON + timedelta(minutes=next(numbers))
    return actions.reply(author or make_member(), to, PostDraft(body, **d), moment)


def make_newcomer(username: str = "") -> Member:
    """Add a member who has just confirmed their address."""
    return make_member(username, established_at=None)
