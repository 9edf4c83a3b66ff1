"""The guide's tables, a line each, in words that are not the guide's."""

import time
from concurrent.futures import ThreadPoolExecutor
from cProfile import Profile
from functools import cache

import pytest
from growth import grows_evenly
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forum.triage import Level, assess, engine, rules_version
from forum.triage.engine import DATA, rulebook, sentences_with, version_of
from forum.triage.model import Finding
from forum.triage.text import read

EMERGENCY = [
    "My chest feels tight and I can't catch my breath.",
    "Crushing pain in my chest going down my left arm.",
    "There's a stab in my ribs every time I breathe in, since this morning.",
    "Lips like sausages and my throat is closing after a wasp sting.",
    "Mum's face has dropped on one side and her words are slurred.",
    "My left arm and leg went numb an hour ago.",
    "I suddenly lost the sight in my right eye today.",
    "Back pain, and I'm numb between my legs since last night.",
    "Came off my bike, neck agony and my fingers are tingling.",
    "She passed out in the kitchen this morning.",
    "My son is having a fit right now, he's never had one.",
    "Worst headache of my life, it came on like a thunderclap.",
    "He banged his head and he's been sick three times and is drowsy.",
    "Fever of 39.5, stiff neck, and the light hurts my eyes.",
    "The cut has been bleeding for an hour and won't stop.",
    "I've been vomiting blood since lunch.",
    "My poo is black and tarry.",
    "Toddler bit into a dishwasher tablet.",
    "After spin class my thighs are swollen and my urine is the colour of cola.",
    "I can't open my mouth, my jaw is locked, and I trod on a rusty nail last week.",
    "34 weeks pregnant with a terrible headache and seeing spots.",
    "Sudden severe pain in my left testicle.",
    "Our four week old baby has a temperature of 38.5.",
    "The wound is infected and I'm shaking uncontrollably.",
    "Type 1, vomiting, and my ketones are high.",
]
URGENT = [
    "The pain in my shoulder is excruciating.",
    "My knee is a 9/10.",
    "I can't bear weight on my ankle at all.",
    "I can't straighten up, stuck bent over.",
    "The redness has been spreading up my leg since yesterday.",
    "My foot has been numb since Tuesday.",
    "My knee keeps giving way, it gave way again today.",
    "My left calf is swollen and hot.",
    "My knee is hot and swollen like a balloon.",
    "Temperature of 38.6 and my lower back is aching.",
    "My face is swollen from a tooth abscess.",
    "Back ache. I had breast cancer in 2012.",
    "There's blood in my urine.",
    "I haven't been able to pee since last night.",
    "I'm diabetic and I keep vomiting.",
]
ROUTINE = [
    "My neck has been stiff for three weeks.",
    "My eyelid won't stop twitching.",
    "I get cramp in my calf every single night.",
    "I've tried heat, stretching and ibuprofen for my hip and nothing helps.",
    "The spasms in my back wake me up.",
    "Since I started atorvastatin my thighs ache.",
    "Can I stop taking rosuvastatin? It makes my calves cramp.",
    "My tests were all normal but my stomach still hurts.",
]
CRISIS = [
    "I keep thinking about killing myself.",
    "I don't want to be here any more.",
    "My friend says she wants to die.",
    "I cut myself on purpose last night.",
    "Most nights I hope I don't wake up.",
]
NONE = [
    "Got a cramp at football tonight, stretched, gone now.",
    "A bit sore after leg day.",
    "How much magnesium is in a banana?",
    "I have done yoga for ten years. Which mat lasts?",
    "Severe pain can mean a torn muscle.",
    "Member for three months, how do I change my name?",
    "",
]
TABLE = [
    *(("emergency", body) for body in EMERGENCY),
    *(("urgent", body) for body in URGENT),
    *(("routine", body) for body in ROUTINE),
    *(("crisis", body) for body in CRISIS),
    *(("none", body) for body in NONE),
]


@pytest.mark.parametrize(("level", "body"), TABLE)
def test_the_guide_in_other_words(level, body):
    assert assess("", body).level == level


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("My neck is stiff since yesterday, slept badly. What helps?", "none"),
        ("My neck is stiff since yesterday and my left arm has gone numb.", "urgent"),
        ("Pulled something in my back yesterday, sore but I went to work.", "none"),
        ("Pulled something in my back yesterday and now I can't stand up.", "urgent"),
        ("Woke up with a sore shoulder today.", "none"),
        ("Calf cramp last night, gone after a minute.", "none"),
        ("Calf swollen, red and hot since last night.", "urgent"),
        ("Back spasm lifting the shopping this morning, it is easing. Heat or ice?", "none"),
    ],
)
def test_that_a_complaint_is_fresh_does_not_make_it_urgent(body, level):
    assert assess("", body).level == level


