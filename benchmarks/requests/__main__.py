"""What each request costs the server: `python -m benchmarks.requests --help`.

Processor time (user and system, of all processes of the server and of the database) is the one
figure that holds on a busy machine, and only beside two references that are asked for in turns with
the forum, under the same server. Writes build/bench/performance.md, with figures and charts in the
folder beside it.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from . import communities, measuring, members, places, report, scenarios, starting, statements
from .communities import DATABASES, Community
from .measuring import Servers
from .references import make_database
from .servers import serving

SIZES, FULL = (1_000, 54_000), (1_000, 10_000, 54_000, 100_000, 1_000_000)
ROUNDS = 15
MEMBERS = 36  # take turns, so that nobody posts twice in ROUNDS rounds; a small forum has 39


def arguments() -> argparse.Namespace:
    """Read what is wanted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.requests", description=__doc__)
    parser.add_argument("--posts", type=int, action="append", help="a size; may be given again")
    parser.add_argument("--database", choices=DATABASES, action="append", help="default: both")
    parser.add_argument("--only", help="only scenarios with these words in their name, no starts")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--full", action="store_true", help=f"these sizes: {FULL}")
    parser.add_argument("--fresh", action="store_true", help="fill the large forums anew, too")
    parser.add_argument("--docs", action="store_true", help="write docs/performance.md, too")
    return parser.parse_args()


def main() -> None:
    """Measure each database at each size, and report."""
    wanted = arguments()
    sizes = wanted.posts or (FULL if wanted.full else SIZES)
    results = []
    for database in wanted.database or DATABASES:
        for posts in sizes:
            print(f"{database}, {posts:,} posts", flush=True)
            with communities.opened(database, posts, fresh=wanted.fresh) as community:
                results.append(_measured(community, wanted, starts=posts == max(sizes)))
            report.print_result(results[-1])
            report.write(results, docs=wanted.docs)


def _measured(community: Community, wanted: argparse.Namespace, *, starts: bool) -> dict[str, Any]:
    """Return the figures of one forum; how long it takes to start does not depend on its size."""
    only = wanted.only or ""
    counting, *signed_in = members.sign_in(community.app, 1 + MEMBERS)
    found = places.find([counting.id, *(member.id for member in signed_in)])
    asked = [each for each in scenarios.all_scenarios(found) if only in each.name]
    counted = statements.count(community.app, asked, counting)
    with _servers(community) as servers:
        costs = measuring.measure(asked, servers, signed_in, wanted.rounds)
        sizes = statements.sizes(servers.forum, found.usual[0])
    result = {
        "database": community.database,
        "posts": community.posts,
        "measured": report.circumstances(),
        "filled": community.filled,
        "costs": {name: asdict(cost) for name, cost in costs.items()},
        "statements": counted,
        "bytes": sizes,
    }
    if starts and not only:
        result |= starting.start_and_memory(community, asked, signed_in)
    return result


@contextmanager
def _servers(community: Community) -> Iterator[Servers]:
    """Start the references and the forum, with and without kept pages."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        database = str(Path(folder, "reference.db"))
        make_database(database)
        own = {"REFERENCE_DATABASE": database}
        references = "benchmarks.requests.references"
        environ, others = community.environ, community.others
        yield Servers(
            a=stack.enter_context(serving(f"{references}:constant", own)),
            b=stack.enter_context(serving(f"{references}:thread", own)),
            forum=stack.enter_context(
                serving("wsgi:app", {**environ, "PAGE_CACHE_SECONDS": "0"}, others)
            ),
            cached=stack.enter_context(serving("wsgi:app", environ, others)),
        )


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the servers are ended on the way out
    main()
