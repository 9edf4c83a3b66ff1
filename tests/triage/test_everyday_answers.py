"""What people answer each other every day: tips, rules of thumb, stories that are over.

Nothing was learnt from these posts. Whoever helps out of a trouble that is over needs no notice; an
answer in the same tone, by someone whose own trouble goes on, does.
"""

from forum.triage import Level, assess
from forum.triage.engine import load_rulebook
from forum.triage.features import features
from forum.triage.text import read

HELPING = [
    "Try a warm wheat bag on it for fifteen minutes, then a gentle stretch, toes towards you.",
    "I keep a glass of tonic water by the bed. Whether it is the quinine I could not tell you.",
    "My doctor said to come back if it had not gone in a fortnight. It went in ten days.",
    "Drink more water and see how you get on. If it swells or goes red, ring your surgery.",
    "I would get that looked at if I were you. Better to be told it is nothing.",
    "Mine turned out to be low potassium, found with an ordinary blood test.",
    "Do not stop taking the statin without speaking to your pharmacist first.",
    "Foam rolling helped me but go easy, it should be uncomfortable rather than painful.",
    "When my dad had that, the ambulance crew said he should have called sooner. Please ring them.",
    "If you ever get chest pain with it or cannot catch your breath, that is a 999 call.",
    "My twitchy eyelid stopped when I cut back to two coffees a day.",
    "I had this all through my pregnancy and it stopped the week she was born.",
    "I was terrified of it the first time and now I know what it is.",
    "Tape it, rest it, and no football for two weeks. That is what our physio says to everyone.",
    "Thanks everyone, the stretch with the towel worked a treat!",
    "Quick update: saw the GP on Monday, it is a pulled muscle, nothing to worry about.",
    "Please don't take somebody else's diazepam. See a doctor.",
    "I am a nurse. A calf that is hot, red and swollen should be seen the same day.",
    "After my knee replacement the cramps lasted about a month and then faded away.",
    "I had tests for everything and it was just stress in the end.",
    "You wrote that you can't feel your foot. Please don't wait, ring somebody now.",
    "Nurse for thirty years. New weakness, loss of bladder, numb saddle: today.",
    "Chest pain plus sweating is an ambulance. That's how it was explained to me last year.",
    "When I was at my lowest I rang them and the man just listened. That was nine years ago.",
]
STILL_ILL = {
    "Had exactly this after lifting a slab in the spring and I'm stiff every morning.": "routine",
    "I've tried everything going, magnesium, quinine, and I'm still up most nights.": "routine",
    "My own leg swelled up on the one side last night and it's hot to touch.": "urgent",
    "Mine hurt like blazes on Saturday and I still can't put my weight on that leg.": "urgent",
    "I'm in with back pain too and since today it's all gone numb round the saddle.": "emergency",
    "They said mine was a muscle. This began just now and I can't get a breath in.": "emergency",
    "I tell people to ring that number and I'm sat here with the tablets in front of me.": "crisis",
    "i could have written your post. i dont want to wake up tomorrow either": "crisis",
}


def test_most_answers_that_help_have_no_notice():
    levels = {post: assess("", post, "answer").level for post in HELPING}
    noticed = {post: level for post, level in levels.items() if level > Level.NONE}
    assert len(noticed) <= 1, noticed
    assert max(levels.values()) <= Level.ROUTINE


def test_who_answers_and_is_ill_still_has_one():
    found = {post: assess("", post, "answer").level.value for post in STILL_ILL}
    assert found == STILL_ILL


def test_what_is_said_of_oneself_counts_otherwise_in_an_answer():
    text = read("", "I could not walk.", load_rulebook(taught=False).lexicon.speller)
    asked, answered = features(text, "question"), features(text, "answer")
    assert ("me", "walk") in asked
    assert ("re_me", "walk") not in asked
    assert {("me", "walk"), ("re_me", "walk")} <= answered.keys()
