"""Rules about members, and about who is behind an alias."""

from __future__ import annotations

from typing import Any

from .actor import Actor, Role, is_administrator, is_member, is_moderator


def may_mute(actor: Actor, member: Any) -> bool:
    """Members mute anyone but themselves."""
    return is_member(actor) and not _is_self(actor, member)


def may_restrict(actor: Actor, member: Any) -> bool:
    """Moderators restrict members, administrators moderators too; nobody an administrator."""
    if not is_moderator(actor) or _is_self(actor, member) or Role.ADMINISTRATOR in member.roles:
        return False
    return Role.MODERATOR not in member.roles or is_administrator(actor)


def may_lift(actor: Actor, member: Any) -> bool:
    """Whoever may restrict a member may end it before its time."""
    return may_restrict(actor, member) and member.restriction is not None


def may_appeal(actor: Actor, _subject: Any) -> bool:
    """Whoever is restricted may ask for another look."""
    return is_member(actor) and actor.restriction is not None


def may_address(actor: Actor, member: Any) -> bool:
    """Moderators write to anyone but themselves."""
    return is_moderator(actor) and not _is_self(actor, member)


def may_verify(actor: Actor, member: Any) -> bool:
    """Moderators verify that others are clinicians; nobody verifies themselves."""
    return is_moderator(actor) and not _is_self(actor, member)


def may_end_verification(actor: Actor, member: Any) -> bool:
    """Moderators end a clinician's mark before its time."""
    return may_verify(actor, member) and Role.CLINICIAN in member.roles


def may_look_behind(actor: Actor, post: Any) -> bool:
    """Moderators look behind an alias, where there is another member behind it."""
    hides_someone = post.alias is not None and post.author_id is not None
    return is_moderator(actor) and hides_someone and post.author_id != actor.id


def _is_self(actor: Actor, member: Any) -> bool:
    return bool(actor.id == member.id)
