"""Who hears by mail that something new waits, when, and what such a mail says."""

from __future__ import annotations

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from factories import answer, ask, make_member, reply
from flask import Flask
from sqlalchemy import select, update
from web.mail_server import mail_server

from forum.accounts.models import Member
from forum.db import db, utcnow, writing
from forum.inbox.actions import choose_mail_pace, read_all, tell
from forum.inbox.mailing import mail_news, member_of, stop_link
from forum.inbox.models import MailPace, Notification, NotificationKind
from forum.web import mail

TITLE, WORDS = "Does a canary wren cramp?", "The canary finch sleeps badly since March."


@pytest.fixture
def outbox(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(app.config, "MAIL_URL", f"file://{tmp_path}/outbox")
    return tmp_path / "outbox"


def mails(outbox: Path) -> list[EmailMessage]:
    return [
        message_from_bytes(file.read_bytes(), policy=policy.SMTP)
        for file in sorted(outbox.glob("*.eml"))
    ]


def answered(asker: Member, answers: int = 1) -> None:
    """Let others answer so many questions of a member."""
    for _ in range(answers):
        answer(ask(asker, title=TITLE, body=WORDS), body=WORDS)


def later(minutes: float = 11) -> datetime:
    return utcnow() + timedelta(minutes=minutes)


def test_who_was_answered_and_has_not_looked_is_told_how_much_and_where(
    app: Flask, outbox: Path
) -> None:
    asker = make_member()
    answered(asker, answers=2)
    reply(ask(asker), make_member())
    assert mail_news(later()) == 1
    [message] = mails(outbox)
    assert message["To"] == asker.email
    assert message["Subject"] == "Limber: Something new is in your inbox"
    said = message.get_content().replace("\r\n", "\n")
    assert f"Hello {asker.username}," in said
    assert "- 2 answers\n- 1 reply\n\n" in said
    assert "\nhttp://127.0.0.1:8000/inbox\n" in said


def test_a_mail_says_nothing_of_what_was_written_or_by_whom(app: Flask, outbox: Path) -> None:
    asker = make_member()
    answer(ask(asker, title=TITLE, body=WORDS), make_member("Barnacle"), body=WORDS)
    tell(
        asker.id,
        NotificationKind.WARNING,
        thread_id=None,
        post_id=None,
        actor_name="Pelican",
        detail="Stop selling canary pills.",
    )
    db.session.commit()
    mail_news(later())
    [message] = mails(outbox)
    assert "- 1 answer\n- 1 warning\n" in message.get_content().replace("\r\n", "\n")
    for private in ("canary", "Barnacle", "Pelican"):
        assert private not in message.as_string()


@pytest.mark.parametrize("kind", NotificationKind)
def test_there_are_words_for_whatever_one_is_told(
    app: Flask, outbox: Path, kind: NotificationKind
) -> None:
    member = make_member()
    for number in (1, 2):
        for _ in range(number):
            tell(member.id, kind, thread_id=None, post_id=None, actor_name="a moderator")
        db.session.commit()
        mail_news(later(number * 60 * 25))
    said = sorted(message.get_content() for message in mails(outbox))
    assert ["- 1 " in said[0], "- 2 " in said[1]] == [True, True]


def test_who_reads_here_anyway_gets_no_mail(app: Flask, outbox: Path) -> None:
    asker = make_member()
    answered(asker)
    assert mail_news(later(9)) == 0
    read_all(asker.id, utcnow())
    assert mail_news(later()) == 0


def test_the_same_news_is_told_once_and_more_of_it_after_a_day(app: Flask, outbox: Path) -> None:
    asker = make_member()
    answered(asker)
    assert mail_news(later()) == 1
    assert mail_news(later(60 * 30)) == 0
    answered(asker, answers=2)
    assert mail_news(later(60 * 23)) == 0
    assert mail_news(later(60 * 25)) == 1
    assert "- 2 answers" in "".join(message.get_content() for message in mails(outbox))


def test_who_wants_it_hears_every_hour_and_who_does_not_never(app: Flask, outbox: Path) -> None:
    eager, quiet = make_member(), make_member()
    choose_mail_pace(eager.id, MailPace.HOURLY)
    choose_mail_pace(quiet.id, MailPace.NEVER)
    for asker in (eager, quiet):
        answered(asker)
    assert mail_news(later()) == 1
    answered(eager)
    assert mail_news(later(65)) == 0
    assert mail_news(later(75)) == 1
    assert {message["To"] for message in mails(outbox)} == {eager.email}


def test_old_news_and_those_who_left_or_never_confirmed_their_address_are_left_alone(
    app: Flask, outbox: Path
) -> None:
    old, gone, unconfirmed = make_member(), make_member(), make_member()
    for asker in (old, gone, unconfirmed):
        answered(asker)
    gone.active, unconfirmed.confirmed_at = False, None
    long_ago = utcnow() - timedelta(days=4)
    db.session.execute(
        update(Notification).where(Notification.member_id == old.id).values(created_at=long_ago)
    )
    db.session.commit()
    assert mail_news(later()) == 0
    assert mails(outbox) == []


def test_a_worker_that_was_quicker_leaves_nothing_to_the_other(
    app: Flask, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = make_member()
    answered(asker)
    monkeypatch.setattr("forum.inbox.mailing._send", lambda _news: None)
    first = mail_news(later())
    monkeypatch.undo()
    assert (first, mail_news(later())) == (1, 0)


def test_the_link_in_a_mail_stops_what_it_came_from(app: Flask, outbox: Path) -> None:
    asker = make_member()
    answered(asker)
    mail_news(later())
    [message] = mails(outbox)
    link = message["List-Unsubscribe"].strip(" <>")
    assert link == stop_link(asker.id)
    assert link in message.get_content()
    assert member_of(link.rpartition("/")[2]) == asker.id


@pytest.mark.parametrize("token", ["", "1", "WzFd.abc", "IjEi.x", "é"])
def test_a_token_that_was_not_made_here_stops_nothing(app: Flask, token: str) -> None:
    assert member_of(token) is None


def test_each_mail_takes_two_statements_and_all_who_are_due_are_found_by_one(
    app: Flask, outbox: Path, queries: Any
) -> None:
    for _ in range(5):
        answered(make_member())
    with queries() as counted:
        assert mail_news(later()) == 5
    assert len(counted) == 1 + 5 * 2


def test_a_real_mail_server_takes_it_from_the_worker(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "DATA_DIR", tmp_path)
    asker = make_member()
    answered(asker)
    with mail_server() as server, writing():
        monkeypatch.setitem(app.config, "MAIL_URL", f"smtp://localhost:{server.port}")
        mail_news(later())
        assert mail.deliver_spool() == 1
    assert db.session.scalars(select(Notification.read_at)).all() == [None]
