"""Made-up members, who can never sign in."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from ...accounts.names import fold
from ...threads.aliases import CALM, CREATURES

THREADS_PER_MEMBER = 5
LEAST_MEMBERS, MOST_MEMBERS = 20, 20_000


class MemberRow(NamedTuple):
    """A row of `member`; what is alike in all of them has its value here."""

    id: int
    username: str
    username_key: str
    email: str
    fs_uniquifier: str
    confirmed_at: str
    established_at: str
    created_at: str
    password: str = "!"  # noqa: S105  # the hash of nothing
    active: bool = True
    roles: str = ""
    about: str = ""


def members_for(threads: int) -> int:
    """Return how many members write and read so many threads."""
    return min(LEAST_MEMBERS + threads // THREADS_PER_MEMBER, MOST_MEMBERS)


def member_rows(rng: Random, first_id: int, count: int, joined: str) -> list[MemberRow]:
    """Return `count` rows of members; the name ends in the member's number, so none is twice."""
    return [_row(rng, first_id + i, joined) for i in range(count)]


def _row(rng: Random, id_: int, joined: str) -> MemberRow:
    username = f"{rng.choice(CALM)}-{rng.choice(CREATURES)}-{id_}"
    return MemberRow(
        id=id_,
        username=username,
        username_key=fold(username),
        email=f"{username.casefold()}@demo.invalid",
        fs_uniquifier=f"demo-{id_}-{rng.getrandbits(64):016x}",
        confirmed_at=joined,
        established_at=joined,
        created_at=joined,
    )
