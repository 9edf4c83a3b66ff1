"""The ask form's optional fields, written into the post so that people and rules can read them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """What the form asks beside the question; each may be left out.

    `severity` is a whole number from 0 to 10; ValueError for any other.
    """

    where: str = ""
    since: str = ""
    severity: int | None = None
    tried: str = ""

    def __post_init__(self) -> None:
        if self.severity is not None and not 0 <= self.severity <= 10:
            raise ValueError(f"severity goes from 0 to 10, not {self.severity}")


def compile_facts(body: str, facts: Facts) -> str:
    """Return `body` with the facts below it, one Markdown list item each; unchanged if none."""
    severity = "" if facts.severity is None else f"{facts.severity} out of 10"
    lines = [
        f"- {label}: {value}"
        for label, value in (
            ("Where it is", _one_line(facts.where)),
            ("Since when", _one_line(facts.since)),
            ("How bad it is now", severity),
            ("Tried so far", _one_line(facts.tried)),
        )
        if value
    ]
    return "\n\n".join((body.rstrip(), "\n".join(lines))) if lines else body


def _one_line(value: str) -> str:
    return " ".join(value.split())
