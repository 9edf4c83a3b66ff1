"""Where a topic is found."""

from __future__ import annotations

from flask import url_for

from .models import Topic, TopicKind


def topic_link(topic: Topic) -> str:
    """Return the address of a topic's page."""
    endpoint = "pages.tag" if topic.kind is TopicKind.TAG else "pages.area"
    return url_for(endpoint, name=topic.name)
