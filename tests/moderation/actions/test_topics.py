"""A thread is moved to other tags and body areas, and each topic counts its threads rightly."""

from __future__ import annotations

from typing import Any

import pytest
from factories import NOON, ask, make_area, make_moderator
from flask import Flask

from forum.moderation.actions import AlreadyChanged, hide, retag, topics_state
from forum.threads.models import Post
from forum.topics.actions import tags_named
from forum.topics.models import Topic


def names(post: Post) -> list[str]:
    return sorted(topic.name for topic in post.thread.topics)


def move(post: Post, *topics: Topic) -> None:
    seen = topics_state(post.thread.topics)
    retag(make_moderator(), post, topics, "Those who know.", NOON, seen=seen)


@pytest.mark.parametrize("hidden", [False, True])
def test_tags_and_areas_change_and_the_counters_with_them(
    app: Flask, fresh: Any, log: Any, counters_right: Any, hidden: bool
) -> None:
    calf, foot = make_area(), make_area("foot", "Foot")
    question = ask(tags=("cramp", "night"), areas=(calf,))
    if hidden:
        hide(make_moderator(), question, "Spam.", NOON)
    move(fresh(question), *tags_named(["cramp", "running"]), foot)
    assert names(fresh(question)) == ["cramp", "foot", "running"]
    assert counters_right()
    before, after = log()[-1][-2:]
    assert len(before["topics"]) == len(after["topics"]) == 3


def test_topics_that_changed_meanwhile_are_not_overwritten(app: Flask, fresh: Any) -> None:
    question = ask(tags=("cramp",))
    seen = topics_state(question.thread.topics)
    move(fresh(question), *tags_named(["night"]))
    with pytest.raises(AlreadyChanged):
        retag(make_moderator(), question, [], "Why.", NOON, seen=seen)


def test_the_form_carries_what_is_there_and_finds_the_thread_under_its_new_tag(
    app: Flask, browser: Any
) -> None:
    make_area()
    question = ask(title="Odd twitching", tags=("cramp",))
    seen = topics_state(question.thread.topics)
    moderator = browser(make_moderator())
    path = f"/moderation/threads/{question.thread_id}/topics"
    assert 'value="cramp"' in moderator.get(path).text
    data = {"tags": "Twitch, night", "areas": "calf-shin", "seen_topics": seen}
    assert moderator.post(path, data=data | {"tags": "a b c d e f"}).status_code == 422
    assert moderator.post(path, data=data | {"areas": "moon"}).status_code == 422
    assert moderator.post(path, data=data).status_code == 303
    for address in ("/tags/twitch", "/tags/night", "/body/calf-shin", "/feeds/tags/twitch.atom"):
        assert "Odd twitching" in browser().get(address).text
    for address in ("/tags/cramp", "/feeds/tags/cramp.atom"):
        assert "Odd twitching" not in browser().get(address).text
