"""Who acts: a member with roles, or a visitor."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


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


@dataclass(frozen=True, slots=True)
class Visitor:
    """Someone who has not signed in."""

    id: int | None = None
    roles: frozenset[Role] = frozenset()


VISITOR = Visitor()


def is_member(actor: Actor) -> bool:
    """Say whether the actor has signed in."""
    return actor.id is not None


def is_moderator(actor: Actor) -> bool:
    """Say whether the actor moderates: moderators, and administrators with them."""
    return bool(actor.roles & {Role.MODERATOR, Role.ADMINISTRATOR})


def is_administrator(actor: Actor) -> bool:
    """Say whether the actor runs the site."""
    return Role.ADMINISTRATOR in actor.roles


def is_clinical(actor: Actor) -> bool:
    """Say whether the actor may judge a care level: clinicians and moderators."""
    return is_moderator(actor) or Role.CLINICIAN in actor.roles
