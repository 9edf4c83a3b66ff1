"""Members, and what is known of them: as little as possible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

from flask_security import UserMixin
from sqlalchemy import Dialect, ForeignKey, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from ..db import CreatedAt, EnumText, Model, UtcDateTime, partial_index, utcnow
from ..permissions import Restriction, Role
from ..permissions.actor import STAFF

USERNAME_MAX = 32


class RoleSet(TypeDecorator[frozenset[Role]]):
    """A set of roles kept as words in one column, so that loading a member stays one query."""

    impl = String(80)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ARG002
        """Keep the roles in a fixed order."""
        return " ".join(sorted(Role(role).value for role in value or ()))

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:  # noqa: ARG002
        """Give the set back; there are few, and a page reads dozens."""
        return _roles


@cache
def _roles(words: str | None) -> frozenset[Role]:
    return frozenset(Role(word) for word in (words or "").split())


def roles_on(
    day: date, granted: frozenset[Role] | None, clinician_until: date | None
) -> frozenset[Role]:
    """Return the roles that count on a day: a clinician's ends with their verification."""
    roles: frozenset[Role] = granted or frozenset()
    if clinician_until is not None and clinician_until < day:
        return roles - {Role.CLINICIAN}
    return roles


class Member(Model, UserMixin, CreatedAt):
    """Someone who signed up. The e-mail address is never shown to anyone but themselves.

    `username_key` is the name folded (see `names.fold`), so that no two names look alike.
    `fs_uniquifier` names the member in links in mail: changing it ends every link sent so far.
    A closed account keeps its row, without address and password (see `actions.close_account`).
    `established_at` is when the member was new no longer: enough of their posts stood, or a
    moderator approved one.
    A restriction ends by itself at `restricted_until` (`None`: when a moderator lifts it), and a
    clinician's role after the day `clinician_until` (`None`: an operator gave it without end).
    """

    __tablename__ = "member"
    __table_args__ = (
        partial_index("ix_member_restricted", "id", text("restriction_kind IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(USERNAME_MAX))
    username_key: Mapped[str] = mapped_column(String(USERNAME_MAX * 4), unique=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    granted_roles: Mapped[Any] = mapped_column("roles", RoleSet, default=frozenset)
    clinician_until: Mapped[date | None]
    restriction_kind: Mapped[Restriction | None] = mapped_column(EnumText(Restriction))
    restricted_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    restriction_reason: Mapped[str] = mapped_column(String(500), default="", server_default="")
    about: Mapped[str] = mapped_column(Text, default="")
    care_region: Mapped[str | None] = mapped_column(String(2))
    unread_count: Mapped[int] = mapped_column(default=0, server_default="0")
    posts_count: Mapped[int] = mapped_column(default=0, server_default="0")
    established_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_new(self) -> bool:
        """Whether moderators look at what this member posts and links to."""
        return self.established_at is None and not self.roles

    @property  # type: ignore[override]  # Flask-Security has a list here
    def roles(self) -> frozenset[Role]:
        """The roles that the member has today: a clinician's ends with their verification."""
        return roles_on(utcnow().date(), self.granted_roles, self.clinician_until)

    @roles.setter
    def roles(self, roles: frozenset[Role]) -> None:
        self.granted_roles = roles

    @property
    def restriction(self) -> Restriction | None:
        """What moderators took from the member, unless its time is over."""
        if self.restricted_until is not None and self.restricted_until <= utcnow():
            return None
        return self.restriction_kind

    @property
    def is_clinician(self) -> bool:
        """Whether a clinician's mark stands beside the name."""
        return Role.CLINICIAN in self.roles

    @property
    def is_staff(self) -> bool:
        """Whether a moderator's mark stands beside the name."""
        return bool(self.roles & STAFF)


class Mute(Model, CreatedAt):
    """A member does not want to read, or hear of, what another writes under their name."""

    __tablename__ = "mute"

    member_id: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True
    )
    muted_id: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, index=True
    )

    muted: Mapped[Member] = relationship(lazy="raise_on_sql", foreign_keys=[muted_id])


class SignIn(Model, CreatedAt):
    """One device on which a member is signed in; without its row its cookie is worth nothing.

    Neither the token nor an address is kept, only what lets members recognise their own devices.
    `last_seen_on` moves once a day.
    """

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    last_seen_on: Mapped[date]
    browser: Mapped[str] = mapped_column(String(40))

    member: Mapped[Member] = relationship(lazy="raise_on_sql")


class AddressChange(Model, CreatedAt):
    """The address that a member wants instead of theirs, until they open the link sent to it."""

    __tablename__ = "address_change"

    member_id: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True
    )
    email: Mapped[str] = mapped_column(String(255))
    token_hash: Mapped[str] = mapped_column(String(64))


class SiteClaim(Model, CreatedAt):
    """The one row that says that the site has its first administrator; its key allows no second."""

    __tablename__ = "site_claim"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
