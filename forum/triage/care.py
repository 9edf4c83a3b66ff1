"""What the care banner says, and the telephone numbers of each country; read from `care.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .model import Level

DATA = Path(__file__).resolve().parent / "data" / "care.yaml"


class CareDataError(ValueError):
    """`care.yaml` cannot be used; its text is one line that says where and why."""


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number: who answers, how it is shown, and what a `tel:` link dials."""

    label: str
    display: str

    @property
    def tel(self) -> str:
        """The number as a link dials it: digits only."""
        return "".join(c for c in self.display if c.isdigit() or c == "+")


@dataclass(frozen=True, slots=True)
class Region:
    """A country: its numbers, and where they are published."""

    code: str
    name: str
    emergency: str
    advice_line: Number | None
    crisis_line: Number
    emergency_source: str
    crisis_source: str


@dataclass(frozen=True, slots=True)
class Banner:
    """The text of a banner for one level and country; `numbers` come in the order to tap them."""

    title: str
    lead: str
    advice: str
    numbers: tuple[Number, ...]


def regions() -> tuple[str, ...]:
    """Return the codes (ISO 3166) of the countries whose numbers are known."""
    return tuple(_care()["regions"])


def region(code: str) -> Region:
    """Return a country's numbers. Raises `KeyError` for a code that is not in `regions()`."""
    region: Region = _care()["regions"][code]
    return region


def banner(level: Level, code: str) -> Banner:
    """Return the banner's text at a level. Raises `KeyError` for `Level.NONE`, which has none."""
    return _banner(_care()["banners"][level.value], region(code), level)


def general_notice(code: str) -> Banner:
    """Return the notice for a post that could not be assessed."""
    return _banner(_care()["general"], region(code), Level.ROUTINE)


def _banner(texts: dict[str, str], place: Region, level: Level) -> Banner:
    filled = {
        name: texts[name].replace("{emergency}", place.emergency)
        for name in ("title", "lead", "advice")
    }
    return Banner(**filled, numbers=_numbers(place, level))


def _numbers(place: Region, level: Level) -> tuple[Number, ...]:
    emergency = Number("Emergency services", place.emergency)
    advice = (place.advice_line,) if place.advice_line else ()
    return {
        Level.CRISIS: (place.crisis_line, emergency),
        Level.EMERGENCY: (emergency,),
        Level.URGENT: (*advice, emergency),
    }.get(level, advice)


@cache
def _care() -> dict[str, Any]:
    data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    try:
        for level in (*(level.value for level in Level if level is not Level.NONE),):
            _check_texts(data["banners"][level], f"banners: {level}")
        _check_texts(data["general"], "general")
        regions = {code: _region(code, entry) for code, entry in data["regions"].items()}
    except (KeyError, TypeError) as error:
        raise CareDataError(f"{DATA.name}: missing or malformed: {error}") from error
    return data | {"regions": regions}


def _check_texts(texts: dict[str, str], place: str) -> None:
    for name in ("title", "lead", "advice"):
        if not texts.get(name):
            raise CareDataError(f"{DATA.name}: {place}: {name} is missing")


def _region(code: str, entry: dict[str, Any]) -> Region:
    advice = entry.get("advice_line")
    return Region(
        code=code,
        name=entry["name"],
        emergency=entry["emergency"],
        advice_line=Number(advice["name"], advice["number"]) if advice else None,
        crisis_line=Number(entry["crisis_line"]["name"], entry["crisis_line"]["number"]),
        emergency_source=entry["source"]["emergency"],
        crisis_source=entry["source"]["crisis"],
    )
