"""Moderators edit the reasons that are offered to them."""

from __future__ import annotations

from typing import Any

from factories import answer, ask, make_member, make_moderator
from flask import Flask
from sqlalchemy import select

from forum.db import db
from forum.moderation.models import CannedReasons, ModerationAct
from forum.moderation.reasons import CANNED
from forum.permissions import Role, Verb

PATH = "/moderation/reasons"


def test_other_reasons_are_offered_once_they_are_written(app: Flask, browser: Any) -> None:
    post, moderator = answer(ask()), browser(make_moderator())
    hiding = f"/moderation/posts/{post.id}/hide"
    assert CANNED[Verb.HIDE][0] in moderator.get(hiding).text
    lines = "  It sells <b>pills</b>.\n\nIt is a copy of   another post.\n"
    assert moderator.post(PATH, data={"verb": "hide", "lines": lines}).status_code == 303
    page = moderator.get(hiding).text
    assert '<option value="It sells &lt;b&gt;pills&lt;/b&gt;.">' in page
    assert "It is a copy of another post." in page
    assert CANNED[Verb.HIDE][0] not in page
    locking = moderator.get(f"/moderation/threads/{post.thread_id}/lock").text
    assert CANNED[Verb.LOCK][0] in locking


def test_an_empty_box_brings_the_first_reasons_back(app: Flask, browser: Any) -> None:
    moderator = browser(make_moderator())
    moderator.post(PATH, data={"verb": "hide", "lines": "Mine."})
    assert moderator.post(PATH, data={"verb": "hide", "lines": " \n "}).status_code == 303
    assert db.session.scalars(select(CannedReasons)).all() == []
    assert CANNED[Verb.HIDE][0] in moderator.get(PATH).text


def test_what_cannot_be_offered_is_refused_and_kept_in_the_box(app: Flask, browser: Any) -> None:
    moderator = browser(make_moderator())
    for lines in ("canary " + "x" * 401, "canary\n" * 21):
        refused = moderator.post(PATH, data={"verb": "hide", "lines": lines})
        assert refused.status_code == 422
        assert "There is a problem" in refused.text
        assert "canary" in refused.text
    assert moderator.post(PATH, data={"verb": "ask", "lines": "x"}).status_code == 422
    assert moderator.post(PATH, data={}).status_code == 422
    assert db.session.scalars(select(CannedReasons)).all() == []


def test_every_change_is_in_the_log(app: Flask, browser: Any) -> None:
    browser(make_moderator()).post(PATH, data={"verb": "hide", "lines": "Mine.\nAnother."})
    (row,) = db.session.scalars(select(ModerationAct))
    assert (row.verb, row.after) == (Verb.EDIT_LISTS, {"reasons: hide": 2})
    assert browser().get("/moderation/log").status_code == 200


def test_only_moderators_edit_them(app: Flask, browser: Any) -> None:
    for role in ((), (Role.CLINICIAN,)):
        member = browser(make_member("", *role))
        assert member.get(PATH).status_code == 403
        assert member.post(PATH, data={"verb": "hide", "lines": "x"}).status_code == 403
    assert browser().post(PATH).status_code == 401
