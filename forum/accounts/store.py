"""How Flask-Security finds, makes and judges members: the bridge from its ways to ours."""

from __future__ import annotations

from typing import Any, cast

from email_validator import validate_email
from flask_security import (
    MailUtil,
    PasswordUtil,
    RoleMixin,
    SQLAlchemyUserDatastore,
    UsernameUtil,
)
from flask_security.mail_util import EmailValidateException
from sqlalchemy import delete

from ..db import db, set_writing
from ..permissions import Role
from ..web import mail
from .models import Member, SignIn
from .names import composed, fold, username_fault
from .passwords import composed as composed_password
from .passwords import password_fault
from .wording import GIVE_ADDRESS


def one_spelling(email: str) -> str:
    """Return an address in small letters and ASCII. Raises `ValueError`. Asks no name server."""
    try:
        # `test_environment` lets addresses under the reserved domain .test through.
        valid = validate_email(
            email, check_deliverability=False, allow_smtputf8=False, test_environment=True
        )
        return mail.addressee(str(valid.ascii_email).lower()).addr_spec
    except ValueError as error:
        raise EmailValidateException(GIVE_ADDRESS) from error


def start_writing() -> None:
    """End the transaction that has only read so far; the next one of this request may write.

    Between them lies the time that Argon2 takes: with this, nobody waits for SQLite's lock then.
    """
    db.session.commit()
    set_writing(True)


class MemberStore(SQLAlchemyUserDatastore):
    """Finds members by folded name and lower-case address; roles live on the member itself."""

    def __init__(self) -> None:
        super().__init__(db, Member, RoleMixin)

    def find_user(self, case_insensitive: bool = False, **by: Any) -> Member | None:
        """Find the one member with the attribute given, or `None`."""
        attribute, value = by.popitem()
        if not isinstance(value, (str, int)) or "\0" in str(value):  # PostgreSQL keeps no NUL
            return None
        if attribute == "username":
            attribute, value = "username_key", fold(str(value))
        found = super().find_user(case_insensitive, **{attribute: value})
        return found if isinstance(found, Member) else None

    def create_user(self, **fields: Any) -> Member:
        """Make a member who still has to confirm the address.

        Raises `IntegrityError` at once, before any mail is sent, if the name or address is taken.
        """
        start_writing()
        fields["username"] = composed(fields["username"])
        fields["username_key"] = fold(fields["username"])
        roles = fields.pop("roles", ())
        member = cast(Member, super().create_user(**fields))
        member.roles = frozenset(Role(role) for role in roles)
        db.session.flush()
        return member

    def set_uniquifier(self, user: Any, uniquifier: str | None = None) -> None:
        """End every session of a member, and every link in mail that still works."""
        super().set_uniquifier(user, uniquifier)
        db.session.execute(delete(SignIn).where(SignIn.member_id == user.id))


class Usernames(UsernameUtil):
    """Judges usernames by `names`."""

    def normalize(self, username: str) -> str:
        """Return the name as it is kept."""
        return composed(username)

    def validate(self, username: str) -> tuple[str | None, str | None]:
        """Return what is wrong with a name (or `None`), and the name as it is kept."""
        if not username:
            return None, None
        return username_fault(username), composed(username)


class Passwords(PasswordUtil):
    """Judges passwords by `passwords`."""

    def normalize(self, password: str) -> str:
        """Return the password as it is hashed."""
        return composed_password(password)

    def validate(
        self, password: str, is_register: bool, **known: Any
    ) -> tuple[list[str] | None, str]:
        """Return what is wrong with a new password (or `None`), and it as it is hashed."""
        about = known if is_register else vars(known["user"])
        names = (str(about.get("username") or ""), str(about.get("email") or "").split("@")[0])
        fault = password_fault(password, names)
        return ([fault] if fault else None), self.normalize(password)


class Mail(MailUtil):
    """Writes addresses in one way, and spools messages so that no answer waits for a server."""

    def normalize(self, email: str) -> str:
        """Return the address as it is kept."""
        return one_spelling(email)

    def validate(self, email: str) -> str:
        """Return what `normalize` does: that mail arrives is shown by the link in it."""
        return self.normalize(email)

    def send_mail(
        self,
        template: str,  # noqa: ARG002
        subject: str,
        recipient: str | tuple[str, str],
        sender: Any,  # noqa: ARG002
        body: str | None,
        html: str | None,  # noqa: ARG002
        **_context: Any,
    ) -> None:
        """Spool one plain-text message."""
        mail.send(str(recipient), str(subject), body or "")
