import pytest

from forum.triage import Level
from forum.triage.care import banner, general_notice, region, regions

SHOWN = [level for level in Level if level != Level.NONE]


def test_at_least_twelve_countries_have_an_emergency_number_and_a_crisis_line():
    full = [place for place in regions() if place.emergency.href and place.crisis.href]
    assert len(full) >= 12
    assert all(place.source.startswith("https://") for place in regions())


def test_an_unknown_region_gets_the_fallback():
    assert region("zz").code == region("").code == "INT"
    assert region(" gb ").name == "United Kingdom"


def test_no_banner_for_none():
    assert banner(Level.NONE, "GB") is None


@pytest.mark.parametrize("level", SHOWN)
@pytest.mark.parametrize("place", regions(), ids=lambda place: place.code)
def test_every_level_has_a_banner_everywhere(level, place):
    shown = banner(level, place.code)
    assert shown.level == level
    assert shown.title
    assert shown.lead
    assert shown.action
    if level >= Level.URGENT:
        assert shown.numbers


@pytest.mark.parametrize("level", SHOWN)
@pytest.mark.parametrize("place", regions(), ids=lambda place: place.code)
def test_no_banner_speaks_of_an_advice_line_that_a_country_does_not_have(level, place):
    shown = banner(level, place.code)
    assert "advice line" not in shown.action or place.advice in shown.numbers


def test_the_number_to_tap_first_fits_the_level():
    assert banner(Level.EMERGENCY, "GB").numbers[0].href == "tel:999"
    assert banner(Level.CRISIS, "GB").numbers[0].href == "tel:116123"
    assert banner(Level.ROUTINE, "GB").numbers[0].href == "tel:111"


def test_no_banner_names_a_disease():
    for level in SHOWN:
        shown = banner(level, "GB")
        text = f"{shown.title} {shown.lead} {shown.action}".lower()
        assert not {"you have", "diagnos", "stroke", "cancer", "heart attack"} & {
            word
            for word in ("you have", "diagnos", "stroke", "cancer", "heart attack")
            if word in text
        }


def test_the_general_notice_has_numbers_too():
    assert general_notice("US").numbers[0].href == "tel:911"
    assert general_notice("US").level is None
