"""Red flags told in passing, by people who ask about something else, beside harmless twins."""

import pytest

from forum.triage import Level, assess

FLAGS = [
    "ladder slipped, landed hard on my tail, and i can't pee since though i'm full. prune juice?",
    "Hurt my back shifting a wardrobe and today my trousers are soaked before I know it.",
    "fell from the palm yesterday, back pain is plenty and toes are not moving",
    "dropped off the top rung at noon and my neck is 9/10 since. ibuprofen gel or tablets?",
    "since 4 pm i walk like a drunk and keep tipping to the right. is it the new glasses",
    "the clinic is shut. sight gone in the left eye since about 3, no pain, so monday will do",
    "hit by the bat above the ear this morning, now she can't stay awake through a cartoon",
    "stopped his pregabalin cold on friday, now he thinks there are soldiers in the loft",
    "There is pus in the scar and I shake so hard that I spill my soup.",
    "his epilepsy usually stops in two minutes. it's been eight and he is still going",
    "she did 30 units of the fast one in place of the long one tonight. toast?",
    "both feet went numb and weak after the chiropractor this morning",
    "six ibuprofen and four bisoprolol since breakfast, i muddled the boxes",
    "36 weeks. head pounding, spots dancing in front of me. lie down?",
    "one arm and the leg on the same side went dead at lunch, still dead",
    "he's two and a half months, 38.4 on the thermometer, drinks all right",
]
HARMLESS = [
    "ladder slipped, landed on my tail on the lawn, laughed, i pee fine and nothing hurts",
    "Shifted a wardrobe, my trousers were soaked with sweat. Anything better than cotton?",
    "the kids fell from the hay bale into the straw all day. how do you get it out of socks",
    "dropped a rung on the ladder and it clanged. neighbour's dog went mad",
    "since 4 pm we have been on the tipping deck of the ferry, lovely. ginger biscuits?",
    "The light in the left lamp is gone since about 3. No electrician till Monday.",
    "hit by the bat above the net, the ball went in the lake. what do you do against wet trainers",
    "my son thinks there are dragons in the loft. he's three. how do you answer that",
    "the washing machine shakes so hard that i spill my soup. level the feet?",
    "chiropractor's bill made both of us weak at the knees, that's all",
]


@pytest.mark.parametrize("body", FLAGS)
def test_a_red_flag_in_passing_is_an_emergency(body):
    assert assess("", body).level == Level.EMERGENCY


@pytest.mark.parametrize("body", HARMLESS)
def test_the_same_words_about_nothing_grave_have_no_notice_of_an_emergency(body):
    assert assess("", body).level < Level.EMERGENCY


def test_the_side_of_a_body_is_the_same_side_and_no_old_complaint():
    rules = {found.rule for found in assess("", FLAGS[-2]).findings}
    assert "one_side_weak" in rules


def test_an_eye_whose_sight_is_gone_is_nobody_who_has_died():
    aside = {item.rule for item in assess("", FLAGS[5]).set_aside}
    assert "sight_gone" not in aside