def test_a_red_flag_may_be_spread_over_title_and_body():
    assert assess("Chest pain", "and now I'm sweating and dizzy").level == "emergency"


def test_the_more_urgent_level_wins_and_mild_ones_do_not_add_up():
    mild = "My neck has been stiff for three weeks. My hip aches every night. My knee still hurts."
    assert assess("", mild).level == "routine"
    assert assess("", mild + " I fainted this morning.").level == "emergency"


def test_a_finding_explains_itself_in_the_members_words():
    body = "My hip aches.\nIt’s been since Easter."
    finding = assess("", body).findings[0]
    assert finding.quote == body[finding.start : finding.end]
    assert finding.quote in finding.why


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="poem"):
        assess("", "x", "poem")


def test_the_version_changes_with_the_rules(tmp_path):
    import shutil

    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    assert version_of(copy) == rules_version()
    with (copy / "rules" / "routine.yaml").open("a") as file:
        file.write("# a note\n")
    assert version_of(copy) != rules_version()


def test_the_rules_are_read_once_by_whoever_asks_first(monkeypatch):
    read = []

    def slowly():
        read.append("a rule book")
        time.sleep(0.05)
        return read[-1]

    monkeypatch.setattr(engine, "load_rulebook", slowly)
    monkeypatch.setattr(engine, "_rulebook", cache(lambda: engine.load_rulebook()))
    with ThreadPoolExecutor(2) as two:
        assert list(two.map(lambda _: rulebook(), range(2))) == ["a rule book"] * 2
    assert len(read) == 1


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.text(max_size=400), st.sampled_from(["question", "answer"]))
def test_any_text_is_assessed_and_every_span_lies_inside_it(title, body, kind):
    result = assess(title, body, kind)
    for item in (*result.findings, *result.set_aside):
        source = title if item.field == "title" else body
        assert 0 <= item.start < item.end <= len(source)
        assert source[item.start : item.end] == item.quote


PIECES = [
    "no",
    "pain",
    "in my",
    "chest",
    ",",
    ".",
    "can't",
    "feel",
    "leg",
    "> ",
    "\n",
    "8/10",
    "if",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
@example(["feel", "can't", "feel"])
def test_any_row_of_clinical_words_is_assessed(pieces):
    body = " ".join(pieces)
    result = assess("", body)
    assert all(body[f.start : f.end] == f.quote for f in result.findings)
    assert result.level == max((f.level for f in result.findings), default=Level.NONE)


@pytest.mark.parametrize(
    "piece", ["no pain ", "if ", "chest pain ", "a" * 50, "> x\n", "gone now. "]
)
def test_a_huge_repetitive_text_is_no_trap(piece):
    book = rulebook()  # by name, since what was read lately is remembered
    assert grows_evenly(lambda text: assess("", text, book=book), piece)


@pytest.mark.parametrize("piece", ["if i had chest pain ", "no pain but never numb ", "why me, "])
def test_a_sentence_without_an_end_costs_no_more_for_each_word(piece):
    def calls(times: int) -> int:
        with Profile() as profile:
            assess("", piece * times)
        return sum(entry.callcount for entry in profile.getstats())

    assess("", piece)  # words are looked up in the data once
    assert calls(800) < 5 * calls(200)


def test_a_sentence_with_many_red_flags_is_looked_at_once_more_and_not_once_for_each():
    body = "My neck is stiff. " + "my chest is tight and i cant breathe, " * 12
    findings = [
        Finding("x", Level.EMERGENCY, "body", at, at + 4, "", "") for at in range(20, 300, 20)
    ]
    calm = Finding("y", Level.ROUTINE, "body", 0, 4, "", "")
    text = read("", body, rulebook().lexicon.speller)
    assert sentences_with(Level.EMERGENCY, [*findings, calm], text) == [body[17:]]


def test_a_text_that_is_previewed_and_then_posted_is_read_once():
    before = assess("", "My calf has cramped at night since Easter, and nothing helps.", "answer")
    assert (
        assess("", "My calf has cramped at night since Easter, and nothing helps.", "answer")
        is before
    )
    assert assess("", "My calf has cramped at night since Easter, and nothing helps.") is not before
