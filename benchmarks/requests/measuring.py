"""Asks for everything in turns, so that whatever else the machine does slows all alike."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from . import processes
from .browsers import Browser, Request
from .members import SignedIn
from .scenarios import Scenario
from .servers import Server

WARM_UP = 2  # rounds
A = Scenario("reference a", lambda _before: Request("/"), at_once=60)
B = Scenario("reference b", lambda _before: Request("/"), at_once=60)


@dataclass(frozen=True, slots=True)
class Servers:
    """Who answers what."""

    a: Server
    b: Server
    forum: Server
    cached: Server

    def of(self, scenario: Scenario) -> Server:
        """Return the one that answers this."""
        if scenario in (A, B):
            return self.a if scenario is A else self.b
        return self.cached if scenario.cached else self.forum


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor time of one request, and how many times that of each reference."""

    milliseconds: float
    in_a: float
    in_b: float


def measure(
    scenarios: Sequence[Scenario], servers: Servers, members: Sequence[SignedIn], rounds: int
) -> dict[str, Cost]:
    """Return each scenario's cost, the references' first: the median over the rounds."""
    taken = [
        {
            # Two on in each round: whoever asks now answers in none of the next ones.
            each.name: _seconds(each, servers, members[(2 * number + place) % len(members)])
            for place, each in enumerate((A, B, *scenarios))
        }
        for number in range(WARM_UP + rounds)
    ]
    return {name: _cost(name, taken[WARM_UP:]) for name in taken[0]}


def _seconds(scenario: Scenario, servers: Servers, member: SignedIn) -> float:
    """Return the processor time of one request, the mean of some, after one that is not counted."""
    server = servers.of(scenario)
    keys = (member.cookie, member.token) if scenario.member else ()
    with Browser(server.port, *keys) as browser:
        answer = browser.send(scenario.next(None))
        pids = server.pids()
        before = processes.processor_seconds(pids)
        for _ in range(scenario.at_once):
            answer = browser.send(scenario.next(answer))
        return (processes.processor_seconds(pids) - before) / scenario.at_once


def _cost(name: str, rounds: Sequence[dict[str, float]]) -> Cost:
    def ratio(reference: Scenario) -> float:
        return statistics.median(each[name] / each[reference.name] for each in rounds)

    milliseconds = statistics.median(each[name] for each in rounds) * 1_000
    return Cost(milliseconds, ratio(A), ratio(B))
