"""The moderators' lists, for those who keep them and those who may not."""

from __future__ import annotations

from typing import Any

import pytest
from factories import make_member, make_moderator
from flask import Flask
from sqlalchemy import delete, select

from forum.db import db
from forum.moderation.models import ModerationAct
from forum.permissions import Role, Verb
from forum.threads.screening.models import AllowedHost, Phrase, PhraseAct

POSTS = ("hosts", "hosts/remove", "phrases", "phrases/remove")


@pytest.fixture(autouse=True)
def no_hosts(app: Flask) -> None:
    db.session.execute(delete(AllowedHost))
    db.session.commit()


def hosts() -> list[str]:
    return list(db.session.scalars(select(AllowedHost.host).order_by(AllowedHost.host)))


def phrases() -> list[tuple[str, str, str]]:
    rows = db.session.execute(select(Phrase.words, Phrase.act, Phrase.tag).order_by(Phrase.words))
    return [(words, act, tag) for words, act, tag in rows]


def test_a_host_is_put_on_the_list_as_a_name_and_taken_off(app: Flask, browser: Any) -> None:
    moderator = browser(make_moderator())
    sent = {"host": "https://www.NHS.uk/conditions/"}
    assert moderator.post("/moderation/lists/hosts", data=sent).status_code == 303
    assert moderator.post("/moderation/lists/hosts", data=sent).status_code == 303
    assert hosts() == ["nhs.uk"]
    assert "nhs.uk" in moderator.get("/moderation/lists").text
    moderator.post("/moderation/lists/hosts/remove", data={"line": "nhs.uk"})
    assert hosts() == []


def test_a_phrase_is_kept_folded_and_given_another_act(app: Flask, browser: Any) -> None:
    moderator = browser(make_moderator())
    path = "/moderation/lists/phrases"
    moderator.post(path, data={"words": "  Mírácle-Cure ", "act": "hold", "tag": "unused"})
    assert phrases() == [("miracle cure", PhraseAct.HOLD, "")]
    moderator.post(path, data={"words": "miracle cure", "act": "tag", "tag": "Too Good"})
    assert phrases() == [("miracle cure", PhraseAct.TAG, "too-good")]
    moderator.post(f"{path}/remove", data={"line": "Miracle cure"})
    assert phrases() == []


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("hosts", {"host": "not a host"}),
        ("hosts", {"host": ""}),
        ("phrases", {"words": "!!", "act": "hold"}),
        ("phrases", {"words": "x" * 81, "act": "hold"}),
        ("phrases", {"words": "cure", "act": "refuse"}),
        ("phrases", {"words": "cure", "act": "tag", "tag": "!"}),
    ],
)
def test_what_cannot_be_listed_is_refused_with_its_words(
    app: Flask, browser: Any, path: str, data: dict[str, str]
) -> None:
    refused = browser(make_moderator()).post(f"/moderation/lists/{path}", data=data)
    assert refused.status_code == 422
    assert "There is a problem" in refused.text
    assert next(iter(data.values())) in refused.text
    assert hosts() == phrases() == []


def test_every_change_stands_in_the_log_and_its_words_only_for_moderators(
    app: Flask, browser: Any
) -> None:
    keeper = make_moderator()
    moderator = browser(keeper)
    moderator.post("/moderation/lists/hosts", data={"host": "canary.example"})
    moderator.post("/moderation/lists/phrases", data={"words": "parrot", "act": "hold"})
    moderator.post("/moderation/lists/phrases/remove", data={"line": "parrot"})
    acts = db.session.scalars(select(ModerationAct).order_by(ModerationAct.id)).all()
    assert [(act.verb, act.actor_id) for act in acts] == [(Verb.EDIT_LISTS, keeper.id)] * 3
    assert acts[2].before == {"phrase": "“parrot”: hold"}
    public, whole = browser().get("/moderation/log").text, moderator.get("/moderation/log").text
    assert public.count("lists were changed") == 3
    assert "canary" not in public
    assert "parrot" not in public
    assert "canary.example" in whole


def test_nobody_else_reads_or_changes_the_lists(app: Flask, browser: Any) -> None:
    for member in (make_member(), make_member("", Role.CLINICIAN)):
        assert browser(member).get("/moderation/lists").status_code == 403
        for path in POSTS:
            sent = browser(member).post(f"/moderation/lists/{path}", data={"host": "a.example"})
            assert sent.status_code == 403
    assert browser().get("/moderation/lists").status_code == 303
    assert hosts() == []
