"""Who acts: a member with roles, or a visitor."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from .states import Restriction


class Role(StrEnum):
    """What a member may be besides a member; an administrator may do what a moderator may."""

    CLINICIAN = "clinician"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"

    def get_permissions(self) -> frozenset[str]:
        """Return nothing: Flask-Security asks every role for finer rights, and `rules` has them."""
        return frozenset()


class Actor(Protocol):
    """What the rules need to know of whoever acts."""

    @property
    def id(self) -> int | None:
        """The member's id; `None` for a visitor."""

    @property
    def roles(self) -> frozenset[Role]:
        """The member's roles; empty for most."""

    @property
    def restriction(self) -> Restriction | None:
        """What the member may not do at this moment; `None` for most."""


@dataclass(frozen=True, slots=True)
class Someone:
    """Whoever acts, by what the rules need and no more; unless told, a visitor."""

    id: int | None = None
    roles: frozenset[Role] = frozenset()
    restriction: Restriction | None = None


def at_once(actor: Actor) -> Actor:
    """Return whoever acts as they are at this moment: quicker for many questions at once."""
    return Someone(actor.id, actor.roles, actor.restriction)


VISITOR = Someone()
STAFF = frozenset({Role.MODERATOR, Role.ADMINISTRATOR})


def is_member(actor: Actor) -> bool:
    """Say whether the actor has signed in."""
    return actor.id is not None


def may_press(actor: Actor) -> bool:
    """Say whether the actor may vote, mark and flag."""
    return is_member(actor) and actor.restriction is not Restriction.SUSPENDED


def may_write(actor: Actor) -> bool:
    """Say whether the actor may post and edit."""
    return is_member(actor) and actor.restriction is None


def is_moderator(actor: Actor) -> bool:
    """Say whether the actor moderates: moderators, and administrators with them."""
    return actor.restriction is None and bool(actor.roles & STAFF)


def is_administrator(actor: Actor) -> bool:
    """Say whether the actor runs the site."""
    return Role.ADMINISTRATOR in actor.roles


def is_clinical(actor: Actor) -> bool:
    """Say whether the actor may judge a care level: clinicians and moderators."""
    return is_moderator(actor) or (actor.restriction is None and Role.CLINICIAN in actor.roles)
