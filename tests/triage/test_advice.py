import pytest

from forum.triage.advice import review_advice


@pytest.mark.parametrize(
    ("family", "body"),
    [
        ("dose", "Just take 800 mg of ibuprofen every three hours."),
        ("dose", "Ignore what the leaflet says and double your dose."),
        ("stop_taking", "Stop taking those statins, they are poison."),
        ("stop_taking", "bin the tablets m8"),
        ("sell_or_share", "I have spare tramadol, message me."),
        ("sell_or_share", "have some of my mums diazepam, works a treat"),
        ("scalding", "Pour boiling water over a towel and hold it on the calf."),
        ("scalding", "a bath as hot as you can bear"),
        ("discourage", "Don't bother with A&E, they only fob you off."),
        ("discourage", "no need for a doctor, it's only wind"),
    ],
)
def test_unsafe_advice_is_found(family, body):
    assert family in {finding.rule for finding in review_advice(body)}


@pytest.mark.parametrize(
    "body",
    [
        "Don't stop taking your tablets without asking the pharmacist.",
        "My doctor put me on 10 mg at night and it helped.",
        "Never share prescription tablets.",
        "A warm bath and gentle stretching did it for me.",
        "Nobody should stop steroid tablets overnight.",
        "Please ring your doctor.",
        "> stop taking your tablets\n\nI would not.",
        "",
    ],
)
def test_ordinary_advice_is_left_alone(body):
    assert review_advice(body) == ()


def test_a_finding_quotes_what_was_written():
    body = "Well. Stop taking those statins!"
    finding = review_advice(body)[0]
    assert body[finding.start : finding.end] == finding.quote == "Stop taking those statins"
