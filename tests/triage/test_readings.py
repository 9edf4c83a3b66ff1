import pytest

from forum.triage.quantities import find


def classes(text):
    return {name for name, _, _ in find(text.split())}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sugar level is 520", "<sugar_high>"),
        ("sugar 28 mmol", "<sugar_high>"),
        ("glucose of 45", "<sugar_low>"),
        ("sugar 2.4", "<sugar_low>"),
        ("sugar 25 mg dl", "<sugar_low>"),
        ("bp 190 over 100", "<pressure_high>"),
        ("200 / 120", "<pressure_high>"),
        ("blood pressure is 150 / 95", "<pressure_raised>"),
        ("bp 80 / 50", "<pressure_low>"),
        ("oxygen dropped to 86", "<oxygen_low>"),
        ("spo2 88", "<oxygen_low>"),
        ("104 fever", "<fever_reading>"),
    ],
)
def test_a_reading_that_asks_for_help_has_a_class(text, name):
    assert name in classes(text)


@pytest.mark.parametrize(
    "text",
    [
        "sugar 5.6",
        "sugar 110",
        "sugar 24 g",
        "sugar for 20 years",
        "bp 120 / 80",
        "oxygen 98",
        "pulse 190",
        "24 / 7",
        "sugar is fine metformin 500 mg",
    ],
)
def test_other_readings_ask_for_nothing(text):
    assert not {name for name in classes(text) if name.startswith(("<sugar", "<press", "<oxy"))}
