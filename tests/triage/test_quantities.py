import pytest

from forum.triage.quantities import find, numbers


def classes(text):
    return {name for name, _, _ in find(text.split())}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ten minutes", "<moments>"),
        ("45 minutes", "<hours>"),
        ("half an hour", "<hours>"),
        ("three days", "<days>"),
        ("3 or 4 weeks", "<weeks>"),
        ("a fortnight", "<weeks>"),
        ("a couple of months", "<weeks>"),
        ("twenty two years", "<years>"),
        ("seven weeks old", "<age_newborn>"),
        ("18 months old", "<age_child>"),
        ("i am 82", "<age_old>"),
        ("aged 40", "<age_adult>"),
        ("8 / 10", "<score_high>"),
        ("two out of ten", "<score_low>"),
        ("temp of 38.4", "<fever_reading>"),
        ("101.7", "<fever_reading>"),
        ("2016", "<calendar_year>"),
    ],
)
def test_everyday_quantities_have_a_class(text, name):
    assert name in classes(text)


@pytest.mark.parametrize("text", ["36.9", "40 miles", "38 people", "99.1"])
def test_other_numbers_are_no_fever(text):
    assert "<fever_reading>" not in classes(text)


def test_a_compound_number_is_one_number():
    assert numbers(["twenty", "two", "cats"]) == [(0, 2, 22)]


def test_digits_of_any_script_do_no_harm():
    assert numbers(["٣", "²"])[0][2] == 3


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
