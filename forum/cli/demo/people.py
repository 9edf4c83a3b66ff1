"""Made-up members, who can never sign in."""

from __future__ import annotations

from random import Random
from typing import Any

from ...accounts.names import fold
from ...threads.naming import CALM, CREATURES

THREADS_PER_MEMBER = 5
SAME_IN_ALL = {
    "password": "'!'",  # the hash of nothing
    "active": "true",
    "roles": "''",
    "about": "''",
}
LEAST_MEMBERS, MOST_MEMBERS = 20, 20_000


def members_for(threads: int) -> int:
    """Return how many members write and read so many threads."""
    return min(LEAST_MEMBERS + threads // THREADS_PER_MEMBER, MOST_MEMBERS)


def member_rows(rng: Random, first_id: int, count: int, joined: Any) -> list[dict[str, Any]]:
    """Return `count` rows of members; the name ends in the member's number, so none is twice."""
    return [_row(rng, first_id + i, joined) for i in range(count)]


def _row(rng: Random, id_: int, joined: Any) -> dict[str, Any]:
    username = f"{rng.choice(CALM)}-{rng.choice(CREATURES)}-{id_}"
    return {
        "id": id_,
        "username": username,
        "username_key": fold(username),
        "email": f"{username.casefold()}@demo.invalid",
        "fs_uniquifier": f"demo-{id_}-{rng.getrandbits(64):016x}",
        "confirmed_at": joined,
        "established_at": joined,
        "created_at": joined,
    }


def pick(rng: Random, first_id: int, count: int) -> int:
    """Return a member's id: a few write much, and many a little."""
    return first_id + int(count * rng.random() ** 2)
