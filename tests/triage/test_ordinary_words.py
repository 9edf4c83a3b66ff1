"""Words of every day that the rules took for danger, and the danger that they must still find."""

import pytest

from forum.triage.engine import _evidence, rulebook
from forum.triage.model import Level
from forum.triage.text import read

HARMLESS = [
    "We had a drink with you after the match.",
    "My nan ate lunch with you, didn't she?",
    "I get into the bath after painting the toilet.",
    "The flat next door has stood vacant since May.",
    "Glazed buns and good coffee.",
    "Our profits rose tenfold.",
    "I have had the nomad tent for three weeks.",
    "They will not answer my emails.",
    "They did not respond to my letter.",
    "Nobody would miss the last two chapters.",
    "This drill will stay with me for years.",
    "Let me end the discussion there.",
    "He'll call me tomorrow.",
    "Take me home, it is late.",
    "I would rather pay it over three years.",
    "We said goodbye to the choir director.",
    "I don't want to live with my mother-in-law.",
    "I don't want to live in a flat any more.",
    "I don't want to wake the baby.",
    "Punching bag class tonight, I deserve it after that week.",
]
GRAVE = {
    "emergency": [
        "My toddler chewed some yew berries.",
        "He got into the dishwasher tablets.",
        "His eyes look glazed and he is limp.",
        "Mum will not answer me and will not open her eyes.",
        "He's on the bathroom floor, breathing, won't answer.",
        "The syringe was marked wrong, a tenfold dose.",
        "My husband clutched his chest and he is grey and sweating.",
    ],
    "crisis": [
        "Nobody would miss me.",
        "no one would even notice",
        "God, please take me home.",
        "I would rather be dead than like this.",
        "I've said my goodbyes.",
        "I don't want to live with this pain.",
        "I don't want to live in this body.",
        "I don't want to live in a world without him.",
        "I don't want to wake up.",
        "Please stay with us tonight, love, don't do it.",
        "Some nights I punch the wall till my hand swells, I deserve it.",
        "I deserve the pain, so I keep burning my arm.",
    ],
}


def found(body):
    kind = "answer" if body.startswith("Please stay") else "question"
    book = rulebook()
    return {
        finding.level
        for finding in _evidence(book, read("", body, book.lexicon.speller), kind).findings
    }


@pytest.mark.parametrize("body", HARMLESS)
def test_a_word_of_every_day_is_no_red_flag(body):
    assert not {Level.EMERGENCY, Level.CRISIS} & found(body)


@pytest.mark.parametrize(
    ("level", "body"), [(Level(name), body) for name, bodies in GRAVE.items() for body in bodies]
)
def test_what_is_grave_is_still_found(level, body):
    assert level in found(body)


@pytest.mark.parametrize(
    ("typed", "read_before_as"),
    [
        ("overdoing", "overdosing"),
        ("election", "erection"),
        ("ejection", "erection"),
        ("access", "abcess"),
        ("clothing", "clotting"),
        ("creation", "cremation"),
        ("polite", "police"),
        ("scaling", "scalding"),
        ("chafing", "chasing"),
        ("fellow", "follow"),
    ],
)
def test_a_right_word_is_not_corrected_to_one_that_triage_knows(typed, read_before_as):
    assert rulebook().lexicon.speller.words(typed) == (typed,) != (read_before_as,)
