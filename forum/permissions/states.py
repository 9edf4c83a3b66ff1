"""The states that rules speak of: one enum each, never a row of booleans."""

from enum import StrEnum


class Visibility(StrEnum):
    """Who can see a thread or a post: everyone when published, else its author and moderators."""

    PUBLISHED = "published"
    HELD = "held"  # waits for a moderator before anyone else sees it
    RETURNED = "returned"  # given back to its author to change; then it is held again
    HIDDEN = "hidden"  # taken out of sight by a moderator
    DELETED = "deleted"  # taken back by its author
    MERGED = "merged"  # a thread only: its posts stand in another, where its address leads


class Openness(StrEnum):
    """What can still be added to a thread."""

    OPEN = "open"
    CLOSED = "closed"  # no new answers; replies and edits stay possible
    LOCKED = "locked"  # nothing new, nothing edited, no votes


class Restriction(StrEnum):
    """What moderators took from a member for a while: reading is never taken."""

    SILENCED = "silenced"  # writes nothing; may still vote, mark and flag
    SUSPENDED = "suspended"  # reads, and has an account; nothing else


class ThreadKind(StrEnum):
    """What a thread is about: a member's question, or a reference article."""

    QUESTION = "question"
    ARTICLE = "article"


class PostKind(StrEnum):
    """What a post is in its thread; a reply hangs under one of the others."""

    QUESTION = "question"
    ARTICLE = "article"
    ANSWER = "answer"
    REPLY = "reply"


OPENING = (PostKind.QUESTION, PostKind.ARTICLE)  # the kinds that a thread begins with
