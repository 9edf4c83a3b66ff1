"""Mail that says that something new is in the inbox, and nothing of what it is about.

Who reads a mailbox may not be who owns it, and a title tells an illness. So a mail has numbers and
links. It waits for those who read here anyway, and between two mails as long as the member wants.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import ColumnElement, and_, func, or_, select, update

from ..accounts.models import Member
from ..db import db
from ..web import mail
from ..writes import insert_once
from .models import MailPace, MailWish, Notification, NotificationKind

READ_MEANWHILE = timedelta(minutes=10)  # what is read by then needs no mail
OLD_NEWS = timedelta(days=3)  # nobody is told of older news by mail
PAUSES = {MailPace.HOURLY: timedelta(hours=1), MailPace.DAILY: timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class News:
    """What a member is to be told: how much of each kind, and the newest notification of all."""

    member_id: int
    name: str
    address: str
    counts: dict[NotificationKind, int]
    upto: int


def mail_news(now: datetime) -> int:
    """Write to members whom something new waits for; return how many were written to.

    Commits before each mail, so that a run that is interrupted repeats none and loses one at most.
    """
    sent = 0
    for news in _due(now):
        first = _is_first(news, now)
        db.session.commit()
        if first:
            _send(news)
            sent += 1
    return sent


def stop_link(member_id: int) -> str:
    """Return the address at which a member can stop these mails without signing in."""
    token = _serializer().dumps(member_id)
    return f"{current_app.config['BASE_URL']}/inbox/mail/stop/{token}"


def member_of(token: str) -> int | None:
    """Return whose mails the token of such an address stops; `None` if it was not made here."""
    try:
        return int(_serializer().loads(token))
    except (BadSignature, TypeError, ValueError):
        return None


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="stop-inbox-mail")


def _due(now: datetime) -> Iterator[News]:
    told: Any = func.coalesce(MailWish.told_upto, 0)
    who = (Member.id, Member.username, Member.email)
    newest = func.max(Notification.id).label("newest")
    found = db.session.execute(
        select(*who, Notification.kind, func.count().label("number"), newest)
        .join(Member, Member.id == Notification.member_id)
        .outerjoin(MailWish, MailWish.member_id == Member.id)
        .where(
            Notification.read_at.is_(None),
            Notification.created_at.between(now - OLD_NEWS, now - READ_MEANWHILE),
            Notification.id > told,
            Member.active,
            Member.confirmed_at.is_not(None),
            or_(MailWish.member_id.is_(None), _may_be_mailed(now)),
        )
        .group_by(*who, Notification.kind)
        .order_by(Member.id, Notification.kind)
    )
    for _, rows in groupby(found.all(), lambda row: row.id):
        its = list(rows)
        counts = {row.kind: row.number for row in its}
        yield News(*its[0][:3], counts, max(row.newest for row in its))


def _may_be_mailed(now: datetime) -> ColumnElement[bool]:
    """Say that a member wants mail, and that the last one was long enough ago."""
    waited = [
        and_(MailWish.pace == pace, MailWish.mailed_at <= now - pause)
        for pace, pause in PAUSES.items()
    ]
    return or_(*waited, and_(MailWish.pace != MailPace.NEVER, MailWish.mailed_at.is_(None)))


def _is_first(news: News, now: datetime) -> bool:
    """Keep that a member is told now; say whether no other worker was quicker."""
    insert_once(MailWish, member_id=news.member_id, pace=MailPace.DAILY)
    kept: Any = db.session.execute(
        update(MailWish)
        .where(MailWish.member_id == news.member_id, _may_be_mailed(now))
        .values(mailed_at=now, told_upto=news.upto)
        .execution_options(synchronize_session=False)
    )
    return bool(kept.rowcount)


def _send(news: News) -> None:
    stop = stop_link(news.member_id)
    inbox = f"{current_app.config['BASE_URL']}/inbox"
    template = current_app.jinja_env.get_template("inbox/news.txt")
    body = template.render(news=news, inbox=inbox, stop=stop)
    subject = "Something new is in your inbox"
    mail.send(news.address, subject, body, {"List-Unsubscribe": f"<{stop}>"})
