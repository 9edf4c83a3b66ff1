"""What a banner says and whom to call: wording and numbers from `data/care.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from . import datafile
from .model import Level

DATA = Path(__file__).parent / "data" / "care.yaml"
FALLBACK = "INT"
REMEMBERED = 200  # banners: more than there are in all regions
_LINES = ("emergency", "crisis", "advice")


@dataclass(frozen=True, slots=True)
class Line:
    """A telephone line. `number` may be empty where only a name or address is known."""

    name: str
    number: str

    @property
    def href(self) -> str:
        """Return a `tel:` address, or "" where there is no number."""
        dialled = "".join(letter for letter in self.number if letter.isdigit() or letter in "+#*")
        return "tel:" + dialled.replace("#", "%23") if dialled else ""


@dataclass(frozen=True, slots=True)
class Region:
    """A country (ISO 3166 code), its lines, and the public pages that the numbers come from."""

    code: str
    name: str
    emergency: Line
    crisis: Line
    advice: Line | None
    source: str


@dataclass(frozen=True, slots=True)
class Banner:
    """What to show for a level: calm for routine, unmistakable for emergency and crisis.

    `numbers` are in the order in which to offer them. `level` is None for the general notice.
    """

    level: Level | None
    title: str
    lead: str
    action: str
    numbers: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Wording:
    title: str
    lead: str
    action: str
    action_without_advice: str
    first: tuple[str, ...]


@cache
def regions() -> tuple[Region, ...]:
    """Return all regions by name, the fallback last."""
    known = _load()[1].values()
    return tuple(sorted(known, key=lambda region: (region.code == FALLBACK, region.name)))


@cache
def codes() -> tuple[str, ...]:
    """Return the codes of all regions."""
    return tuple(place.code for place in regions())


def region(code: str) -> Region:
    """Return the region of an ISO code in any case, or the fallback for an unknown one."""
    known = _load()[1]
    return known.get(code.strip().upper(), known[FALLBACK])


@lru_cache(maxsize=REMEMBERED)
def banner(level: Level, region_code: str) -> Banner | None:
    """Return the banner of a level with the numbers of a region; None for `none`."""
    if level == Level.NONE:
        return None
    return _banner(level, _load()[0][level.value], region(region_code))


@lru_cache(maxsize=REMEMBERED)
def general_notice(region_code: str) -> Banner:
    """Return the notice for a post that triage could not assess."""
    return _banner(None, _load()[0]["general"], region(region_code))


def _banner(level: Level | None, wording: _Wording, place: Region) -> Banner:
    lines = {"emergency": place.emergency, "crisis": place.crisis, "advice": place.advice}
    offered = (lines[name] for name in wording.first)
    numbers = tuple(line for line in offered if line is not None)
    action = wording.action if place.advice else wording.action_without_advice
    return Banner(level, wording.title, wording.lead, action, numbers)


@cache
def _load(path: Path = DATA) -> tuple[dict[str, _Wording], dict[str, Region]]:
    file = datafile.load(path).fields({"banners": True, "general": True, "regions": True})
    wordings = {name: _wording(value) for name, value in file["banners"].items()}
    for level in Level:
        if level != Level.NONE and level.value not in wordings:
            raise file["banners"].error(f"no banner for {level.value}")
    wordings["general"] = _wording(file["general"])
    places = {code: _region(code, value) for code, value in file["regions"].items()}
    if FALLBACK not in places:
        raise file["regions"].error(f"the fallback region {FALLBACK} is missing")
    return wordings, places


def _wording(value: datafile.Value) -> _Wording:
    needed = dict.fromkeys(("title", "lead", "action", "first"), True)
    fields = value.fields(needed | {"action_without_advice": False})
    for name in fields["first"].texts():
        if name not in _LINES:
            raise fields["first"].error(f"{name!r} is none of {', '.join(_LINES)}")
    return _Wording(
        title=fields["title"].text(),
        lead=fields["lead"].text(),
        action=fields["action"].text(),
        action_without_advice=fields.get("action_without_advice", fields["action"]).text(),
        first=fields["first"].texts(),
    )


def _region(code: str, value: datafile.Value) -> Region:
    fields = value.fields(
        {"name": True, "emergency": True, "crisis": True, "advice": False, "source": True}
    )
    return Region(
        code,
        fields["name"].text(),
        _line(fields["emergency"]),
        _line(fields["crisis"]),
        _line(fields["advice"]) if "advice" in fields else None,
        fields["source"].text(),
    )


def _line(value: datafile.Value) -> Line:
    fields = value.fields({"name": True, "number": True})
    number = fields["number"].content
    return Line(fields["name"].text(), number if isinstance(number, str) else "")
