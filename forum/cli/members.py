"""`flask forum member …`: accounts from the operator's side."""

from __future__ import annotations

import click
from flask.cli import AppGroup, with_appcontext

from ..accounts import actions
from ..accounts.queries import load_member
from ..db import db, utcnow, writing
from ..permissions import Role

ROLE = click.Choice([role.value for role in Role])


def register(group: AppGroup) -> None:
    """Add the commands to `group`."""
    group.add_command(member)


@click.group()
def member() -> None:
    """Add members and change their roles."""


@member.command()
@click.argument("username")
@click.argument("email")
@click.option("--role", "roles", type=ROLE, multiple=True, help="May be given more than once.")
@click.option("--password", help="Asked for, unseen, where it is not given.")
@with_appcontext
def add(username: str, email: str, roles: tuple[str, ...], password: str | None) -> None:
    """Add a confirmed member."""
    try:
        actions.usable_address(username, email)
        db.session.rollback()  # the database is not to wait for somebody who types
        password = password or click.prompt("Password", hide_input=True, confirmation_prompt=True)
        with writing():
            actions.add_member(username, email, password, _roles(roles), utcnow())
    except actions.CannotMakeMember as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Added {username}.")


@member.command()
@click.argument("username")
@click.option("--role", "roles", type=ROLE, multiple=True, help="None takes all roles away.")
@with_appcontext
def roles(username: str, roles: tuple[str, ...]) -> None:
    """Give a member exactly the roles named."""
    with writing():
        found = load_member(username)
        if found is None:
            raise click.ClickException(f"There is no member called {username!r}.")
        try:
            actions.set_roles(found, _roles(roles))
        except actions.CannotMakeMember as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"{found.username}: {', '.join(sorted(roles)) or 'no roles'}.")


def _roles(names: tuple[str, ...]) -> frozenset[Role]:
    return frozenset(Role(name) for name in names)
