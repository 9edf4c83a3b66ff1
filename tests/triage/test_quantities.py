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
