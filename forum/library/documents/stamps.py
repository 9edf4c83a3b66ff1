"""Dates and times as pages print them, in English words or in figures."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SHORT_YEAR = r"(?P<year>(?:(?:19|20)\d\d|\d\d))"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"

DATE_FORMS = tuple(
    re.compile(rf"(?<![\w.]){_WEEKDAY}{form}(?![^\WT])", re.IGNORECASE)
    for form in (
        rf"{_MONTH} {_DAY} ?,? {_YEAR}",  # March 31, 2011
        rf"{_DAY}(?: of)?[ -]{_MONTH}[ ,-]{{1,2}}{_YEAR}",  # 31st of March, 2011
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})",  # 2011-03-31
        rf"(?P<first>\d{{1,2}})[-/.](?P<second>\d{{1,2}})[-/.]{_SHORT_YEAR}",  # 31/03/2011
    )
)
RELATIVE = re.compile(
    r"(?<!\w)(?:(?:about |over )?(?:\d{1,4}|an?|one|two|three) "
    r"(?:second|minute|hour|day|week|month|year)s? ago|yesterday|just now)(?!\w)",
    re.IGNORECASE,
)
TIME_BEFORE = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?: ?(?P<half>[ap])\.?m\.?)?,? (?:on )?$", re.IGNORECASE
)
TIME = re.compile(
    r"[ ,T|@-]{0,4}(?:at )?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d(?:\.\d{1,6})?)?"
    r"(?: ?(?P<half>[ap])\.?m\b\.?)?(?: ?(?:UTC|GMT|Z|[ECMP][SD]?T)\b)?",
    re.IGNORECASE,
)
_HINT = re.compile(r"\d|ago|yesterday|just now", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date in a text, from `start` to `end`.

    `when` is None if the date is relative ("3 years ago"), impossible, or ambiguous (03/04/2011).
    """

    start: int
    end: int
    when: datetime | None
    has_time: bool


def find_stamp(text: str) -> Stamp | None:
    """Find the first date in a short text, with the time of day beside it."""
    if not _HINT.search(text):
        return None
    matches = [match for form in DATE_FORMS if (match := form.search(text))]
    if not matches:
        relative = RELATIVE.search(text)
        return Stamp(relative.start(), relative.end(), None, has_time=False) if relative else None
    match = min(matches, key=lambda found: found.start())
    before = max(0, match.start() - 20)
    if time := TIME_BEFORE.search(text[before : match.start()]):
        return Stamp(before + time.start(), match.end(), _when(match, time), has_time=True)
    time = TIME.match(text, match.end())
    end = time.end() if time else match.end()
    return Stamp(match.start(), end, _when(match, time), has_time=time is not None)


def _when(match: re.Match[str], time: re.Match[str] | None) -> datetime | None:
    day = _day_and_month(match.groupdict())
    try:
        year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
        when = datetime(year, day[1], day[0], tzinfo=UTC) if day else None
        return when.replace(hour=_hour(time), minute=int(time["minute"])) if when and time else when
    except ValueError:
        return None


def _day_and_month(parts: dict[str, str]) -> tuple[int, int] | None:
    if "first" not in parts:
        month = parts["month"].lower()
        return int(parts["day"]), int(month) if month.isdecimal() else MONTHS.index(month[:3]) + 1
    first, second = int(parts["first"]), int(parts["second"])
    # Some countries print the month first: only a number above 12, or twice the same, tells.
    if first > 12 or first == second:
        return first, second
    return (second, first) if second > 12 else None


def _hour(time: re.Match[str]) -> int:
    hour = int(time["hour"])
    if not time["half"]:
        return hour
    return hour % 12 + (12 if time["half"].lower() == "p" else 0)
