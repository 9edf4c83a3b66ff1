"""Readings that a person takes at home: temperature, blood sugar, blood pressure, oxygen.

What a number measures is told by the nearest word that names a measurement, before it or just
after it; how much it says is told by where it lies. The bounds are those at which the public
pages named in `data/rules` ask for help: a blood sugar is taken for milligrams per decilitre
where millimoles per litre would be impossible.
"""

from __future__ import annotations

from collections.abc import Sequence

_MEASURES = {
    **dict.fromkeys(("sugar", "sugars", "glucose", "bg", "bgs", "bsl", "rbs", "fbs"), "sugar"),
    **dict.fromkeys(("bp", "pressure", "systolic"), "pressure"),
    **dict.fromkeys(("oxygen", "sats", "spo2", "o2", "saturation", "oximeter"), "oxygen"),
    **dict.fromkeys(("temp", "temperature", "fever", "running", "thermometer"), "temperature"),
    # others, whose numbers are none of these
    **dict.fromkeys(("pulse", "rate", "hr", "insulin", "a1c", "hba1c", "weight", "age"), ""),
    **dict.fromkeys(("cholesterol", "ldl", "platelets", "creatinine", "metformin", "tsh"), ""),
}
_BEFORE, _AFTER = 6, 1  # words within which the measurement is named
_NOT_READ = frozenset(
    (  # noqa: SIM905 (a table of words reads better than a list of strings)
        "second seconds minute minutes min mins hour hours hr hrs day days night nights week weeks "
        "month months year years yr yrs times g gram grams kg lb lbs ml mcg litre litres liter "
        "liters units unit tablets pills cubes spoons teaspoons calories kcal percent steps people "
        "male female"
    ).split()
)
_SUGAR_MMOL = (18, 36)  # very high in mmol/l; above these a number is in mg/dl
_SUGAR_MG = (300, 1500)
_SUGAR_LOW_MG = 54
_SUGAR_LOW_MMOL = 3
_OXYGEN = (50, 91)


def reading(words: Sequence[str], start: int, end: int, value: float) -> tuple[str, int] | None:
    """Return the class of the reading in the words `start` to `end`, and the word after it.

    None where nothing is measured, and where the reading asks for nothing.
    """
    following = words[end] if end < len(words) else ""
    measure = _measure(words, start, end)
    if following in ("/", "over") and end + 1 < len(words) and words[end + 1].isdecimal():
        name = _pressure(value, float(words[end + 1]), named=measure == "pressure")
        return (name, end + 2) if name else None
    if following in _NOT_READ or (following == "mg" and words[end + 1 : end + 2] != ["dl"]):
        return None
    name = _out_of_range(measure, words[start], value, following)
    if not name and _is_fever(words[start], value, following, measure):
        name = "<fever_reading>"
    return (name, end) if name else None


def _out_of_range(measure: str, typed: str, value: float, following: str) -> str:
    if measure == "sugar":
        return "" if following in ("m", "f") else _sugar(typed, value, following)
    if measure == "pressure":
        return "<pressure_high>" if 180 <= value <= 280 else ""
    if measure == "oxygen":
        return "<oxygen_low>" if _OXYGEN[0] <= value <= _OXYGEN[1] else ""
    return ""


def _measure(words: Sequence[str], start: int, end: int) -> str:
    near = *words[max(0, start - _BEFORE) : start][::-1], *words[end : end + _AFTER]
    if _MEASURES.keys().isdisjoint(near):
        return ""
    return next(_MEASURES[word] for word in near if word in _MEASURES)


def _sugar(typed: str, value: float, unit: str) -> str:
    least, most = _SUGAR_MMOL
    if (unit != "mg" and least <= value < most) or _SUGAR_MG[0] <= value <= _SUGAR_MG[1]:
        return "<sugar_high>"
    low = (20 if unit == "mg" else most) <= value < _SUGAR_LOW_MG
    low = low or (0.5 < value < _SUGAR_LOW_MMOL and ("." in typed or unit == "mmol"))
    return "<sugar_low>" if low else ""


def _pressure(upper: float, lower: float, *, named: bool) -> str:
    """Return the class of a blood pressure; without its name only what can hardly be else."""
    if not (lower < upper <= 300 and 30 <= lower <= 180):
        return ""
    if (upper >= 180 and (named or lower >= 90)) or (named and lower >= 120):
        return "<pressure_high>"
    if named and (upper >= 140 or lower >= 90):
        return "<pressure_raised>"
    return "<pressure_low>" if named and upper <= 85 else ""


def _is_fever(typed: str, value: float, following: str, measure: str) -> bool:
    """Say whether it is a fever: 38 to 42.5 on Celsius, 100.4 to 108 on Fahrenheit."""
    marked = following in ("c", "f", "degrees", "point", "celsius") or "." in typed
    feverish = 38 <= value <= 42.5 or 100.4 <= value <= 108
    return feverish and (measure == "temperature" or (marked and not measure))
