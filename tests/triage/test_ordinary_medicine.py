"""Medicine taken as people take it every day is no overdose to the rules."""

import pytest

from forum.triage import Level, assess

ORDINARY = [
    "I took a paracetamol this morning and it helped.",
    "took an ibuprofen today",
    "Took two paracetamol this morning, no use.",
    "had 4 ibuprofen today, two at breakfast and two at lunch",
    "I've had six paracetamol since yesterday, two at a time",
    "Took paracetamol three times since yesterday and the fever is down.",
    "gave him nurofen twice yesterday as it says on the bottle",
    "Took two antihistamines this morning, one and then another at noon as the box says",
    "I had three paracetamol today, the last at four",
    "Had a couple of paracetamol since breakfast",
    "took some ibuprofen gel this morning, rubbed it in well",
    "Gave my wife two of my paracetamol, same brand as hers",
    "I take 2 x 500 mg of paracetamol and 1 gram of vitamin C",
    "three doses of the antibiotic so far, and two doses since Monday of the syrup",
    "took an aspirin this morning for my heart like every day",
    "I had one of my amlodipines this morning as always",
    "bit of red on the toilet paper, and a bit sniffly since the kids went back",
    "I had ten minutes of massage and four paracetamol in the whole week.",
    "Double dose of stretching today and no cramp.",
]
TOO_MUCH = [
    "took twelve paracetamol today",
    "I've had eighteen paracetamol since yesterday breakfast, two at a time",
    "took six paracetamol at once by mistake",
    "I had ibuprofen eight times since breakfast",
    "that is 6 grams of paracetamol since this morning",
    "she's 3 and had one of my amlodipines",
    "took four of his tablets thinking they were mine",
    "toddler bit into a washing pod",
    "I took eight of those at once because one didn't work, is that bad?",
]
POISON = {
    "child_took_medicine",
    "double_dose",
    "double_dose_felt",
    "many_tablets_at_once",
    "overdose",
    "swallowed_poison",
}


def taken(body):
    return POISON & {found.rule for found in assess("", body).findings}


@pytest.mark.parametrize("body", ORDINARY)
def test_an_ordinary_dose_is_no_overdose(body):
    assert taken(body) == set()


@pytest.mark.parametrize("body", TOO_MUCH)
def test_too_much_is_one(body):
    assert taken(body)
    assert assess("", body).level == Level.EMERGENCY


def test_a_dose_told_of_in_passing_is_no_emergency_to_the_second_reader_either():
    assert [body for body in ORDINARY if assess("", body).level >= Level.EMERGENCY] == []


def test_to_think_of_leaving_a_medicine_off_is_no_crisis():
    assert assess("", "I'm thinking of stopping my statins.").level == Level.NONE
    for body in (
        "I am thinking of stopping the tablets because of the cramps.",
        "Thinking of stopping the bisoprolol, I've been so tired on it.",
    ):
        assert assess("", body).level == Level.ROUTINE
    body = "I'm thinking of stopping everything. The tablets, the food, me."
    assert assess("", body).level == Level.CRISIS


def test_a_dose_hides_no_red_flag():
    body = "Took two paracetamol this morning. My chest is crushed and it goes down my left arm."
    assert assess("", body).level == Level.EMERGENCY
