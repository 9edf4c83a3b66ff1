"""How often one hears by mail is chosen here, or ended by the link in such a mail."""

from __future__ import annotations

import re
from typing import Any

from factories import make_member
from flask import Flask

from forum.db import db
from forum.inbox.mailing import stop_link
from forum.inbox.models import MailPace, MailWish
from forum.inbox.queries import mail_pace
from forum.pages.actions import leave


def path_of(link: str) -> str:
    return link.removeprefix("http://127.0.0.1:8000")


def test_a_member_chooses_how_often_and_sees_what_was_chosen(app: Flask, sign_in: Any) -> None:
    member = make_member()
    client = sign_in(member)
    assert re.search('<input checked [^>]*value="daily"', client.get("/inbox/mail").text)
    assert client.post("/inbox/mail", data={"pace": "never"}).status_code == 303
    assert mail_pace(member.id) is MailPace.NEVER
    assert client.post("/inbox/mail", data={"pace": "hourly"}).status_code == 303
    db.session.expire_all()
    assert mail_pace(member.id) is MailPace.HOURLY
    assert client.post("/inbox/mail", data={"pace": "always"}).status_code == 422
    assert member.email in client.get("/inbox/mail").text


def test_the_choice_is_found_from_the_inbox_and_the_account(app: Flask, sign_in: Any) -> None:
    client = sign_in(make_member())
    for path in ("/inbox", "/account"):
        assert 'href="/inbox/mail"' in client.get(path).text


def test_the_link_in_a_mail_asks_first_and_ends_the_mails_of_its_member_alone(
    app: Flask, client: Any
) -> None:
    member, other = make_member(), make_member()
    path = path_of(stop_link(member.id))
    assert "Send me no more of these" in client.get(path).text
    assert mail_pace(member.id) is MailPace.DAILY
    assert "You get no more of these mails" in client.post(path).text
    db.session.expire_all()
    assert mail_pace(member.id) is MailPace.NEVER
    assert mail_pace(other.id) is MailPace.DAILY


def test_a_link_that_was_not_made_here_leads_nowhere(app: Flask, client: Any) -> None:
    path = path_of(stop_link(make_member().id))
    for wrong in (path[:-1], path + "x", "/inbox/mail/stop/1"):
        assert client.get(wrong).status_code == client.post(wrong).status_code == 404


def test_the_link_of_whoever_left_keeps_nothing_of_them(app: Flask, client: Any) -> None:
    member = make_member()
    path = path_of(stop_link(member.id))
    client.post(path)
    leave(member, take_posts_back=False)
    assert "You get no more of these mails" in client.post(path).text
    assert db.session.get(MailWish, member.id) is None
