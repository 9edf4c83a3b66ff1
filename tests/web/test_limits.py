"""How fast whom may post."""

from __future__ import annotations

from factories import make_member, make_moderator, make_newcomer
from flask import Flask
from flask_login import login_user

from forum.web import limits


def test_the_longer_someone_is_trusted_the_faster_they_may_post(one_app: Flask) -> None:
    def rate(member: object = None) -> str:
        with one_app.test_request_context("/"):
            if member is not None:
                login_user(member)
            return limits.posting()

    assert rate() == rate(make_newcomer()) == limits.POST_NEW
    assert rate(make_member()) == limits.POST
    assert rate(make_moderator()) == limits.POST_STAFF
