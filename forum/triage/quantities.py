"""Numbers that mean something: durations, ages, scores out of ten, readings, counts.

Each becomes a member of a word class (`<weeks>`, `<age_old>`, `<score_high>` …) that phrases
refer to; the arithmetic lives here, the phrasing in the data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .readings import reading

Span = tuple[str, int, int]

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    )
)
_WORDS: dict[str, float] = {
    **{word: number for number, word in enumerate(_SMALL)},
    **_TENS,
    "a": 1,
    "an": 1,
    "couple": 2,
    "few": 3,
    "several": 4,
    "dozen": 12,
    "half": 0.5,
    "dozens": 24,
    "hundred": 100,
    "hundreds": 200,
    "many": 5,
    "some": 2,
    "once": 1,
    "twice": 2,
}
HOURS: dict[str, float] = {
    **dict.fromkeys(("second", "seconds", "sec", "secs"), 1 / 3600),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), 1 / 60),
    **dict.fromkeys(("hour", "hours", "hr", "hrs"), 1.0),
    **dict.fromkeys(("day", "days", "night", "nights", "morning", "mornings"), 24.0),
    **dict.fromkeys(("evening", "evenings", "afternoon", "afternoons"), 24.0),
    **dict.fromkeys(("week", "weeks", "wk", "wks", "weekend", "weekends"), 168.0),
    **dict.fromkeys(("fortnight", "fortnights"), 336.0),
    **dict.fromkeys(("month", "months", "mth", "mths"), 730.0),
    **dict.fromkeys(("season", "seasons", "winter", "winters", "summer", "summers"), 2000.0),
    **dict.fromkeys(("year", "years", "yr", "yrs"), 8760.0),
    **dict.fromkeys(("decade", "decades"), 87600.0),
}
_DAY, _WEEK, _YEAR = 24.0, 168.0, 8760.0
_AGE_UNITS = frozenset(
    ["day", "days", "week", "weeks", "month", "months", "year", "years", "yr", "yrs", "wk", "wks"]
)


def numbers(words: Sequence[str]) -> list[tuple[int, int, float]]:
    """Find each number: (first word, word after it, value); "twenty two" is one number."""
    found: list[tuple[int, int, float]] = []
    end = 0
    for position, word in enumerate(words):
        if position >= end and (word in _WORDS or word[0].isdecimal()):
            value, end = _number(words, position)
            found.append((position, end, value))
    return found


def _number(words: Sequence[str], at: int) -> tuple[float, int]:
    word = words[at]
    if word[0].isdecimal():
        return _digits(word), at + 1
    value = _WORDS.get(word)
    if value is None:
        return 0.0, at
    following = words[at + 1] if at + 1 < len(words) else ""
    if word in _TENS and 0 < _WORDS.get(following, 0) < 10 and following in _SMALL:
        return value + _WORDS[following], at + 2
    if word in ("a", "an", "half") and following in ("couple", "few", "dozen", "hundred", "half"):
        factor = 0.5 if word == "half" else 1.0
        return factor * _WORDS[following], at + 2
    return value, at + 1


def _digits(word: str) -> float:
    try:
        return float(word)
    except ValueError:  # other scripts' digits mixed with separators
        return 0.0


def find(words: Sequence[str]) -> Iterator[Span]:
    """Yield (class name, first word, word after the last) for every quantity."""
    for start, end, value in numbers(words):
        yield "<n>", start, end
        if words[start] not in ("a", "an"):
            yield from _score(words, start, end, value)
            read = reading(words, start, end, value)
            if read:
                yield read[0], start, read[1]
            else:
                yield from _bare_age(words, start, end, value)
            yield "<many>" if value >= 3 else "<one_or_two>", start, end
            if 1950 <= value <= 2100 and words[start].isdecimal():
                yield "<calendar_year>", start, end
        yield from _duration(words, start, end, value)


_BEFORE_UNIT = frozenset(
    (  # noqa: SIM905 (as in `readings`)
        "of more or so whole full solid good long straight odd consecutive"
    ).split()
)


def _range_end(words: Sequence[str], end: int) -> int:
    """Step over "to 4", "or four", "or so", "of", "more", "solid" between number and unit."""
    at = end
    if at + 1 < len(words) and words[at] in ("to", "or", "and"):
        _, after = _number(words, at + 1)
        if after > at + 1:
            at = after
        elif words[at + 1] == "so":
            at += 2
    elif at < len(words) and words[end - 1][0].isdecimal() and words[at][0].isdecimal():
        at += 1
    while at < len(words) and words[at] in _BEFORE_UNIT:
        at += 1
    return at


def _duration(words: Sequence[str], start: int, end: int, value: float) -> Iterator[Span]:
    at = _range_end(words, end)
    if at >= len(words) or words[at] not in HOURS:
        return
    unit = words[at]
    after = at + 1
    if words[after : after + 3] == ["and", "a", "half"]:
        after += 3
    hours = value * HOURS[unit]
    yield _span_class(hours), start, after
    yield "<duration>", start, after
    if unit in _AGE_UNITS:
        yield from _age(words, start, after, hours)


def _span_class(hours: float) -> str:
    if hours < 0.25:
        return "<moments>"
    if hours < 20:
        return "<hours>"
    if hours < _WEEK:
        return "<days>"
    return "<weeks>" if hours < _YEAR / 4 else "<years>"


def _age(words: Sequence[str], start: int, after: int, hours: float) -> Iterator[Span]:
    if words[after : after + 1] == ["old"]:
        yield _age_class(hours), start, after + 1
        yield "<age>", start, after + 1


def _age_class(hours: float) -> str:
    if hours < 0.245 * _YEAR:
        return "<age_newborn>"
    if hours < 16 * _YEAR:
        return "<age_child>"
    return "<age_adult>" if hours < 65 * _YEAR else "<age_old>"


_AGE_LEADS = frozenset(
    [
        "am",
        "aged",
        "age",
        "is",
        "turned",
        "turning",
        "she",
        "he",
        "mum",
        "mom",
        "dad",
        "nan",
        "gran",
        "grandma",
        "grandad",
        "grandmother",
        "grandfather",
        "mother",
        "father",
        "nana",
    ]
)
_NOT_AGE = frozenset(
    [
        "out",
        "/",
        "percent",
        "degrees",
        "times",
        "c",
        "f",
        "mg",
        "ml",
        "kg",
        "lb",
        "lbs",
        "pounds",
        "stone",
        "miles",
        "km",
        "point",
        "weeks",
        "week",
        "months",
        "month",
        "days",
        "day",
        "hours",
        "hour",
        "minutes",
        "mins",
        "years",
        "year",
        "cm",
        "mm",
        "pm",
        "am",
        "oclock",
    ]
)


def _bare_age(words: Sequence[str], start: int, end: int, value: float) -> Iterator[Span]:
    """Ages without a unit: "I'm 82", "mum 79", "aged 70", "58, breast cancer", "34F"."""
    if not words[start].isdecimal() and value < 20:
        return
    following = words[end] if end < len(words) else ""
    led = start > 0 and words[start - 1] in _AGE_LEADS and following not in _NOT_AGE
    sexed = following in ("f", "m", "male", "female", "yo") and value < 110
    if (led or sexed) and 1 <= value <= 110 and words[start].find(".") < 0:
        yield _age_class(value * _YEAR), start, end
        yield "<age>", start, end


def _score(words: Sequence[str], start: int, end: int, value: float) -> Iterator[Span]:
    """Pain scores: "8/10", "9 out of 10", "ten out of ten"."""
    after = 0
    if end >= len(words) or words[end] not in ("/", "out"):
        return
    if words[end] == "/" and words[end + 1 : end + 2] == ["10"]:
        after = end + 2
    elif words[end : end + 2] == ["out", "of"] and words[end + 2 : end + 3] in (["10"], ["ten"]):
        after = end + 3
    if after and value <= 11:
        yield _score_class(value), start, after


def _score_class(value: float) -> str:
    if value >= 8:
        return "<score_high>"
    return "<score_middle>" if value >= 5 else "<score_low>"
