"""What this forum is asked most: cramps, twitches and knocks that pass, and what is more than that.

Nothing was learnt from these posts. A notice on what has passed cries wolf; no notice on what
lasts leaves someone alone with it.
"""

from collections.abc import Iterable

from forum.triage import Level, assess

PASSING = [
    "My calf went hard as a rock for two minutes last night, then let go. Is that a charley horse?",
    "Woke at 3 with a cramp in my foot, toes curled, stood on the cold floor and it went. Normal?",
    "Calf goes into a knot when I point my toes in bed, first time this week. What do you do?",
    "Eyelid twitching since this morning after a late night. Coffee?",
    "Had a stitch in my side on my run today. Gone now. How do I avoid it?",
    "My back went into spasm when I sneezed yesterday, it's easing today. Heat or ice?",
    "Hamstring tight after football on Sunday, can jog on it. Foam roller?",
    "Hiccups for an hour after curry, stopped now. Why?",
    "Which magnesium do people take for night cramps?",
    "Neck a bit stiff after the flight, loosening up. Any stretches?",
    "My thumb keeps twitching when I game for hours. Stops when I rest.",
    "Is it ok to stretch a cramp or should you leave it?",
    "Legs ache after my first spin class, two days ago. Bath salts?",
    "got a cramp in my hand writing christmas cards lol. gone now",
    "Shin sore to touch where I walked into the dishwasher last night.",
    "My foot fell asleep on the bus and it took a while to wake up. Pins and needles for a minute.",
    "Rib muscles sore from coughing, cold is nearly gone.",
    "my bum muscle jumps when i lie down after gym, only tonight",
    "Jaw tired after the dentist this morning, can open fine",
    "Tight shoulders from the laptop today. What chair do you have?",
    "Pulled something in my groin at five a side on Thursday, walks fine, twinges on the stairs.",
    "A sharp twinge in my lower back when I picked up the cat, then nothing. Should I worry?",
    "Is a heating pad safe overnight?",
    "My knee clicks on stairs, no pain. Anything to do?",
    "cramp in my toes in the pool today. salt?",
    "Stomach cramps for an hour after the takeaway, passed now.",
    "period cramps first day as usual, hot water bottle again. what teas do you like",
    "Fingers went white and numb in the cold walking the dog, pink again in minutes with gloves.",
    "Slept on my arm, dead for a minute, fine after.",
    "Bruise on my thigh from the table corner, a bit tender.",
]
LASTING = [
    "Every night for three weeks my calves cramp and wake me.",
    "My eyelid has been twitching for two months now, on and off.",
    "Lower back pain on and off since summer, some days I can't do the garden.",
    "My neck is stiff every morning since September and tablets do nothing.",
    "I get hiccups for hours most days since my operation in spring.",
    "Plantar pain each morning for half a year, insoles did not help.",
    "Restless legs every evening, I have slept badly for months.",
    "Spasms in my upper left leg keep coming back for weeks, nothing works.",
    "My hand cramps when I write, it has been like this all term.",
    "Tension headaches three times a week since I changed jobs.",
]
TODAY = [
    "Both my legs feel weaker every day this week and I stumble on the kerb.",
    "My calf is hot, swollen and sore since the flight home.",
    "Back pain with a temperature of 38.9 and shivers since yesterday.",
    "I woke with a numb foot and it is still numb at noon, after a day of back pain.",
    "Cannot lift my arm at all since I fell off the ladder this morning.",
    "The pain in my back is 9 out of 10 and painkillers do nothing, I can't stand up.",
]
NOW = [
    "Dark brown urine after the marathon on Sunday and my thighs are swollen.",
    "My back hurts and I can't feel anything when I wipe, and I can't pee since last night.",
    "Chest tight like a belt and my left arm aches since half an hour, sweating.",
    "His face has dropped on one side and his words are slurred.",
    "I can't move my hands and my lips tingle, my throat feels like closing after the wasp sting.",
    "It really hurts to breathe in since this morning and I coughed some blood.",
    "My mum can't be woken properly after her new tablets.",
]


def levels(posts: Iterable[str]) -> dict[str, Level]:
    return {post: assess("", post).level for post in posts}


def test_most_of_what_has_passed_has_no_notice():
    noticed = {post: level for post, level in levels(PASSING).items() if level > Level.NONE}
    assert len(noticed) <= 5, noticed


def test_what_lasts_or_keeps_coming_back_is_worth_showing_to_a_doctor():
    assert set(levels(LASTING).values()) == {Level.ROUTINE}


def test_what_needs_help_today_or_now_says_so():
    assert not {post: level for post, level in levels(TODAY).items() if level < Level.URGENT}
    assert not {post: level for post, level in levels(NOW).items() if level < Level.EMERGENCY}


def test_a_tight_calf_is_no_swollen_one():
    walked = "Walked up the hill and my left calf has been tight since. It loosens in the shower."
    assert "calf_swollen" not in {finding.rule for finding in assess("", walked).findings}
    swollen = "My left calf is tight and shiny since yesterday and bigger than the other."
    assert "calf_swollen" in {finding.rule for finding in assess("", swollen).findings}
